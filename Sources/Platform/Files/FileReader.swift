/// An open file, read in pieces as fast as the reader takes them.
public struct FileReader: Sendable {
    let file: OpenFile

    /// Bytes.
    public var size: Int64 { file.size }

    /// The file, or a range of it, in pieces of up to 128 KB.
    public func chunks(_ range: Range<Int64>? = nil) -> FileChunks {
        FileChunks(file: file, range: (range ?? 0..<file.size).clamped(to: 0..<file.size))
    }

    /// A range in one piece; for what is known to be small.
    public func bytes(_ range: Range<Int64>? = nil) async throws -> [UInt8] {
        let range = (range ?? 0..<file.size).clamped(to: 0..<file.size)
        return try await DiskQueue.run { [file] in
            try DiskFailure.translating("read") { try file.bytes(at: range.lowerBound, count: range.count) }
        }
    }
}

/// The bytes of a file, piece by piece.
public struct FileChunks: AsyncSequence, Sendable {
    let file: OpenFile
    let range: Range<Int64>

    /// Reads on from where the last piece ended.
    public struct Iterator: AsyncIteratorProtocol {
        let file: OpenFile
        var offset: Int64
        let end: Int64

        /// - Throws: `FileFault.disk`, also when the file ends too early.
        public mutating func next() async throws -> [UInt8]? {
            guard offset < end else { return nil }
            let (start, count) = (offset, Int(Swift.min(end - offset, Int64(OpenFile.chunk))))
            let chunk = try await DiskQueue.run { [file] in
                try DiskFailure.translating("read") { try file.bytes(at: start, count: count) }
            }
            guard chunk.count == count else { throw FileFault.disk("read: the file ended at \(start)") }
            offset += Int64(count)
            return chunk
        }
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(file: file, offset: range.lowerBound, end: range.upperBound)
    }
}
