import Database
import Directory
import Essentials
import Web

extension NewSubstitution {
    /// - Throws: `Problems`.
    init(_ form: FormData, within agency: UnitPath, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let absent = try db.chosenPost(
            form, "absent", missing: Wording("Chọn người vắng mặt.", en: "Choose who is absent."), within: agency,
            on: today, &problems)
        let substitute = try db.chosenPost(
            form, "substitute", missing: Wording("Chọn người làm thay.", en: "Choose the substitute."),
            within: agency, on: today, &problems)
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày bắt đầu.", en: "Enter the first day."), &problems)
        let to = form.requiredDate("to", missing: Wording("Ghi ngày cuối.", en: "Enter the last day."), &problems)
        let reason = form.required(
            "reason", atMost: 500, missing: Wording("Ghi lý do.", en: "Enter the reason."), &problems)
        try problems.throwIfAny()
        guard let absent, let substitute, let from, let to, let reason else { throw problems }
        self.init(absent: absent, substitute: substitute, from: from, to: to, reason: reason)
    }
}

extension DirectoryFormPage {
    /// - Parameter own: the caller's posts, for who may ask only for themselves; nil for who may ask for others.
    static func newSubstitution(_ filling: Filling, own: [PostHolder]?) -> DirectoryFormPage {
        let search = AdministrationPaths.postChoices + "?within=agency"
        let label = Wording("Người vắng mặt", en: "Who is absent")
        let absent: any Viewable =
            if let own {
                filling.select(
                    "absent", label,
                    own.map { ($0.post.id.description, Wording.verbatim("\($0.personName) · \($0.office)")) })
            } else {
                filling.post("absent", label, searchPath: search)
            }
        let fields: [any Viewable] = [
            absent,
            filling.post(
                "substitute", Wording("Người làm thay", en: "Who stands in"),
                help: Wording(
                    "Cùng cơ quan. Người này được mượn quyền của người vắng trên hệ thống, không được ký thay.",
                    en: "Of the same agency. The substitute borrows the rights here, not the right to sign."),
                searchPath: search),
            FieldRow(
                filling.date("from", Wording("Từ ngày", en: "From")),
                filling.date("to", Wording("Đến hết ngày", en: "Until"))),
            filling.area("reason", Wording("Lý do", en: "Reason"), rows: 2, atMost: 500),
        ]
        let list = AdministrationPaths.substitutions
        return DirectoryFormPage(
            Wording("Đề nghị người làm thay", en: "Ask for a substitute"),
            back: Link(Wording("Làm thay khi vắng mặt", en: "Substitutions"), path: list),
            explanation: Wording(
                "Có hiệu lực sau khi người có thẩm quyền duyệt; người liên quan không tự duyệt.",
                en: "It holds once somebody with the right has approved it; never one of the two."), filling,
            form: EntryForm(
                to: list, draft: "new-substitution", filling, fields: fields,
                button: Wording("Gửi đề nghị", en: "Send the request"), cancelPath: list))
    }
}
