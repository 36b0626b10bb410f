import Foundation

/// Names and texts as they came, in order: a form's fields or an address's query.
public protocol Fields: Sendable {
    /// Every field, in order, as it was sent.
    var fields: [(name: String, value: String)] { get }
}

extension Fields {
    /// What was typed, in order: NFC, without control characters, without blanks at the ends; nil when nothing is left.
    public func text(_ name: String) -> String? {
        for field in fields where field.name == name {
            let text = field.value.tidied
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// Every text of this name; blank ones are left out.
    public func texts(_ name: String) -> [String] {
        fields.compactMap { field in
            guard field.name == name else { return nil }
            let text = field.value.tidied
            return text.isEmpty ? nil : text
        }
    }

    /// Exactly what was typed, only composed (NFC): a password.
    public func raw(_ name: String) -> String? {
        fields.first { $0.name == name }?.value.precomposedStringWithCanonicalMapping
    }

    /// Whether a box was ticked.
    public func flag(_ name: String) -> Bool {
        fields.contains { $0.name == name && $0.value != "" && $0.value != "0" && $0.value != "false" }
    }

    /// Whether the field was sent at all, even blank.
    public func has(_ name: String) -> Bool {
        fields.contains { $0.name == name }
    }
}

extension String {
    /// NFC, line ends as `\n`, no other control characters, no characters that turn the direction of writing, no blanks
    /// at the ends.
    var tidied: String {
        guard !isPlain else { return trimmed }
        var kept = String.UnicodeScalarView()
        for scalar in precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\n", "\t": kept.append(scalar)
            case "\r": continue
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}", "\u{FEFF}": continue
            default: kept.append(scalar)
            }
        }
        return String(kept).trimmed
    }

    private var isPlain: Bool {
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
