import CZlib

/// A zip archive whose entries are unpacked piece by piece: what is in an office document. What it promises was bounded
/// before a byte is unpacked (`ZipDirectory`), and no entry gives more than it promised.
public struct ZipArchive: Sendable {
    private let file: OpenFile
    private let entries: [String: ZipDirectory.Entry]

    /// - Throws: `FileRefusal.damaged`, `.unsafeArchive`.
    init(_ file: OpenFile) throws {
        self.file = file
        let found = try ZipDirectory(file).entries
        entries = Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        // Of two entries of one name, one program reads the first and another the last.
        guard entries.count == found.count else { throw FileRefusal.unsafeArchive }
    }

    /// The names of its entries in order, without folders.
    public var names: [String] { entries.keys.filter { !$0.hasSuffix("/") }.sorted() }

    /// An entry's bytes, unpacked; nil when there is none of this name.
    ///
    /// - Parameter limit: the most bytes it may unpack to.
    /// - Throws: `FileRefusal.unsafeArchive` when it says that it is larger, or is packed in a way nobody needs.
    public func pieces(of name: String, atMost limit: Int64) throws -> ZipPieces? {
        guard let entry = entries[name] else { return nil }
        guard entry.unpacked <= limit, [0, 8].contains(entry.method), !entry.isEncrypted else {
            throw FileRefusal.unsafeArchive
        }
        return ZipPieces(file: file, entry: entry)
    }
}

extension FileReader {
    /// The archive that this file is.
    /// - Throws: `FileRefusal.damaged`, `.unsafeArchive`.
    public func archive() async throws -> ZipArchive {
        try await DiskQueue.run { [file] in try DiskFailure.translating("read") { try ZipArchive(file) } }
    }
}

/// The bytes of an entry of an archive, unpacked piece by piece. They are whole when the sequence ends without an error:
/// their number and checksum are those that the archive told.
public struct ZipPieces: AsyncSequence, Sendable {
    let file: OpenFile
    let entry: ZipDirectory.Entry

    /// Packed bytes read at once; they unpack to a thousand times as many at worst.
    private static let step: Int64 = 16 << 10
    private static let headerLength: Int64 = 30

    public func makeAsyncIterator() -> Iterator {
        Iterator(file: file, entry: entry)
    }

    /// Reads on from where the last piece ended.
    public struct Iterator: AsyncIteratorProtocol {
        private let file: OpenFile
        private let entry: ZipDirectory.Entry
        /// Packed bytes still to be read; nil before the entry's own header was.
        private var rest: Range<Int64>?
        private var inflation: Inflation?
        private var given: Int64 = 0
        private var checksum: UInt = 0

        init(file: OpenFile, entry: ZipDirectory.Entry) {
            self.file = file
            self.entry = entry
        }

        /// - Throws: `FileRefusal.damaged`, `.unsafeArchive`; `FileFault.disk`.
        public mutating func next() async throws -> [UInt8]? {
            if rest == nil { rest = try await begin() }
            while let left = rest, !left.isEmpty {
                let next = Swift.min(left.lowerBound + ZipPieces.step, left.upperBound)
                let packed = try await bytes(left.lowerBound..<next)
                rest = next..<left.upperBound
                let piece = try inflation?.unpack(packed, atMost: entry.unpacked - given) ?? packed
                if piece.isEmpty { continue }
                given += Int64(piece.count)
                checksum = crc32(checksum, piece, UInt32(piece.count))
                return piece
            }
            let isEnded = inflation?.isEnded ?? true
            guard isEnded, given == entry.unpacked, checksum == entry.checksum else {
                throw FileRefusal.damaged(.zip)
            }
            return nil
        }

        /// The entry's own header says where its bytes begin.
        private mutating func begin() async throws -> Range<Int64> {
            let header = LittleEndian(try await bytes(entry.offset..<(entry.offset + ZipPieces.headerLength)))
            guard header.number(at: 0, 4) == 0x0403_4B50 else { throw FileRefusal.damaged(.zip) }
            let start =
                entry.offset + ZipPieces.headerLength + Int64(header.number(at: 26, 2))
                + Int64(header.number(at: 28, 2))
            if entry.method != 0 { inflation = try Inflation() }
            return start..<(start + entry.packed)
        }

        private func bytes(_ range: Range<Int64>) async throws -> [UInt8] {
            let bytes = try await DiskQueue.run { [file] in
                try DiskFailure.translating("read") { try file.bytes(at: range.lowerBound, count: range.count) }
            }
            guard bytes.count == range.count else { throw FileRefusal.damaged(.zip) }
            return bytes
        }
    }
}

/// Unpacks deflated bytes (RFC 1951), some at a time.
private final class Inflation {
    /// zlib's state points back to it, so it stays where it is.
    private let stream: UnsafeMutablePointer<z_stream>
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)
    private(set) var isEnded = false

    /// Deflate without zlib's own frame.
    private static let rawWindow: Int32 = -15

    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, Self.rawWindow, ZLIB_VERSION, size) == Z_OK else { throw FileFault.tool("zlib") }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// - Parameter limit: the most bytes that may come out.
    func unpack(_ packed: [UInt8], atMost limit: Int64) throws -> [UInt8] {
        guard !isEnded else { throw FileRefusal.damaged(.zip) }
        var output: [UInt8] = []
        var input = packed
        try input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            var filled = 0
            repeat {
                filled = try fill()
                output += chunk[..<filled]
                guard Int64(output.count) <= limit else { throw FileRefusal.unsafeArchive }
            } while !isEnded && (stream.pointee.avail_in > 0 || filled == chunk.count)
            // Something stands behind the end.
            if stream.pointee.avail_in > 0 { throw FileRefusal.damaged(.zip) }
        }
        return output
    }

    /// - Returns: how many bytes of `chunk` were filled.
    private func fill() throws -> Int {
        let room = chunk.count
        let status = chunk.withUnsafeMutableBufferPointer { target in
            stream.pointee.next_out = target.baseAddress
            stream.pointee.avail_out = UInt32(room)
            return inflate(stream, Z_NO_FLUSH)
        }
        switch status {
        case Z_STREAM_END: isEnded = true
        case Z_OK, Z_BUF_ERROR: break
        default: throw FileRefusal.damaged(.zip)
        }
        return room - Int(stream.pointee.avail_out)
    }
}
