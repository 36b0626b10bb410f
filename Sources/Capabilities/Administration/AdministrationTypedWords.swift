import Directory
import Essentials
import Web

extension Administration {
    /// What the fields of the forms are called where a form is handed back without its page.
    var typedWords: TypedWords {
        var choices = Self.choices
        let permissions = Self.words(of: permissions, \.code, \.name)
        choices["permissions"] = permissions
        choices[RoleFields.ruling] = permissions
        return TypedWords(Self.labels, choices: choices, unsaid: Self.unsaid, unsaidBeginnings: Self.unsaidBeginnings)
    }

    private static let choices: [String: [String: Wording]] = [
        "kind": words(of: UnitKind.allCases, \.rawValue, \.name)
            .merging(words(of: AuthorisationKind.allCases, \.rawValue, \.name)) { unit, _ in unit }
            .merging(words(of: SuccessionKind.allCases, \.rawValue, \.name)) { unit, _ in unit },
        "standing": words(of: Standing.allCases, \.rawValue, \.name),
        "decision": words(of: ReviewDecision.allCases, \.rawValue, \.name),
        "scheme": words(of: OrganIdScheme.allCases, \.rawValue, \.name),
        "isAgency": ticked, "worksCollectively": ticked, "coversSubtree": ticked,
    ]

    private static let ticked = ["1": Wording("Có", en: "Yes")]

    private static func words<Choice>(
        of choices: [Choice], _ value: KeyPath<Choice, String>, _ name: KeyPath<Choice, Wording>
    ) -> [String: Wording] {
        Dictionary(choices.map { ($0[keyPath: value], $0[keyPath: name]) }, uniquingKeysWith: { first, _ in first })
    }

    /// Choices of pickers, and what a form refers to: nobody types them. And the halves of the emergency account's
    /// secret, which no page shows.
    private static let unsaid: Set<String> = [
        "first", "second",
        "parent", "unit", "post", "others", "successors", "giver", "receiver", "absent", "substitute", "role", "id",
        "token", "credential", "pending", "upload", "which", SuccessionFields.seen, SuccessionFields.step,
    ]

    /// Fields of the preview, one for each post and unit.
    private static let unsaidBeginnings = [SuccessionFields.post, SuccessionFields.child]

    private static let labels: [String: Wording] = [
        "username": Wording("Tên đăng nhập", en: "User name"), "name": Wording("Tên", en: "Name"),
        RoleFields.nameEnglish: Wording("Tên tiếng Anh", en: "English name"),
        RoleFields.code: Wording("Mã", en: "Code"), "shortName": Wording("Tên ngắn", en: "Short name"),
        "symbol": Wording("Ký hiệu", en: "Symbol"),
        "province": Wording("Tên tỉnh, thành phố", en: "Name of the province"),
        "isAgency": Wording("Là cơ quan, tổ chức", en: "An agency of its own"),
        "worksCollectively": Wording("Làm việc theo chế độ tập thể", en: "Decides collectively"),
        "mail": Wording("Thư điện tử", en: "Mail"), "phone": Wording("Điện thoại", en: "Telephone"),
        "title": Wording("Chức vụ", en: "Post"), "signatureTitle": Wording("Ghi dưới chữ ký", en: "Under a signature"),
        "standing": Wording("Vị trí trong đơn vị", en: "Standing in the unit"),
        "order": Wording("Thứ tự", en: "Place in lists"), "kind": Wording("Hình thức", en: "Kind"),
        "from": Wording("Từ ngày", en: "From"), "to": Wording("Đến hết ngày", en: "Until"),
        "dueOn": Wording("Hạn hoàn thành", en: "Due on"), "decision": Wording("Kết luận", en: "Decision"),
        "lastDay": Wording("Ngày cuối cùng", en: "Last day"), "reason": Wording("Lý do", en: "Reason"),
        "scope": Wording("Nội dung được giao ký", en: "What may be signed"),
        "coversSubtree": Wording("Cả các đơn vị trực thuộc", en: "Units below too"),
        "number": Wording("Số, ký hiệu văn bản", en: "Number of the decision"),
        "decisionNumber": Wording("Số, ký hiệu văn bản", en: "Number of the decision"),
        "decidedOn": Wording("Ngày ban hành", en: "Decided on"),
        "effectiveOn": Wording("Có hiệu lực từ", en: "Takes effect on"),
        "legalBasis": Wording("Căn cứ", en: "Legal basis"),
        "duty": Wording("Nhiệm vụ được chuyển", en: "The duty that moves"),
        "scheme": Wording("Dạng mã định danh", en: "Form of the identifier"),
        "organId": Wording("Mã định danh", en: "Identifier"),
        "organIdFirst": Wording("Mã định danh (QĐ 20/2020)", en: "Identifier (Decision 20/2020)"),
        "organIdLast": Wording("Mã định danh (QCVN 102:2016)", en: "Identifier (QCVN 102:2016)"),
        "permissions": Wording("Quyền", en: "Permission"), RoleFields.ruling: Wording("Quyền", en: "Permission"),
        "documentTypes": Wording("Loại văn bản", en: "Types of document"),
        "provider": Wording("Nơi đăng nhập một lần", en: "Single sign-on provider"),
        "subject": Wording("Mã người dùng ở nơi đó", en: "User's identifier there"),
        "idleMinutes": Wording("Tự đăng xuất khi không dùng (phút)", en: "Ends when not used (minutes)"),
        "absoluteMinutes": Wording("Dài nhất (phút)", en: "Longest (minutes)"),
        "parentQuery": Wording("Đơn vị cấp trên", en: "Unit above"), "unitQuery": Wording("Đơn vị", en: "Unit"),
        "othersQuery": Wording("Các đơn vị cùng được sắp xếp", en: "Further units that end"),
        "successorsQuery": Wording("Đơn vị tiếp nhận", en: "Who carries on"),
        "giverQuery": Wording("Người giao", en: "Given by"), "receiverQuery": Wording("Người nhận", en: "Given to"),
        "absentQuery": Wording("Người vắng mặt", en: "Who is absent"),
        "substituteQuery": Wording("Người làm thay", en: "Who stands in"),
    ]
}
