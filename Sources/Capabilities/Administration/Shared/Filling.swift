import Directory
import Essentials
import Web

/// What a form is filled with, and what was wrong with it when it came back.
struct Filling: Sendable {
    private var texts: [String: [String]]
    /// What the pickers hold: units or posts by their names.
    var choices: [String: [Picker.Choice]] = [:]
    var problems: Problems?
    var refusal: Wording?

    /// A form before anybody typed into it.
    init(_ values: [String: String?] = [:]) {
        texts = values.compactMapValues { $0.map { [$0] } }
    }

    /// A form as it was typed.
    init(typed form: some Fields) {
        texts = [:]
        for name in Set(form.fields.map(\.name)) { texts[name] = form.texts(name) }
    }

    subscript(_ name: String) -> String? {
        get { texts[name]?.first }
        set { texts[name] = newValue.map { [$0] } }
    }

    func holds(_ value: String, in name: String) -> Bool {
        texts[name]?.contains(value) ?? false
    }

    /// All values of a field.
    func all(_ name: String) -> [String] { texts[name] ?? [] }

    /// Puts values into a field with several.
    mutating func fill(_ name: String, with values: [String]) { texts[name] = values }

    /// Whether a box is ticked.
    func flag(_ name: String) -> Bool { self[name] != nil }

    var errors: ErrorSummary? { ErrorSummary(problems) }

    /// Why a rule said no.
    var notice: Notice? { refusal.map { Notice(.warn, $0) } }
}

extension Filling {
    func words(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false
    ) -> FieldWords {
        FieldWords(name, label, help: help, isOptional: isOptional, problems: problems)
    }

    func text(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false,
        width: TextField.Width = .full, atMost limit: Int, autocomplete: String? = nil, inputMode: String? = nil
    ) -> TextField {
        TextField(
            words(name, label, help: help, isOptional: isOptional), value: self[name], width: width, maxLength: limit,
            autocomplete: autocomplete, inputMode: inputMode)
    }

    /// A password is never filled in again.
    func password(_ name: String, _ label: Wording, help: Wording? = nil, isNew: Bool) -> TextField {
        TextField(
            words(name, label, help: help), value: nil, type: "password", width: .medium,
            autocomplete: isNew ? "new-password" : "current-password")
    }

    func date(_ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false) -> DateField {
        DateField(words(name, label, help: help, isOptional: isOptional), value: self[name])
    }

    func area(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false, rows: Int = 3,
        atMost limit: Int
    ) -> TextAreaField {
        TextAreaField(
            words(name, label, help: help, isOptional: isOptional), value: self[name], rows: rows, maxLength: limit)
    }

    func select(
        _ name: String, _ label: Wording, help: Wording? = nil, blank: Wording? = nil,
        _ options: [(value: String, label: Wording)]
    ) -> SelectField {
        SelectField(
            words(name, label, help: help), blankLabel: blank,
            options: options.map { .init($0.value, $0.label, isSelected: self[name] == $0.value) })
    }

    func radio(
        _ name: String, _ label: Wording, help: Wording? = nil, isInline: Bool = false,
        _ options: [(value: String, label: Wording, hint: Wording?)]
    ) -> RadioField {
        RadioField(
            words(name, label, help: help),
            options: options.map { .init($0.value, $0.label, hint: $0.hint, isSelected: self[name] == $0.value) },
            isInline: isInline)
    }

    func checkboxes(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false,
        _ options: [(value: String, label: Wording, hint: Wording?)]
    ) -> CheckboxField {
        CheckboxField(
            words(name, label, help: help, isOptional: isOptional),
            options: options.map { .init($0.value, $0.label, hint: $0.hint, isSelected: holds($0.value, in: name)) })
    }

    /// One box to tick, within its own legend.
    func box(_ name: String, _ legend: Wording, _ label: Wording, hint: Wording? = nil) -> CheckboxField {
        checkboxes(name, legend, [("1", label, hint)])
    }

    func unit(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false, isMultiple: Bool = false,
        searchPath: String = AdministrationPaths.unitChoices
    ) -> UnitPicker {
        UnitPicker(picker(name, label, help, isOptional, isMultiple, searchPath))
    }

    func post(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false,
        searchPath: String = AdministrationPaths.postChoices
    ) -> PersonPicker {
        PersonPicker(picker(name, label, help, isOptional, false, searchPath))
    }

    private func picker(
        _ name: String, _ label: Wording, _ help: Wording?, _ isOptional: Bool, _ isMultiple: Bool, _ path: String
    ) -> Picker {
        Picker(
            words(name, label, help: help, isOptional: isOptional), searchPath: path, isMultiple: isMultiple,
            query: self["\(name)Query"], selected: choices[name] ?? [])
    }
}
