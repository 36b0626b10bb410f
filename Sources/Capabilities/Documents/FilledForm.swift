import Directory
import Essentials
import Web

/// A form with what is in its fields, and what is wrong there. It makes the fields of a page.
struct FilledForm: Sendable {
    var values: [String: String] = [:]
    /// Fields whose value was read from the file.
    var suggested: Set<String> = []
    var problems: Problems?

    init(_ values: [String: String] = [:]) {
        self.values = values
    }

    /// As it was sent.
    init(_ sent: some Fields, problems: Problems? = nil) {
        values = Dictionary(
            sent.fields.compactMap { field in sent.text(field.name).map { (field.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        self.problems = problems
    }

    func words(_ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false) -> FieldWords {
        FieldWords(
            name, label, help: help, isOptional: isOptional,
            suggestion: suggested.contains(name)
                ? Wording("Đọc từ tệp, hãy kiểm tra lại", en: "Read from the file; please check") : nil,
            problems: problems)
    }

    /// One line of text.
    func line(
        _ name: String, _ label: Wording, _ width: TextField.Width = .full, atMost limit: Int, isOptional: Bool = false
    ) -> TextField {
        TextField(words(name, label, isOptional: isOptional), value: values[name], width: width, maxLength: limit)
    }

    /// Several lines of text.
    func text(
        _ name: String, _ label: Wording, rows: Int = 3, atMost limit: Int, isOptional: Bool = false
    ) -> TextAreaField {
        TextAreaField(words(name, label, isOptional: isOptional), value: values[name], rows: rows, maxLength: limit)
    }

    func day(_ name: String, _ label: Wording, isOptional: Bool = false) -> DateField {
        DateField(words(name, label, isOptional: isOptional), value: values[name])
    }
}
