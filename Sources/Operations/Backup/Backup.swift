public import Essentials
import Files
import Foundation

/// What one backup holds: a whole installation at one moment.
public struct Backup: Codable, Sendable {
    public let id: ID<Backup>
    /// When its picture of the database was taken, in microseconds since 1970.
    let takenAtMicroseconds: Int64
    /// The engine it comes from; it can be restored on either.
    public let engine: String
    /// The steps of the schema that had been run.
    let migrations: [String]
    let tables: [Table]
    /// Sealed events of the journal.
    public let events: Int64
    /// The journal's newest signed checkpoint, as its note.
    public let checkpoint: String?
    /// The journal's public key. The secret one is in no backup.
    public let journalKey: String
    /// Files, and their bytes.
    public let files: Int
    public let fileBytes: Int64
    /// Files that could not be taken because they were missing or damaged already.
    public let lackingFiles: [String]

    /// One table.
    struct Table: Codable, Sendable {
        let name: String
        /// In the order in which each row has them.
        let columns: [String]
        let rows: Int
        let digest: String
        let chunks: [ChunkName]
    }

    /// When it was taken.
    public var takenAt: Instant { Instant(microsecondsSince1970: takenAtMicroseconds) }
    /// Rows of all tables.
    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}

extension Backup {
    /// Bytes of one piece of a file.
    static let piece = 8 << 20

    /// How many pieces a file of this size has.
    static func pieces(of size: Int64) -> Int { max(1, Int((size + Int64(piece) - 1) / Int64(piece))) }

    /// The table that names every file.
    var fileTable: Table? { tables.first { $0.name == "file" } }
}
