public import Essentials

/// What the fields of a form are called, and what their choices mean: a form whose session has ended, or that was refused,
/// is handed back on a page that does not know it.
public struct TypedWords: Sendable {
    private let labels: [String: Wording]
    private let choices: [String: [String: Wording]]
    private let unsaid: Set<String>
    private let unsaidBeginnings: [String]

    /// - Parameters:
    ///   - labels: by the fields' names; one that is missing is handed back under its name, so that nothing is lost.
    ///   - choices: by the fields' names, what the values of a list mean.
    ///   - unsaid: fields that nobody types: what a form refers to, and the choices of a picker.
    ///   - unsaidBeginnings: the same of fields whose names go on with an identifier.
    public init(
        _ labels: [String: Wording] = [:], choices: [String: [String: Wording]] = [:], unsaid: Set<String> = [],
        unsaidBeginnings: [String] = []
    ) {
        self.labels = labels
        self.choices = choices
        self.unsaid = unsaid
        self.unsaidBeginnings = unsaidBeginnings
    }

    /// Fields that every form may have and nobody types.
    private static let never: Set<String> = [FormFile.kept, "back", "decision", "next"]

    /// What a person typed: no secrets, nothing blank.
    func typed(_ fields: [(name: String, value: String)]) -> [TypedField] {
        fields.compactMap { name, value in
            guard !value.isEmpty, !name.lowercased().contains("password"), !isUnsaid(name) else { return nil }
            return TypedField(
                name: labels[name] ?? .verbatim(name), value: choices[name]?[value] ?? .verbatim(value))
        }
    }

    private func isUnsaid(_ name: String) -> Bool {
        Self.never.contains(name) || unsaid.contains(name) || unsaidBeginnings.contains { name.hasPrefix($0) }
    }
}
