/// Takes what a `MarkupReader` finds, in the order of the text.
protocol MarkupTaker {
    /// An element begins; its name is without a prefix.
    mutating func begin(_ name: String, _ attributes: MarkupAttributes) throws(UnreadableTable)
    /// Text inside the innermost element, or a part of it.
    mutating func text(_ bytes: [UInt8]) throws(UnreadableTable)
    mutating func end(_ name: String) throws(UnreadableTable)
}

/// Reads XML piece by piece, as much of it as spreadsheets write: elements, attributes and text in UTF-8.
///
/// A document type is refused, so nothing is ever defined, expanded or fetched; what is nested too deeply or is too long
/// is refused, so memory holds a tag or a text however large the file is.
struct MarkupReader {
    static let deepest = 100
    static let longestTag = 64 << 10
    static let longestText = 256 << 10

    private var state = State.text
    private var buffer: [UInt8] = []
    /// The quote that a value stands in.
    private var quote: UInt8?
    /// The elements that are open, outermost first, as they are written.
    private var open: [[UInt8]] = []
    private var isRootRead = false

    private enum State {
        case text, tag, comment, characters, instruction
    }

    /// Takes the next bytes.
    mutating func read(_ bytes: [UInt8], into taker: inout some MarkupTaker) throws(UnreadableTable) {
        for byte in bytes {
            switch state {
            case .text:
                if byte == UInt8(ascii: "<") {
                    try endText(&taker)
                    state = .tag
                } else {
                    try keep(byte, atMost: Self.longestText)
                }
            case .tag: try takeInTag(byte, &taker)
            case .comment: takeInComment(byte)
            case .characters: try takeCharacters(byte, &taker)
            case .instruction: try takeInInstruction(byte)
            }
        }
    }

    /// Ends the text; it must be whole.
    mutating func finish() throws(UnreadableTable) {
        guard state == .text, open.isEmpty, isRootRead, buffer.allSatisfy(Self.isSpace) else { throw .damagedWorkbook }
    }

    private mutating func keep(_ byte: UInt8, atMost limit: Int) throws(UnreadableTable) {
        guard buffer.count < limit else { throw .damagedWorkbook }
        buffer.append(byte)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}

// MARK: - Text

extension MarkupReader {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func endText(_ taker: inout some MarkupTaker) throws(UnreadableTable) {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard !open.isEmpty else {
            // Only space may stand outside the root, and the mark of UTF-8 before everything.
            let isMark = !isRootRead && buffer == Self.byteOrderMark
            guard isMark || buffer.allSatisfy(Self.isSpace) else { throw .damagedWorkbook }
            return
        }
        if !buffer.isEmpty { try taker.text(try MarkupText.decoded(buffer[...])) }
    }

    /// `<![CDATA[…]]>`
    private mutating func takeCharacters(_ byte: UInt8, _ taker: inout some MarkupTaker) throws(UnreadableTable) {
        try keep(byte, atMost: Self.longestText)
        guard byte == UInt8(ascii: ">"), buffer.suffix(3).elementsEqual("]]>".utf8) else { return }
        if !open.isEmpty { try taker.text(Array(buffer.dropLast(3))) }
        buffer.removeAll(keepingCapacity: true)
        state = .text
    }

