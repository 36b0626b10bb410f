public import Files
public import NIOCore

/// A file to be sent: from the store, or from a folder of the installation.
public struct FileAnswer: Sendable {
    /// Writes a range of the file, piece by piece, waiting for the one who reads.
    public typealias Reader =
        @Sendable (_ range: Range<Int>, _ write: (ByteBuffer) async throws -> Void) async throws -> Void

    let size: Int
    let type: String
    let disposition: String
    let etag: String?
    let read: Reader

    /// - Parameters:
    ///   - name: what it shall be called when it is saved.
    ///   - type: its media type.
    ///   - size: its bytes.
    ///   - isInline: shown in the browser rather than saved.
    ///   - etag: changes when the content does; the hash of the file.
    ///   - read: writes a range of it.
    public init(
        name: String, type: String, size: Int, isInline: Bool, etag: String?, read: @escaping Reader
    ) {
        self.size = size
        self.type = type
        disposition = Self.disposition(isInline ? .inline : .attachment, name)
        self.etag = etag.map { "\"\($0)\"" }
        self.read = read
    }

    /// RFC 6266, with the name in Vietnamese and in ASCII for old browsers.
    static func disposition(_ disposition: FileName.Disposition, _ name: String) -> String {
        FileName(untrusted: name).contentDisposition(disposition)
    }
}

/// The part of a file that was asked for (RFC 9110 section 14).
enum ByteRange {
    enum Wanted: Equatable {
        case all
        case part(Range<Int>)
        case unsatisfiable
    }

    /// - Parameters:
    ///   - header: `bytes=0-499`, `bytes=500-`, `bytes=-500`; several ranges or another unit mean the whole file.
    ///   - size: of the file.
    static func wanted(_ header: String?, of size: Int) -> Wanted {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return .all }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return .all }
        let first = String(ends[0]).trimmed
        let last = String(ends[1]).trimmed
        if first.isEmpty {
            guard let length = Int(last), length >= 0 else { return .all }
            if length == 0 || size == 0 { return .unsatisfiable }
            return .part(max(0, size - length)..<size)
        }
        guard let lower = Int(first), lower >= 0 else { return .all }
        guard lower < size else { return .unsatisfiable }
        if last.isEmpty { return .part(lower..<size) }
        guard let upper = Int(last), upper >= lower else { return .all }
        return .part(lower..<min(upper + 1, size))
    }
}
