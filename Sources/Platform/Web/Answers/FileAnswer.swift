import Files
public import NIOCore

/// A file to be sent, whole or the part that was asked for.
public struct FileAnswer: Sendable {
    /// Writes a range of the file piece by piece, waiting for the one who reads.
    public typealias Reading =
        @Sendable (_ range: Range<Int>, _ write: (ByteBuffer) async throws -> Void) async throws -> Void

    let size: Int
    let type: String
    let disposition: String
    let etag: String?
    let read: Reading

    /// - Parameters:
    ///   - name: what it shall be called when it is saved; it is cleaned.
    ///   - type: its media type.
    ///   - size: its bytes.
    ///   - isInline: shown in the browser rather than saved.
    ///   - etag: changes when the content does: its hash. Nil when it is not to be kept.
    ///   - read: writes a range of it.
    public init(
        name: String, type: String, size: Int, isInline: Bool, etag: String?, read: @escaping Reading
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
