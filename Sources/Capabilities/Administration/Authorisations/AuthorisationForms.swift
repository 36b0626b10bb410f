import Database
import Directory
import Essentials
import Web

extension NewAuthorisation {
    /// - Throws: `Problems`.
    init(_ form: FormData, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let kind = form.choice("kind", as: AuthorisationKind.self, &problems)
        if kind == nil && problems["kind"] == nil {
            problems.add("kind", Wording("Chọn hình thức.", en: "Choose the form."))
        }
        let giver = try db.chosenPost(
            form, "giver", missing: Wording("Chọn người giao.", en: "Choose who gives it."), on: today, &problems)
        let receiver = try db.chosenPost(
            form, "receiver", missing: Wording("Chọn người nhận.", en: "Choose who receives it."), on: today,
            &problems)
        let decidedOn = form.requiredDate(
            "decidedOn", missing: Wording("Ghi ngày ban hành.", en: "Enter the day of the document."), &problems)
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày có hiệu lực.", en: "Enter the first day."), &problems)
        let to = form.date("to", &problems)
        let types = (form.text("documentTypes") ?? "").split { $0 == "," || $0 == ";" }.map(String.init)
        try problems.throwIfAny()
        guard let kind, let giver, let receiver, let decidedOn, let from else { throw problems }
        self.init(
            kind: kind, giver: giver, receiver: receiver, scope: form.text("scope") ?? "", documentTypes: Set(types),
            decisionNumber: form.text("decisionNumber") ?? "", decidedOn: decidedOn, from: from, to: to)
    }
}

extension DirectoryFormPage {
    static func newAuthorisation(_ filling: Filling) -> DirectoryFormPage {
        let list = AdministrationPaths.authorisations
        let fields: [any Viewable] = [
            filling.radio(
                "kind", Wording("Hình thức", en: "Form"),
                AuthorisationKind.allCases.map { ($0.rawValue, $0.name, nil) }),
            filling.post(
                "giver", Wording("Người giao", en: "Given by"),
                help: Wording("Người đứng đầu cơ quan", en: "The head of the agency")),
            filling.post("receiver", Wording("Người nhận", en: "Given to")),
            filling.area("scope", Wording("Nội dung được giao ký", en: "What may be signed"), atMost: 1000),
            filling.text(
                "documentTypes", Wording("Loại văn bản", en: "Types of document"),
                help: Wording(
                    "Ví dụ QĐ, CV; để trống là mọi loại.", en: "For example QĐ, CV; blank means every type."),
                isOptional: true, width: .medium, atMost: 200),
            FieldRow(
                filling.text(
                    "decisionNumber", Wording("Số, ký hiệu văn bản", en: "Number of the document"), atMost: 100),
                filling.date("decidedOn", Wording("Ngày ban hành", en: "Decided on"))),
            FieldRow(
                filling.date("from", Wording("Có hiệu lực từ", en: "From")),
                filling.date(
                    "to", Wording("Đến hết ngày", en: "Until"),
                    help: Wording("Bắt buộc với TUQ.", en: "Needed for TUQ."), isOptional: true)),
        ]
        return DirectoryFormPage(
            Wording("Ghi văn bản ủy quyền", en: "Record an authorisation"),
            back: Link(Wording("Văn bản ủy quyền ký", en: "Authorisations to sign"), path: list), filling,
            form: EntryForm(
                to: list, draft: "new-authorisation", filling, fields: fields,
                button: Wording("Ghi văn bản", en: "Record it"), cancelPath: list))
    }

    static func endAuthorisation(_ authorisation: WrittenAuthorisation, _ filling: Filling) -> DirectoryFormPage {
        let list = AdministrationPaths.authorisations
        return DirectoryFormPage(
            Wording("Kết thúc văn bản ủy quyền", en: "End an authorisation"),
            back: Link(Wording("Văn bản ủy quyền ký", en: "Authorisations to sign"), path: list),
            explanation: Wording(
                "Văn bản đã ký trong thời gian có hiệu lực vẫn giữ nguyên.",
                en: "What was signed while it was in force stays signed."),
            about: [
                Fact(Wording("Hình thức", en: "Form"), authorisation.kind.name),
                Fact(Wording("Số, ký hiệu văn bản", en: "Number of the document"), authorisation.decisionNumber),
                Fact(Wording("Hiệu lực", en: "In force"), DirectoryWords.period(authorisation.validity)),
            ], filling,
            form: EntryForm(
                to: AdministrationPaths.end(of: authorisation.id), draft: nil, filling,
                fields: [filling.date("lastDay", Wording("Ngày cuối cùng", en: "Last day"))],
                button: Wording("Kết thúc", en: "End it"), isDanger: true, cancelPath: list))
    }
}
