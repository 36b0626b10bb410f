import Essentials

/// Puts a document of the sample on paper: who signs in which authority, what stands above the issuer, who gets it.
struct PaperSetting: Sendable {
    private let content: SampleContent
    private let before: SampleOffices
    private let after: SampleOffices

    init(_ content: SampleContent) {
        self.content = content
        before = SampleOffices(content.staff, content.units.before, after: false)
        after = SampleOffices(content.staff, content.units.after, after: true)
    }

    private static let footer = "Văn bản mẫu của tỉnh Hòa An hư cấu, không có giá trị pháp lý."

    private static let footerOfSpecimen =
        "Tệp mẫu dùng chung cho nhiều văn bản: số, ngày, trích yếu xem trong sổ. \(footer)"

    /// Kinds of issuer that share specimens.
    func family(of document: SampleDocument) -> String {
        guard let issuer = document.issuer else { return "trung-uong" }
        return switch tree(of: document)[issuer]?.kind {
        case .peoplesCommittee: "tinh"
        case .district, .commune: "dia-phuong"
        default: "so-nganh"
        }
    }

    private func tree(of document: SampleDocument) -> SampleTree {
        content.units.tree(on: document.issuedOn ?? content.asOf)
    }

    func paper(of document: SampleDocument) -> SheetOfPaper {
        switch document.origin {
        case .outside(let name, let signer): outside(document, name: name, signer: signer)
        case .agency(let key, let unit, _, let signer): own(document, agency: key, unit: unit, signer: signer)
        }
    }

    /// A file for many documents: what differs between them is left open.
    func specimen(like document: SampleDocument) -> SheetOfPaper {
        var sheet = paper(of: document)
        sheet.symbol = "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}/\(document.notation)"
        sheet.placeAndDate = SheetOfPaper.written(nil, at: sheet.placeAndDate.prefix { $0 != "," }.description)
        sheet.footer = Self.footerOfSpecimen
        sheet.urgency = nil
        return sheet
    }

    private func outside(_ document: SampleDocument, name: String, signer: String) -> SheetOfPaper {
        SheetOfPaper(
            agency: [name.uppercased()], symbol: document.symbol ?? "",
            placeAndDate: SheetOfPaper.written(document.issuedOn, at: "Hà Nội"), title: document.type.title,
            subject: printedSubject(document), text: document.text, urgency: Self.stamp(document.urgency),
            authority: Self.authority(outside: name), signer: signer,
            recipients: document.type == .letter ? ["Như trên"] : ["Ủy ban nhân dân các tỉnh, thành phố"],
            keptBy: "VT", footer: Self.footer)
    }

    private static func authority(outside name: String) -> [String] {
        switch name {
        case "Văn phòng Chính phủ": ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"]
        case "Thanh tra Chính phủ": ["KT. TỔNG THANH TRA", "PHÓ TỔNG THANH TRA"]
        case "Ủy ban Dân tộc": ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "THỨ TRƯỞNG, PHÓ CHỦ NHIỆM"]
        default: ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]
        }
    }

    private func own(_ document: SampleDocument, agency key: String, unit: String, signer: Int) -> SheetOfPaper {
        let tree = tree(of: document)
        let agency = tree[key]
        let places = document.type == .letter ? ["Như trên"] : []
        let names = document.recipients.prefix(5).compactMap { tree[$0]?.name }
        let keptBy = unit == key ? "VT" : "VT, \(tree[unit]?.symbol ?? "")"
        return SheetOfPaper(
            agencyAbove: above(agency, in: tree), agency: SheetOfPaper.lines(of: agency?.name ?? ""),
            symbol: document.symbol ?? "",
            placeAndDate: SheetOfPaper.written(document.issuedOn, at: agency?.place ?? ""), title: document.type.title,
            subject: printedSubject(document), text: document.text, urgency: Self.stamp(document.urgency),
            authority: authority(of: signer, in: agency, on: document.issuedOn),
            signer: content.staff.people[signer].name,
            recipients: places.isEmpty ? Array(names) : places, keptBy: keptBy, footer: Self.footer)
    }

    private func above(_ agency: SampleUnit?, in tree: SampleTree) -> [String] {
        guard let agency, agency.kind == .department || agency.kind == .publicServiceUnit else { return [] }
        return SheetOfPaper.lines(of: tree[agency.parent]?.name ?? "")
    }

    /// The lines of box 7a: a body's chair signs on its behalf, a deputy for the head (NĐ 30/2020 Đ. 13).
    private func authority(of signer: Int, in agency: SampleUnit?, on date: CivilDate?) -> [String] {
        let offices = (date ?? content.asOf) < content.units.reorganisation.on ? before : after
        guard let agency, let post = offices.post(of: signer, in: agency.key) else { return [] }
        let head = Self.shown(SampleTitles.head(of: agency))
        let lines = post.standing == .head ? [head] : ["KT. \(head)", Self.shown(post.title)]
        return agency.worksCollectively ? ["TM. ỦY BAN NHÂN DÂN"] + lines : lines
    }

    /// `CHỦ TỊCH` of `Chủ tịch Ủy ban nhân dân tỉnh`.
    private static func shown(_ title: String) -> String {
        for words in [" Ủy ban nhân dân tỉnh", " Ủy ban nhân dân"] where title.hasSuffix(words) {
            return title.dropLast(words.count).uppercased()
        }
        return title.uppercased()
    }

    /// Official letters say `V/v`.
    private func printedSubject(_ document: SampleDocument) -> String {
        let words = "Về việc "
        guard document.type == .letter, document.subject.hasPrefix(words) else { return document.subject }
        return "V/v \(document.subject.dropFirst(words.count))"
    }

    private static func stamp(_ urgency: Int) -> String? {
        [1: "KHẨN", 2: "THƯỢNG KHẨN", 3: "HỎA TỐC"][urgency]
    }
}
