import Directory
import Essentials
import Web

/// What a form is filled with, and what was wrong with it when it came back.
struct Filling: Sendable {
    private var texts: [String: String]
    var problems: Problems?

    /// A form before anybody typed into it.
    init(_ values: [String: String] = [:]) {
        texts = values
    }

    /// A form as it was typed.
    init(typed form: some Fields, problems: Problems) {
        texts = [:]
        for field in form.fields where texts[field.name] == nil { texts[field.name] = form.text(field.name) }
        self.problems = problems
    }

    subscript(_ name: String) -> String? { texts[name] }

    var errors: ErrorSummary? { ErrorSummary(problems) }

    func words(_ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false) -> FieldWords {
        FieldWords(name, label, help: help, isOptional: isOptional, problems: problems)
    }

    func text(
        _ name: String, _ label: Wording, help: Wording? = nil, width: TextField.Width = .full, atMost limit: Int,
        inputMode: String? = nil
    ) -> TextField {
        TextField(
            words(name, label, help: help), value: self[name], width: width, maxLength: limit, inputMode: inputMode)
    }

    func date(_ name: String, _ label: Wording, help: Wording? = nil) -> DateField {
        DateField(words(name, label, help: help), value: self[name])
    }

    func select(
        _ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false, blank: Wording? = nil,
        _ options: [(value: String, label: Wording)]
    ) -> SelectField {
        SelectField(
            words(name, label, help: help, isOptional: isOptional), blankLabel: blank,
            options: options.map { .init($0.value, $0.label, isSelected: self[name] == $0.value) })
    }
}

extension Fields {
    /// A day that must be there.
    func requiredDate(_ name: String, missing: Wording, _ problems: inout Problems) -> CivilDate? {
        if text(name) == nil { problems.add(name, missing) }
        return date(name, &problems)
    }
}
