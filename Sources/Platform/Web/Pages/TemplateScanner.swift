/// Parts a template's text into tags and what stands between them.
///
/// A tag that opens, closes or includes and stands alone on its line takes the line with it, and blanks at the
/// beginning of lines are dropped: they are a fifth of a page and mean nothing in HTML.
struct TemplateScanner {
    enum Kind: Sendable {
        case value, markup, section, inverted, close, partial, parent, block, comment, unknown

        /// Whether the tag shows nothing itself, so that its line can go.
        var standsAlone: Bool {
            switch self {
            case .value, .markup, .unknown: false
            default: true
            }
        }
    }

    enum Token {
        case text([UInt8])
        case tag(Kind, String)
    }

    var problems: [String] = []
    private let source: [UInt8]
    private var position = 0
    private var isAtLineStart = true

    init(_ source: String) {
        self.source = Array(source.utf8)
    }

    mutating func next() -> Token? {
        guard position < source.count else { return nil }
        let start = position
        let tag = indexOfTag(from: position)
        if tag > start {
            if let text = text(start, tag) { return .text(text) }
            return next()
        }
        return readTag()
    }

    /// The text between two places; nil when nothing of it is left.
    private mutating func text(_ start: Int, _ end: Int) -> [UInt8]? {
        position = end
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        var isLeading = isAtLineStart
        for byte in source[start..<end] {
            if isLeading && (byte == .space || byte == .tab) { continue }
            isLeading = byte == .newline
            bytes.append(byte)
        }
        isAtLineStart = isLeading
        return bytes.isEmpty ? nil : bytes
    }

    private mutating func readTag() -> Token? {
        let isTriple = source.starts(with: "{{{".utf8, at: position)
        let open = position + (isTriple ? 3 : 2)
        let closing: [UInt8] = Array((isTriple ? "}}}" : "}}").utf8)
        guard let close = source.firstIndex(of: closing, from: open) else {
            problems.append("a tag is not ended")
            position = source.count
            return nil
        }
        let after = close + closing.count
        let (kind, name) = isTriple ? (.markup, source[open..<close]) : Self.kind(of: source[open..<close])
        position = after
        if kind.standsAlone && isAtLineStart, let lineEnd = endOfBlankLine(from: after) {
            position = lineEnd
        } else if kind != .comment {
            isAtLineStart = false
        }
        return .tag(kind, String(decoding: name, as: UTF8.self).trimmed)
    }

    private static func kind(of tag: ArraySlice<UInt8>) -> (Kind, ArraySlice<UInt8>) {
        switch tag.first {
        case UInt8(ascii: "#"): (.section, tag.dropFirst())
        case UInt8(ascii: "^"): (.inverted, tag.dropFirst())
        case UInt8(ascii: "/"): (.close, tag.dropFirst())
        case UInt8(ascii: ">"): (.partial, tag.dropFirst())
        case UInt8(ascii: "<"): (.parent, tag.dropFirst())
        case UInt8(ascii: "$"): (.block, tag.dropFirst())
        case UInt8(ascii: "!"): (.comment, tag.dropFirst())
        case UInt8(ascii: "&"): (.markup, tag.dropFirst())
        case UInt8(ascii: "="), UInt8(ascii: "%"), nil: (.unknown, tag)
        default: (.value, tag)
        }
    }

    private func indexOfTag(from start: Int) -> Int {
        source.firstIndex(of: Array("{{".utf8), from: start) ?? source.count
    }

    /// The place after the line's end, when nothing but blanks is left on it.
    private func endOfBlankLine(from start: Int) -> Int? {
        var index = start
        while index < source.count, source[index] == .space || source[index] == .tab { index += 1 }
        if index == source.count { return index }
        return source[index] == .newline ? index + 1 : nil
    }
}

extension [UInt8] {
    fileprivate func starts(with other: String.UTF8View, at index: Int) -> Bool {
        self[index...].starts(with: other)
    }

    fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
        guard start <= count - pattern.count, let first = pattern.first else { return nil }
        for index in start...(count - pattern.count) where self[index] == first {
            if self[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
        }
        return nil
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let newline = UInt8(ascii: "\n")
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
