import Database
import Directory
import Essentials
import Web

extension NewPost {
    /// A decision of appointment as typed.
    ///
    /// - Throws: `Problems`.
    init(for person: ID<Person>, _ form: FormData, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let from = form.requiredDate(
            "from", missing: Wording("Ghi ngày nhận chức vụ.", en: "Enter the first day."), &problems)
        let to = form.date("to", &problems)
        let unit = try db.chosenUnit(
            form, "unit", missing: Wording("Chọn đơn vị.", en: "Choose the unit."), on: from ?? today, &problems)
        let standing = form.choice("standing", as: Standing.self, &problems) ?? .member
        let order = form.number("order", in: 0...9999, &problems) ?? 0
        try problems.throwIfAny()
        guard let from, let unit else { throw problems }
        self.init(
            person: person, unit: unit, title: form.text("title") ?? "", signatureTitle: form.text("signatureTitle"),
            standing: standing, order: order, from: from, to: to)
    }
}

extension DirectoryFormPage {
    static func newPost(_ person: Person, _ filling: Filling) -> DirectoryFormPage {
        let fields: [any Viewable] = [
            filling.unit("unit", Wording("Đơn vị", en: "Unit")),
            FieldRow(
                filling.text(
                    "title", Wording("Chức vụ", en: "Post"),
                    help: Wording(
                        "Như quyết định bổ nhiệm, ví dụ Phó Giám đốc", en: "As in the decision, say Phó Giám đốc"),
                    atMost: 150),
                filling.text(
                    "signatureTitle", Wording("Ghi dưới chữ ký", en: "Under a signature"),
                    help: Wording("Chỉ khi khác với chức vụ", en: "Only where it differs"), isOptional: true,
                    atMost: 150)),
            filling.radio(
                "standing", Wording("Vị trí trong đơn vị", en: "Standing in the unit"),
                Standing.allCases.map { ($0.rawValue, $0.name, nil) }),
            FieldRow(
                filling.date("from", Wording("Từ ngày", en: "From")),
                filling.date("to", Wording("Đến hết ngày", en: "Until"), isOptional: true),
                filling.text(
                    "order", Wording("Thứ tự", en: "Place in lists"), isOptional: true, width: .short, atMost: 4,
                    inputMode: "numeric")),
        ]
        return DirectoryFormPage(
            Wording("Giao chức vụ", en: "Give a post"),
            back: Link(.verbatim(person.name), path: AdministrationPaths.person(person.id)), filling,
            form: EntryForm(
                to: AdministrationPaths.posts(of: person.id), draft: "new-post", filling, fields: fields,
                button: Wording("Giao chức vụ", en: "Give the post"),
                cancelPath: AdministrationPaths.person(person.id)))
    }

    static func endPost(_ holder: PostHolder, _ filling: Filling) -> DirectoryFormPage {
        let person = AdministrationPaths.person(holder.post.person)
        return DirectoryFormPage(
            Wording("Kết thúc chức vụ", en: "End a post"), back: Link(.verbatim(holder.personName), path: person),
            explanation: Wording(
                "Quyền trao cho chức vụ này hết cùng với nó. Việc đã làm vẫn ghi tên người này.",
                en: "What was granted to the post ends with it. What was done keeps this person's name."),
            about: [
                Fact(Wording("Chức vụ", en: "Post"), holder.office),
                Fact(Wording("Thời gian", en: "Time"), DirectoryWords.period(holder.post.validity)),
            ], filling,
            form: EntryForm(
                to: AdministrationPaths.end(of: holder.post.id, holder.post.person), draft: nil, filling,
                fields: [filling.date("lastDay", Wording("Ngày cuối cùng", en: "Last day"))],
                button: Wording("Kết thúc chức vụ", en: "End the post"), isDanger: true, cancelPath: person))
    }
}
