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
        var form = FilledForm()
    }

    init(_ shown: ShownDocument, _ filling: Filling, words: DocumentWords) {
        let (document, form) = (shown.document, filling.form)
        func picker(_ name: String, _ label: Wording, help: Wording? = nil, isMultiple: Bool) -> Picker {
            Picker(
                form.words(name, label, help: help, isOptional: isMultiple),
                searchPath: DocumentsPaths.targets(of: document.id), isMultiple: isMultiple,
                selected: filling.chosen[name] ?? [])
        }
        split = SplitView(Viewer(of: document))
        about = FactList([
            Fact(Wording("Trích yếu", en: "Subject"), document.subject),
            Fact(Wording("Số, ký hiệu", en: "Number, symbol"), DocumentWords.symbol(document)),
            Fact(Wording("Cơ quan ban hành", en: "Issued by"), document.issuerName),
        ])
        documentID = document.id.description
        action = DocumentsPaths.directions(of: document.id)
        cancelPath = DocumentsPaths.document(document.id)
        errors = ErrorSummary(form.problems)
        lead = picker("lead", Wording("Chủ trì", en: "Lead"), help: Self.leadHelp, isMultiple: false)
        coordinators = picker("coordinators", Wording("Phối hợp", en: "Coordinate"), isMultiple: true)
        informed = picker("informed", Wording("Nhận để biết", en: "For information"), isMultiple: true)
        opinion = form.text("opinion", Wording("Ý kiến chỉ đạo", en: "Instruction"), atMost: 1000, isOptional: true)
        dueOn = form.day("dueOn", Wording("Thời hạn", en: "Deadline"), isOptional: true)
    }

    private static let leadHelp = Wording(
        "Một đơn vị hoặc một người. Gõ tên, không cần dấu.",
        en: "One unit or person. Type a name; diacritics are not needed.")
}

extension Viewer {
    /// A document's file beside what is told of it; nil when there is none.
    init?(of document: Document) {
        guard document.file != nil else { return nil }
        self.init(
            name: (document.symbol?.text ?? "van-ban").replacing("/", with: "-") + ".pdf",
            path: DocumentsPaths.file(of: document.id), pageCount: document.pageCount)
    }
}
