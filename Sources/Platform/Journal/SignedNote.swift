/// A text with signatures under it (C2SP signed-note), read but not yet checked.
///
///     text, whose last character is a line break
///     an empty line
///     — name base64(four bytes that tell the key ‖ signature)
struct SignedNote {
    /// What is signed, with its last line break.
    let text: String
    let signatures: [Signature]

    struct Signature {
        let keyName: String
        let keyID: [UInt8]
        let bytes: [UInt8]
    }

    /// The signatures a note may carry: the journal's own two and those of many witnesses.
    private static let mostSignatures = 100
    private static let lineBreak = UInt8(ascii: "\n")

    /// Nil unless the text has exactly the form of a note. Read byte by byte: what Swift takes for one character can be
    /// several to another reader.
    init?(_ note: String) {
        let bytes = Array(note.utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == Self.lineBreak }), let end = Self.lastEmptyLine(in: bytes),
            bytes.last == Self.lineBreak
        else { return nil }
        let lines = bytes[(end + 2)...].dropLast().split(separator: Self.lineBreak, omittingEmptySubsequences: false)
        guard lines.count <= Self.mostSignatures else { return nil }
        let signatures = lines.compactMap { Self.signature(in: String(decoding: $0, as: UTF8.self)) }
        guard signatures.count == lines.count else { return nil }
        text = String(decoding: bytes[...end], as: UTF8.self)
        self.signatures = signatures
    }

    static func line(keyName: String, keyID: [UInt8], signature: [UInt8]) -> String {
        "— \(keyName) \(Base64.text(of: keyID + signature))\n"
    }

    /// Whether a key may be called so: not empty, no space, no `+`, no control character.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
    }

    private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().last { bytes[$0] == lineBreak && bytes[$0 + 1] == lineBreak }
    }

    private static func signature(in line: String) -> Signature? {
        let parts = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "—", isName(parts[1]), let bytes = Base64.bytes(in: parts[2]),
            bytes.count > 4
        else { return nil }
        return Signature(keyName: parts[1], keyID: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }
}
