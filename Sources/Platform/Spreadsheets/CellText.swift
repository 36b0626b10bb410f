import Foundation

/// What stands in a cell, as it is kept.
enum CellText {
    /// NFC, white space at the ends left out and single inside, no control characters and none that turn the direction of
    /// writing; nil when the bytes are not UTF-8.
    static func read(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return isTidy(bytes) ? text : tidied(text)
    }

    /// Whether it is Latin text without anything to tidy. Nearly every cell is, and composing costs more than reading.
    private static func isTidy(_ bytes: [UInt8]) -> Bool {
        let space = UInt8(ascii: " ")
        var before = space
        for byte in bytes {
            switch byte {
            case space where before == space: return false
            // Of the letters of three bytes, those of Vietnamese (U+1E00 … U+1EFF) begin with E1 B8 … E1 BB.
            case 0x80...0xBF where before == 0xE1 && !(0xB8...0xBB).contains(byte): return false
            case 0x20...0x7E, 0x80...0xBF, 0xC3...0xCB, 0xE1: before = byte
            default: return false
            }
        }
        return bytes.isEmpty || before != space
    }

    /// More marks than this on one letter are nobody's writing, and putting them in order costs the square of their
    /// number (the limit of Unicode's stream-safe text, UAX #15).
    private static let mostMarks = 30

    private static func tidied(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in withoutHeaps(text).precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}", "\u{FEFF}": continue
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": kept.append(" ")
            default: kept.append(scalar)
            }
        }
        return String(kept).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func withoutHeaps(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
            if marks <= mostMarks { kept.append(scalar) }
        }
        return String(kept)
    }
}
