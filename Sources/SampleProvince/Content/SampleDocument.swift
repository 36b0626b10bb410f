import Essentials

/// A document of the sample (văn bản): one text that somebody issued, with everything that happened to it since.
struct SampleDocument: Sendable {
    /// Counts from 0 in the order of the story.
    var number: Int
    let type: SampleDocumentType
    let origin: Origin
    let topic: Int
    let subject: String
    let urgency: Int
    /// Who is to get it, agencies of the province.
    let recipients: [String]
    /// Set when its number has been taken; drafts have none.
    var symbol: String?
    var notation: String
    var issuedOn: CivilDate?
    /// The last day by which recipients are to answer.
    let dueOn: CivilDate?
    let matter: SampleMatter

    enum Origin: Hashable, Sendable {
        /// An agency of the centre, by its place in the list.
        case outside(name: String, signer: String)
        case agency(String, draftedIn: String, drafter: Int, signer: Int)
    }

    /// What it says; put into words when it is needed, since most documents share their file.
    var text: SampleText { matter.text }

    /// The agency of the province that makes it.
    var issuer: String? {
        guard case .agency(let key, _, _, _) = origin else { return nil }
        return key
    }
}

/// The types of document that occur in the sample (NĐ 30/2020 Đ. 7).
enum SampleDocumentType: String, CaseIterable, Sendable {
    case letter = "cong-van"
    case report = "bao-cao"
    case plan = "ke-hoach"
    case decision = "quyet-dinh"
    case notice = "thong-bao"
    case submission = "to-trinh"
    case invitation = "giay-moi"
    case guidance = "huong-dan"
    case directive = "chi-thi"
    case telegram = "cong-dien"

    /// The code in symbols; official letters have none.
    var code: String? {
        switch self {
        case .letter: nil
        case .report: "BC"
        case .plan: "KH"
        case .decision: "QĐ"
        case .notice: "TB"
        case .submission: "TTr"
        case .invitation: "GM"
        case .guidance: "HD"
        case .directive: "CT"
        case .telegram: "CĐ"
        }
    }

    /// The name as it stands on paper; official letters have none there.
    var title: String? {
        switch self {
        case .letter: nil
        case .report: "Báo cáo"
        case .plan: "Kế hoạch"
        case .decision: "Quyết định"
        case .notice: "Thông báo"
        case .submission: "Tờ trình"
        case .invitation: "Giấy mời"
        case .guidance: "Hướng dẫn"
        case .directive: "Chỉ thị"
        case .telegram: "Công điện"
        }
    }
}

/// What a document says, part by part.
struct SampleText: Hashable, Sendable {
    /// Kính gửi.
    var addressees: [String] = []
    /// Căn cứ.
    var grounds: [String] = []
    var paragraphs: [Paragraph] = []

    enum Paragraph: Hashable, Sendable {
        case plain(String)
        /// `I. KẾT QUẢ THỰC HIỆN`.
        case heading(String)
        /// `QUYẾT ĐỊNH:`, in the middle of the line.
        case centred(String)
        /// `Điều 1.` and what it says.
        case article(String, String)
    }
}

/// Where a document was received: it has one handling in each agency that registered it.
struct SampleReceipt: Hashable, Sendable {
    let document: Int
    let agency: String
}

/// Something a person did with a document, at a moment.
struct SampleAct: Sendable {
    var at: Instant
    let document: Int
    /// Who does it, by number.
    let by: Int
    let deed: Deed

    enum Deed: Sendable {
        case draft(inReplyTo: SampleReceipt?)
        case submit
        case returnDraft(reason: String)
        case approve
        case takeNumber
        case issue
        case register(agency: String)
        /// Puts it before a leader, by number.
        case present(agency: String, to: Int)
        case sendBack(agency: String, reason: String)
        case direct(agency: String, Direction)
        case report(agency: String, text: String)
        /// Approves what was reported by whom it was handed to.
        case close(agency: String, Target)
        case returnReport(agency: String, Target, reason: String)
    }

    struct Direction: Sendable {
        let lead: Target
        let coordinators: [Target]
        let opinion: String
        let dueOn: CivilDate
    }

    enum Target: Hashable, Sendable {
        case unit(String)
        case person(Int)
    }
}