    private mutating func takeInComment(_ byte: UInt8) {
        // Of a comment only its last two signs are kept, to know its end.
        if byte == UInt8(ascii: ">"), buffer.elementsEqual("--".utf8) {
            buffer.removeAll(keepingCapacity: true)
            state = .text
            return
        }
        if buffer.count == 2 { buffer.removeFirst() }
        buffer.append(byte)
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`
    private mutating func takeInInstruction(_ byte: UInt8) throws(UnreadableTable) {
        try keep(byte, atMost: Self.longestTag)
        guard byte == UInt8(ascii: ">"), buffer.dropLast().last == UInt8(ascii: "?") else { return }
        let text = String(decoding: buffer, as: UTF8.self).lowercased()
        guard !text.contains("encoding") || text.contains("utf-8") else { throw .damagedWorkbook }
        buffer.removeAll(keepingCapacity: true)
        state = .text
    }
}

// MARK: - Tags

extension MarkupReader {
    private mutating func takeInTag(_ byte: UInt8, _ taker: inout some MarkupTaker) throws(UnreadableTable) {
        if buffer.first == UInt8(ascii: "!") { return try takeInDeclaration(byte) }
        if let open = quote {
            if byte == open { quote = nil }
        } else {
            switch byte {
            case UInt8(ascii: ">"): return try endTag(&taker)
            case UInt8(ascii: "<"): throw .damagedWorkbook
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "?") where buffer.isEmpty:
                state = .instruction
                return
            default: break
            }
        }
        try keep(byte, atMost: Self.longestTag)
    }

    /// Behind `<!`: a comment or characters, and nothing else.
    private mutating func takeInDeclaration(_ byte: UInt8) throws(UnreadableTable) {
        buffer.append(byte)
        if buffer.elementsEqual("!--".utf8) {
            state = .comment
        } else if buffer.elementsEqual("![CDATA[".utf8) {
            state = .characters
        } else {
            guard "!--".utf8.starts(with: buffer) || "![CDATA[".utf8.starts(with: buffer) else {
                throw .damagedWorkbook
            }
            return
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func endTag(_ taker: inout some MarkupTaker) throws(UnreadableTable) {
        defer { buffer.removeAll(keepingCapacity: true) }
        state = .text
        var tag = buffer[...]
        if tag.first == UInt8(ascii: "/") {
            tag = tag.dropFirst()
            while let last = tag.last, Self.isSpace(last) { tag.removeLast() }
            guard let begun = open.popLast(), begun.elementsEqual(tag) else { throw .damagedWorkbook }
            return try taker.end(Self.local(tag))
        }
        let isClosed = tag.last == UInt8(ascii: "/")
        if isClosed { tag.removeLast() }
        let name = tag.prefix { !Self.isSpace($0) }
        guard !name.isEmpty, open.count < Self.deepest, !(open.isEmpty && isRootRead) else { throw .damagedWorkbook }
        isRootRead = true
        let attributes = try MarkupAttributes(tag.dropFirst(name.count))
        try taker.begin(Self.local(name), attributes)
        if isClosed { try taker.end(Self.local(name)) } else { open.append(Array(name)) }
    }

    /// A name without its prefix.
    static func local(_ name: ArraySlice<UInt8>) -> String {
        let colon = name.lastIndex(of: UInt8(ascii: ":"))
        return String(decoding: colon.map { name[($0 + 1)...] } ?? name, as: UTF8.self)
    }
}

/// The attributes of an element, by their names without prefixes.
struct MarkupAttributes {
    private var pairs: [(name: String, value: ArraySlice<UInt8>)] = []

    private static let most = 200

    /// - Parameter bytes: what stands behind the element's name.
    init(_ bytes: ArraySlice<UInt8>) throws(UnreadableTable) {
        var rest = bytes.drop(while: MarkupReader.isSpace)
        while !rest.isEmpty {
            let name = rest.prefix { $0 != UInt8(ascii: "=") && !MarkupReader.isSpace($0) }
            rest = rest.dropFirst(name.count).drop(while: MarkupReader.isSpace)
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { throw .damagedWorkbook }
            rest = rest.drop(while: MarkupReader.isSpace)
            guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = rest.firstIndex(of: quote), pairs.count < Self.most
            else { throw .damagedWorkbook }
            pairs.append((MarkupReader.local(name), rest[..<end]))
            rest = rest[(end + 1)...].drop(while: MarkupReader.isSpace)
        }
    }

    /// Nil when there is no such attribute.
    subscript(_ name: String) -> String? {
        guard let value = pairs.first(where: { $0.name == name })?.value else { return nil }
        return (try? MarkupText.decoded(value)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The attribute as a whole number; nil when it is none.
    func number(_ name: String) -> Int? {
        self[name].flatMap { Int($0) }
    }
}

/// Text with the five names and the numbers by which XML writes signs.
enum MarkupText {
    private static let signs: [String: UInt8] = [
        "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "quot": UInt8(ascii: "\""),
        "apos": UInt8(ascii: "'"),
    ]
    private static let longestName = 10

    static func decoded(_ bytes: ArraySlice<UInt8>) throws(UnreadableTable) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
        var text: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                text.append(byte)
                continue
            }
            guard let end = rest.prefix(longestName).firstIndex(of: UInt8(ascii: ";")) else { throw .damagedWorkbook }
            text += try sign(String(decoding: rest[..<end], as: UTF8.self))
            rest = rest[(end + 1)...]
        }
        return text
    }

    private static func sign(_ name: String) throws(UnreadableTable) -> [UInt8] {
        if let sign = signs[name] { return [sign] }
        let number: UInt32? =
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst())
            } else {
                nil
            }
        guard let scalar = number.flatMap({ Unicode.Scalar($0) }), scalar != "\0" else { throw .damagedWorkbook }
        return Array(String(scalar).utf8)
    }
}
