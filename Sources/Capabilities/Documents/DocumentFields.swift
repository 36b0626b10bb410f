import Directory
import Essentials
import Web

/// What is asked about a document whichever way it goes.
struct DocumentFields: Viewable {
    let type: SelectField
    let urgency: SelectField
    let subject: TextAreaField
    let signerName: TextField
    let signerPosition: TextField
    let note: TextAreaField

    init(_ form: FilledForm, words: DocumentWords) {
        type = SelectField(
            form.words("type", Wording("Loại văn bản", en: "Type")), blankLabel: Wording("Chọn loại", en: "Choose"),
            options: words.typeOptions(selected: form.values["type"]))
        urgency = SelectField(
            form.words("urgency", Wording("Mức độ khẩn", en: "Urgency")),
            options: DocumentWords.urgencyOptions(selected: form.values["urgency"] ?? "0"))
        subject = form.text("subject", Wording("Trích yếu nội dung", en: "Subject"), atMost: 500)
        signerName = form.line(
            "signerName", Wording("Người ký", en: "Signer"), .medium, atMost: 50, isOptional: true)
        signerPosition = form.line(
            "signerPosition", Wording("Chức vụ", en: "Position"), .medium, atMost: 100, isOptional: true)
        note = form.text("note", Wording("Ghi chú", en: "Note"), rows: 2, atMost: 500, isOptional: true)
    }
}

/// Fields that several forms of documents have.
extension Fields {
    /// How urgent; ordinary when nothing was chosen.
    func urgency(_ name: String, _ problems: inout Problems) -> Urgency {
        guard let number = number(name, in: 0...3, &problems) else { return .ordinary }
        return Urgency(rawValue: number) ?? .ordinary
    }

    /// A type of the list in force on a day; empty, with a problem, when it is none.
    func documentType(
        _ name: String, on date: CivilDate, from types: DocumentTypes, _ problems: inout Problems
    ) -> String {
        guard let key = text(name) else {
            problems.add(name, Wording("Chọn loại văn bản.", en: "Choose the type of document."))
            return ""
        }
        if !types.valid(on: date).contains(where: { $0.key == key }) {
            problems.add(name, Wording("Chọn loại văn bản trong danh sách.", en: "Choose the type from the list."))
        }
        return key
    }

    /// Several references in one field, parted by commas, or in several fields of one name; each once, in order.
    func listed<Entity>(_ name: String, as _: Entity.Type = Entity.self, _ problems: inout Problems) -> [ID<Entity>] {
        var ids: [ID<Entity>] = []
        for part in texts(name).flatMap({ $0.split(separator: ",") }) {
            guard let id = ID<Entity>(String(part.filter { !$0.isWhitespace })) else {
                problems.add(name, Wording("Chọn lại trong danh sách.", en: "Choose from the list again."))
                continue
            }
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// What was done, or why something is refused: a text that must be there.
    func words(_ name: String, atMost limit: Int, missing: Wording) throws -> String {
        var problems = Problems()
        let text = required(name, atMost: limit, missing: missing, &problems)
        try problems.throwIfAny()
        return text ?? ""
    }
}
