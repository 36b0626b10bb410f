import Directory
import Essentials
import Web

/// Whom to hand a document to, beside the document.
struct DirectDocumentPage: Page {
    let title = Wording("Chuyển xử lý", en: "Hand on")
    let split: SplitView
    let about: FactList
    let documentID: String
    let action: String
    let cancelPath: String
    let errors: ErrorSummary?
    let lead: Picker
    let coordinators: Picker
    let informed: Picker
    let opinion: TextAreaField
    let dueOn: DateField

    /// What the form is filled with.
    struct Filling {
        var chosen: [String: [Picker.Choice]] = [:]
        var opinion: String?
        var dueOn: String?
        var problems: Problems?
    }

    init(_ shown: ShownDocument, _ filling: Filling, words: DocumentWords) {
        let document = shown.document
        let search = DocumentsPaths.targets(of: document.id)
        func picker(_ name: String, _ label: Wording, help: Wording? = nil, isMultiple: Bool) -> Picker {
            Picker(
                FieldWords(name, label, help: help, isOptional: isMultiple, problems: filling.problems),
                searchPath: search, isMultiple: isMultiple, selected: filling.chosen[name] ?? [])
        }
        split = SplitView(
            document.file.map { _ in
                Viewer(
                    name: (document.symbol?.text ?? "van-ban") + ".pdf",
                    path: DocumentsPaths.file(of: document.id), pageCount: document.pageCount)
            })
        about = FactList([
            Fact(Wording("Trích yếu", en: "Subject"), document.subject),
            Fact(Wording("Số, ký hiệu", en: "Number, symbol"), DocumentWords.symbol(document)),
            Fact(Wording("Cơ quan ban hành", en: "Issued by"), document.issuerName),
        ])
        documentID = document.id.description
        action = DocumentsPaths.directions(of: document.id)
        cancelPath = DocumentsPaths.document(document.id)
        errors = ErrorSummary(filling.problems)
        lead = picker(
            "lead", Wording("Chủ trì", en: "Lead"),
            help: Wording(
                "Một đơn vị hoặc một người. Gõ tên, không cần dấu.",
                en: "One unit or person. Type a name; diacritics are not needed."), isMultiple: false)
        coordinators = picker("coordinators", Wording("Phối hợp", en: "Coordinate"), isMultiple: true)
        informed = picker("informed", Wording("Nhận để biết", en: "For information"), isMultiple: true)
        opinion = TextAreaField(
            FieldWords(
                "opinion", Wording("Ý kiến chỉ đạo", en: "Instruction"), isOptional: true, problems: filling.problems),
            value: filling.opinion, maxLength: 1000)
        dueOn = DateField(
            FieldWords(
                "dueOn", Wording("Thời hạn", en: "Deadline"), isOptional: true, problems: filling.problems),
            value: filling.dueOn)
    }
}
