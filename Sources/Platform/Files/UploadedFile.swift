public import Database
public import Essentials
import Journal

/// A file that came in whole and that nobody has looked into yet. It is inspected, or a
/// program is asked about it and it is dropped.
public struct UploadedFile: Sendable {
    /// What a form carries to refer to the file.
    public let id: ID<UploadedFile>
    public let name: FileName
    /// Bytes.
    public let size: Int64
    public let hash: FileHash
    let uploader: Journal.Actor
}

/// A file that was looked into and found fit: known kind, whole, no mark of secrecy. It waits in the spool, outside
/// the store, for the form it came with; for a day, and for its sender only.
public struct InspectedFile: Hashable, Sendable {
    public let id: ID<UploadedFile>
    public let name: FileName
    /// Bytes.
    public let size: Int64
    public let hash: FileHash
    public let mediaType: MediaType
    /// Nil for a kind without pages.
    public let pageCount: Int?
    /// The scanner was down when it came: it cannot be opened or used yet.
    public let awaitsScan: Bool
    let person: Int64?
}

extension InspectedFile: RowDecodable {
    static let columns: SQL = "id, name, size, hash, media_type, page_count, awaits_scan, person"

    /// Reads a row of `spool_entry`.
    public init(row: Row) throws {
        id = try row["id"]
        name = FileName(untrusted: try row["name"])
        size = try row["size"]
        hash = try row["hash"]
        mediaType = try row["media_type"]
        pageCount = try row["page_count"]
        awaitsScan = try row["awaits_scan"]
        person = try row["person"]
    }
}

/// A file in the store. The same bytes are one file, however often they came and whatever they were called; so its
/// name belongs to what refers to it.
public struct StoredFile: Hashable, Sendable {
    public let hash: FileHash
    /// Bytes.
    public let size: Int64
    public let mediaType: MediaType
    /// Nil for a kind without pages.
    public let pageCount: Int?
    public let acceptedAt: Instant
}

extension StoredFile: RowDecodable {
    static let columns: SQL = "file.hash, file.size, file.media_type, file.page_count, file.accepted_at"

    /// Reads a row of `file`.
    public init(row: Row) throws {
        hash = try row["hash"]
        size = try row["size"]
        mediaType = try row["media_type"]
        pageCount = try row["page_count"]
        acceptedAt = try row["accepted_at"]
    }
}
