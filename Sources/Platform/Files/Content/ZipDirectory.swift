/// The list of what is in a zip archive, read from its end without unpacking anything.
///
/// It is what stands between an upload and whoever unpacks it later: the number of entries and their size unpacked are
/// known, and bounded, before a byte is unpacked.
struct ZipDirectory {
    struct Entry: Hashable {
        let name: String
        let packed: Int64
        let unpacked: Int64
        /// CRC-32 of what it unpacks to.
        let checksum: UInt
        /// How it is packed: 0 not at all, 8 by deflate.
        let method: Int
        let isEncrypted: Bool
        /// Where its own header stands in the file.
        let offset: Int64
    }

    let entries: [Entry]

    static let mostEntries = 10_000
    static let mostUnpacked: Int64 = 1 << 30
    /// An office document packs to a tenth; a bomb to a thousandth.
    static let highestRatio: Int64 = 200

    /// - Throws: `FileRefusal.damaged` when there is no whole directory, `.unsafeArchive` when it promises too much.
    init(_ file: OpenFile) throws {
        let end = try Self.end(of: file)
        guard end.count <= Self.mostEntries else { throw FileRefusal.unsafeArchive }
        guard end.offset + Int64(end.size) <= file.size else { throw FileRefusal.damaged(.zip) }
        let directory = try file.bytes(at: end.offset, count: end.size)
        guard directory.count == end.size else { throw FileRefusal.damaged(.zip) }
        entries = try Self.entries(directory, count: end.count)
        try Self.checkSafety(of: entries)
    }

    private static let endLength = 22
    private static let entryLength = 46

    private struct End {
        let count: Int
        let size: Int
        let offset: Int64
    }

    /// The end record stands in the last 64 KB, before a comment of its stated length.
    private static func end(of file: OpenFile) throws -> End {
        let length = min(file.size, Int64(endLength + 0xFFFF))
        let tail = LittleEndian(try file.bytes(at: file.size - length, count: Int(length)))
        var start = tail.count - endLength
        while start >= 0 {
            let comment = tail.count - start - endLength
            if tail.number(at: start, 4) == 0x0605_4B50, tail.number(at: start + 20, 2) == comment {
                // 0xFFFF and its like point to zip64; nothing that is taken in here needs it.
                let end = End(
                    count: tail.number(at: start + 10, 2), size: tail.number(at: start + 12, 4),
                    offset: Int64(tail.number(at: start + 16, 4)))
                guard end.count != 0xFFFF, end.size <= 16 << 20 else { throw FileRefusal.unsafeArchive }
                return end
            }
            start -= 1
        }
        throw FileRefusal.damaged(.zip)
    }

    private static func entries(_ bytes: [UInt8], count: Int) throws -> [Entry] {
        let directory = LittleEndian(bytes)
        var entries: [Entry] = []
        var start = 0
        for _ in 0..<count {
            guard start + entryLength <= directory.count, directory.number(at: start, 4) == 0x0201_4B50 else {
                throw FileRefusal.damaged(.zip)
            }
            let name = directory.number(at: start + 28, 2)
            let following = name + directory.number(at: start + 30, 2) + directory.number(at: start + 32, 2)
            guard start + entryLength + following <= directory.count else { throw FileRefusal.damaged(.zip) }
            let nameBytes = bytes[(start + entryLength)..<(start + entryLength + name)]
            entries.append(
                Entry(
                    name: String(decoding: nameBytes, as: UTF8.self),
                    packed: Int64(directory.number(at: start + 20, 4)),
                    unpacked: Int64(directory.number(at: start + 24, 4)),
                    checksum: UInt(directory.number(at: start + 16, 4)), method: directory.number(at: start + 10, 2),
                    isEncrypted: directory.number(at: start + 8, 2) & 1 == 1,
                    offset: Int64(directory.number(at: start + 42, 4))))
            start += entryLength + following
        }
        return entries
    }

    private static func checkSafety(of entries: [Entry]) throws {
        var unpacked: Int64 = 0
        for entry in entries {
            unpacked += entry.unpacked
            let isBomb = entry.unpacked > 1 << 20 && entry.unpacked > entry.packed * highestRatio
            guard !isBomb, unpacked <= mostUnpacked, staysInside(entry.name) else { throw FileRefusal.unsafeArchive }
        }
    }

    private static func staysInside(_ name: String) -> Bool {
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        let isAbsolute = parts.count > 1 && parts[0].isEmpty
        return !isAbsolute && !parts.contains("..") && !name.contains(":") && !name.contains("\u{0}")
    }
}

/// Numbers as zip archives write them.
struct LittleEndian {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    /// The number of `width` bytes at `offset`, which must lie inside.
    func number(at offset: Int, _ width: Int) -> Int {
        (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
