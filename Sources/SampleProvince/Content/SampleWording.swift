import Essentials

/// What a document is about, with the words to say it: shared by its subject line and its text.
struct SampleMatter: Sendable {
    let type: SampleDocumentType
    /// `chuyển đổi số, phát triển chính quyền số`.
    let matter: String
    /// `năm 2026`, `tháng 10 năm 2026`.
    let period: String
    let issuer: String
    /// `UBND tỉnh`, as the text calls its issuer after the first time.
    let issuerShort: String
    /// Whether it orders, or asks its equals.
    let orders: Bool
    /// The phrase that a letter begins with: `triển khai`, `đôn đốc`.
    let verb: String
    let grounds: [String]
    let facts: [String]
    let duties: [String]
    let addressees: [String]
    let date: CivilDate
    let answerBy: CivilDate?
    /// The room that answers questions.
    let room: String
    /// Who leads the meeting that a notice or an invitation tells of.
    let chair: String
    let place: String

    /// Trích yếu, as registers have it.
    var subject: String {
        switch type {
        case .letter: "Về việc \(verb) \(matter) \(period)"
        case .report: "Kết quả \(matter) \(period)"
        case .plan: "\(matter.startingLarge) \(period)"
        case .decision: "Về việc phê duyệt Kế hoạch \(matter) \(period)"
        case .notice: "Kết luận của \(chair) tại cuộc họp về \(matter)"
        case .submission: "Về việc ban hành Kế hoạch \(matter) \(period)"
        case .invitation: "Họp bàn về \(matter) \(period)"
        case .guidance: "Một số nội dung về \(matter) \(period)"
        case .directive: "Về việc tăng cường \(matter) \(period)"
        case .telegram: "Về việc tập trung \(matter)"
        }
    }

    var text: SampleText {
        switch type {
        case .letter, .guidance, .directive, .telegram: instruction
        case .report: report
        case .plan: plan
        case .decision: decision
        case .notice: notice
        case .submission: submission
        case .invitation: invitation
        }
    }

    private var instruction: SampleText {
        let ask = orders ? "yêu cầu" : "đề nghị"
        let opening =
            """
            Thực hiện \(matter) \(period), \(issuer) \(ask) các cơ quan, đơn vị, địa phương triển khai một số \
            nội dung sau:
            """
        var paragraphs: [SampleText.Paragraph] = facts.isEmpty ? [] : [.plain(facts.joined(separator: " "))]
        paragraphs.append(.plain(opening))
        paragraphs += numbered(duties)
        let answer =
            answerBy.map { " Kết quả báo cáo về \(issuerShort) (qua \(room)) trước ngày \($0.vietnamese)." } ?? ""
        paragraphs.append(
            .plain("\(ask.startingLarge) các cơ quan, đơn vị nghiêm túc triển khai thực hiện.\(answer)/."))
        return SampleText(addressees: type == .letter ? addressees : [], paragraphs: paragraphs)
    }

    private var report: SampleText {
        var paragraphs: [SampleText.Paragraph] = [
            .plain("Thực hiện chỉ đạo của cấp trên về \(matter), \(issuer) báo cáo kết quả \(period) như sau:"),
            .heading("I. KẾT QUẢ THỰC HIỆN"),
        ]
        paragraphs += numbered(facts)
        paragraphs += [
            .heading("II. TỒN TẠI, HẠN CHẾ"),
            .plain(
                """
                Một số nội dung triển khai còn chậm; việc phối hợp, cung cấp số liệu giữa các đơn vị có lúc \
                chưa kịp thời.
                """),
            .heading("III. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI"),
        ]
        paragraphs += numbered(duties)
        paragraphs.append(.plain("Trên đây là báo cáo kết quả \(matter) \(period) của \(issuer)./."))
        return SampleText(addressees: addressees, paragraphs: paragraphs)
    }

    private var plan: SampleText {
        var paragraphs: [SampleText.Paragraph] = [
            .plain("\(issuer) ban hành Kế hoạch \(matter) \(period) với các nội dung sau:"),
            .heading("I. MỤC ĐÍCH, YÊU CẦU"),
            .plain("1. Cụ thể hóa nhiệm vụ được giao; xác định rõ việc, rõ người, rõ thời hạn và rõ kết quả."),
            .plain(
                """
                2. Tổ chức thực hiện thống nhất, tiết kiệm; gắn với theo dõi, đôn đốc trên Hệ thống quản lý \
                văn bản và điều hành.
                """),
            .heading("II. NỘI DUNG THỰC HIỆN"),
        ]
        paragraphs += numbered(duties)
        paragraphs += [
            .heading("III. TỔ CHỨC THỰC HIỆN"),
            .plain("1. \(room.startingLarge) là đầu mối theo dõi, tổng hợp, báo cáo kết quả."),
            .plain(
                """
                2. Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ tổ chức thực hiện; báo cáo định kỳ trước \
                ngày 20 hằng tháng./.
                """),
        ]
        return SampleText(grounds: grounds, paragraphs: paragraphs)
    }

    private var decision: SampleText {
        SampleText(
            grounds: grounds,
            paragraphs: [
                .centred("QUYẾT ĐỊNH:"),
                .article("Điều 1.", "Phê duyệt kèm theo Quyết định này Kế hoạch \(matter) \(period)."),
                .article(
                    "Điều 2.",
                    """
                    \(room.startingLarge) chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, theo dõi, kiểm tra việc \
                    thực hiện.
                    """),
                .article(
                    "Điều 3.",
                    """
                    Thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./.
                    """),
            ])
    }

    private var notice: SampleText {
        var paragraphs: [SampleText.Paragraph] = [
            .plain(
                """
                Ngày \(date.vietnamese), tại \(place), \(chair) đã chủ trì cuộc họp về \(matter). Sau khi nghe \
                báo cáo và ý kiến của các đại biểu, \(chair) kết luận như sau:
                """)
        ]
        paragraphs += numbered(facts + duties)
        paragraphs.append(.plain("\(issuer) thông báo để các cơ quan, đơn vị biết, thực hiện./."))
        return SampleText(paragraphs: paragraphs)
    }

    private var submission: SampleText {
        var paragraphs: [SampleText.Paragraph] = [.heading("I. SỰ CẦN THIẾT")]
        paragraphs += numbered(facts)
        paragraphs.append(.heading("II. NỘI DUNG TRÌNH"))
        paragraphs += numbered(duties)
        paragraphs.append(.plain("\(issuer) kính trình xem xét, ban hành Kế hoạch \(matter) \(period)./."))
        return SampleText(addressees: addressees, grounds: grounds, paragraphs: paragraphs)
    }

    private var invitation: SampleText {
        SampleText(
            paragraphs: [
                .plain("\(issuer) trân trọng kính mời đại diện lãnh đạo các cơ quan, đơn vị dự họp:"),
                .plain("1. Nội dung: bàn về \(matter) \(period)."),
                .plain("2. Chủ trì: \(chair)."),
                .plain("3. Thời gian: 08 giờ 00 phút, ngày \((answerBy ?? date).vietnamese)."),
                .plain("4. Địa điểm: phòng họp trực tuyến, \(place)."),
                .plain("Đề nghị các đại biểu dự họp đầy đủ, đúng thành phần./."),
            ])
    }

    private func numbered(_ sentences: [String]) -> [SampleText.Paragraph] {
        sentences.enumerated().map { .plain("\($0 + 1). \($1)") }
    }
}

extension String {
    /// `Chuyển đổi số` of `chuyển đổi số`.
    var startingLarge: String {
        prefix(1).uppercased() + dropFirst()
    }
}
