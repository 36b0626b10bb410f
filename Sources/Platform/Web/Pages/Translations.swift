import Essentials

/// The catalogue of one language: the Vietnamese text of a template, and what stands in its place.
struct Translations: Sendable {
    private(set) var entries: [String: String] = [:]

    mutating func add(_ more: [String: String]) {
        entries.merge(more) { first, _ in first }
    }

    /// The template's text in a language: `[[Vào sổ]]` becomes `Vào sổ` or its English entry.
    ///
    /// - Parameters:
    ///   - missing: gains the texts that have no entry; they stay Vietnamese.
    ///   - used: gains the texts that were met.
    func translated(
        _ template: String, into language: Language, missing: inout Set<String>, used: inout Set<String>
    ) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
            result += rest[..<open.lowerBound]
            let text = String(rest[open.upperBound..<close.lowerBound])
            used.insert(text)
            result += language == .vietnamese ? text : entry(for: text, &missing)
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    private func entry(for text: String, _ missing: inout Set<String>) -> String {
        if let entry = entries[text], !entry.isEmpty { return entry }
        missing.insert(text)
        return text
    }
}
