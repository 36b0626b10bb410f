import Foundation

/// A file's name as people see it. It comes from a stranger, so it is cleaned first, and it never names a path:
/// in the store a file is called by its hash.
///
/// What remains is NFC, of one line, without control or direction characters, at most 255 bytes, with its extension.
public struct FileName: Hashable, Sendable {
    /// `Báo cáo quý III.pdf`.
    public let text: String

    /// Cleans a name that was sent.
    public init(untrusted name: String) {
        let last = name.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let cleaned = Self.trimmed(Self.withoutMischief(last.precomposedStringWithCanonicalMapping))
        let shortened = Self.shortened(cleaned)
        text = Self.stem(of: shortened).isEmpty ? "tep" + shortened : shortened
    }

    /// The letters after the last dot, in lower case; empty when there is none.
    public var fileExtension: String {
        let suffix = Self.suffix(of: text)
        return String(suffix.dropFirst()).lowercased()
    }

    /// The same name with the extension of a type, for a name that came without one.
    func adding(extension suffix: String) -> FileName {
        FileName(untrusted: text + "." + suffix)
    }

    static let longest = 255

    /// Marks a letter of any living script can need beside what NFC joined; a name with 300 is a prank.
    private static let mostMarks = 2

    /// Characters that Windows refuses in names, beside the two slashes.
    private static let reserved: Set<Unicode.Scalar> = ["<", ">", ":", "\"", "|", "?", "*"]

    private static func withoutMischief(_ name: String) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned: continue
            case .lineSeparator, .paragraphSeparator, .spaceSeparator:
                if kept.last != " " { kept.append(" ") }
                continue
            case .nonspacingMark, .enclosingMark, .spacingMark:
                marks += 1
                if marks > mostMarks || kept.isEmpty { continue }
            default: marks = 0
            }
            kept.append(reserved.contains(scalar) ? "_" : scalar)
        }
        return String(kept).precomposedStringWithCanonicalMapping
    }

    /// No dot or space at either end: a leading dot hides a file, and Windows drops a trailing one.
    private static func trimmed(_ name: String) -> String {
        let isFiller: (Character) -> Bool = { $0 == "." || $0 == " " }
        let suffix = suffix(of: name)
        if stem(of: name).allSatisfy(isFiller), !suffix.isEmpty { return suffix }
        return String(String(name.drop(while: isFiller).reversed()).drop(while: isFiller).reversed())
    }

    /// Cuts the stem, between letters, so that the extension stays.
    private static func shortened(_ name: String) -> String {
        if name.utf8.count <= longest { return name }
        let suffix = suffix(of: name)
        var stem = stem(of: name)
        while stem.utf8.count + suffix.utf8.count > longest { stem.removeLast() }
        return trimmed(stem + suffix)
    }

    /// `.pdf`, or nothing: what follows the last dot is an extension when it is 1 to 8 ASCII letters and digits with a
    /// letter among them. `Báo cáo bản 2.1` has none.
    private static func suffix(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        let after = name[name.index(after: dot)...]
        let isPlain = after.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let isExtension = (1...8).contains(after.utf8.count) && isPlain && after.contains(where: \.isLetter)
        return isExtension ? String(name[dot...]) : ""
    }

    private static func stem(of name: String) -> String {
        String(name.dropLast(suffix(of: name).count))
    }
}

extension FileName: CustomStringConvertible {
    public var description: String { text }
}

extension FileName {
    /// How a browser is to treat a file.
    public enum Disposition: String, Sendable {
        /// Shown on the page.
        case inline
        /// Saved.
        case attachment
    }

    /// The value of `Content-Disposition` (RFC 6266): an ASCII name for old readers, and the real one in `filename*`.
    public func contentDisposition(_ disposition: Disposition) -> String {
        let plain = asciiFallback
        var value = "\(disposition.rawValue); filename=\"\(plain)\""
        if plain != text { value += "; filename*=UTF-8''\(percentEncoded)" }
        return value
    }

    private var asciiFallback: String {
        let latin = text.replacingOccurrences(of: "đ", with: "d").replacingOccurrences(of: "Đ", with: "D")
        var plain = ""
        for scalar in latin.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\u{0300}"..."\u{036F}": continue
            case "%", "\"", "\\": plain.append("_")
            case " "..."~": plain.unicodeScalars.append(scalar)
            default: plain.append("_")
            }
        }
        return plain
    }

    /// RFC 8187: everything but `attr-char` as bytes.
    private var percentEncoded: String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte in
            plain.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
