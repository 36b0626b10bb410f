import Directory
import Essentials
import EvaluationEngine
import Web

extension Input {
    /// The field that asks for it: a list for choices, yes and no side by side, a short text for numbers.
    func field(
        _ name: String, value: String, problems: Problems?, isOptional: Bool = true
    ) -> any Viewable {
        let words = FieldWords(name, self.name, help: help, isOptional: isOptional, problems: problems)
        switch kind {
        case .number:
            return TextField(
                words, value: value.isEmpty ? nil : value, width: .short, maxLength: 200, autocomplete: "off",
                inputMode: "decimal")
        case .yesNo:
            return SelectField(
                words, blankLabel: Wording("Chưa khai", en: "Not declared"),
                options: [
                    .init("yes", Wording("Có", en: "Yes"), isSelected: value == "yes"),
                    .init("no", Wording("Không", en: "No"), isSelected: value == "no"),
                ])
        case .choice(let choices):
            return SelectField(
                words, blankLabel: Wording("Chưa khai", en: "Not declared"),
                options: choices.map { .init($0.code, $0.name, isSelected: value == $0.code) })
        }
    }

    private var help: Wording? {
        let parts = [unit, period].compactMap { $0 }
        return parts.isEmpty ? nil : .verbatim(parts.joined(separator: ", "))
    }
}
