/// Tells what a file is from its bytes.
enum ContentType {
    /// Nil when it is of no kind the platform knows.
    static func of(_ file: OpenFile) throws -> MediaType? {
        let head = try file.bytes(at: 0, count: 1024)
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if head.starts(with: Array("PK\u{03}\u{04}".utf8)) { return try ofArchive(file) }
        // Readers take a PDF whose header stands anywhere in the first kilobyte; scanners write such.
        if head.contains(bytes: "%PDF-") { return .pdf }
        guard try isText(file) else { return nil }
        return looksLikeXML(head) ? .xml : .plainText
    }

    private static func ofArchive(_ file: OpenFile) throws -> MediaType {
        let archive = try ZipDirectory(file)
        let names = Set(archive.entries.map(\.name))
        if names.contains("[Content_Types].xml") {
            if names.contains("word/document.xml") { return .docx }
            if names.contains("xl/workbook.xml") { return .xlsx }
        }
        // ODF demands that this entry is the first and not compressed, so that its text stands at a fixed place.
        let start = try file.bytes(at: 30, count: 8 + MediaType.odt.rawValue.utf8.count)
        if start.elementsEqual(("mimetype" + MediaType.odt.rawValue).utf8) { return .odt }
        return .zip
    }

    private static func looksLikeXML(_ head: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let rest = head.starts(with: mark) ? head.dropFirst(mark.count) : head[...]
        return rest.starts(with: "<?xml".utf8)
    }

    /// UTF-8 from the first byte to the last, without control characters.
    private static func isText(_ file: OpenFile) throws -> Bool {
        var check = UTF8Check()
        var isText = true
        try file.forEachChunk { chunk in
            if isText { isText = check.takes(chunk) }
        }
        return isText && check.isComplete
    }
}

/// Checks UTF-8 that comes in pieces.
struct UTF8Check {
    private var missing = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Whether the last character was whole.
    var isComplete: Bool { missing == 0 }

    mutating func takes(_ bytes: [UInt8]) -> Bool {
        for byte in bytes where !take(byte) { return false }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard byte >= lowest, byte <= highest else { return false }
            missing -= 1
            (lowest, highest) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, lowest) = (2, 0xA0)
        case 0xED: (missing, highest) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, lowest) = (3, 0x90)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, highest) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
