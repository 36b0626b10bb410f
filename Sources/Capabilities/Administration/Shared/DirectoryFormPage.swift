import Directory
import Essentials
import Web

/// A page that is one form: what it is about, its fields, its button. The forms of the directory differ in their
/// fields only, so they share the page; each says its fields beside its command.
struct DirectoryFormPage: Page {
    let title: Wording
    let back: Link
    let explanation: Wording?
    let problem: Notice?
    let about: FactList?
    /// Nil where there is only to read why nothing can be done.
    let form: EntryForm?

    init(
        _ title: Wording, back: Link, explanation: Wording? = nil, about: [Fact] = [], _ filling: Filling,
        form: EntryForm?
    ) {
        self.title = title
        self.back = back
        self.explanation = explanation
        problem = filling.notice
        self.about = about.isEmpty ? nil : FactList(about)
        self.form = form
    }
}

/// A form with its fields in order.
struct EntryForm: Viewable {
    let action: String
    /// Names what is typed, for the browser to keep until it is sent; nil for a form with a secret in it.
    let draft: String?
    let errors: ErrorSummary?
    let hidden: [HiddenField]
    let fields: [any Viewable]
    let button: Wording
    let isDanger: Bool
    let cancelPath: String?

    init(
        to action: String, draft: String?, _ filling: Filling, hidden: [HiddenField] = [], fields: [any Viewable],
        button: Wording, isDanger: Bool = false, cancelPath: String? = nil
    ) {
        self.action = action
        self.draft = draft
        errors = filling.errors
        self.hidden = hidden
        self.fields = fields
        self.button = button
        self.isDanger = isDanger
        self.cancelPath = cancelPath
    }
}

/// Short fields side by side.
struct FieldRow: Viewable {
    let fields: [any Viewable]

    init(_ fields: any Viewable...) {
        self.fields = fields
    }
}

/// Finds a unit; the template is the platform's.
struct UnitPicker: Viewable {
    private let picker: Picker

    init(_ picker: Picker) {
        self.picker = picker
    }

    func shown(_ name: String) -> Shown { picker.shown(name) }
}

/// Finds a person in a post; the template is the platform's.
struct PersonPicker: Viewable {
    private let picker: Picker

    init(_ picker: Picker) {
        self.picker = picker
    }

    func shown(_ name: String) -> Shown { picker.shown(name) }
}
