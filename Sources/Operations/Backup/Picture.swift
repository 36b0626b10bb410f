import Database
import Essentials
import Files
import Journal

/// The database in one snapshot, written into a store table by table.
struct Picture: Sendable {
    private(set) var tables: [Backup.Table] = []
    let migrations: [String]
    let events: Int64
    let checkpoint: String?
    /// Bytes that the store did not have yet.
    private(set) var written: Int64 = 0

    init(of db: Connection, into store: BackupStore) throws {
        migrations = try db.values("SELECT name FROM migration ORDER BY name")
        events = try db.journalSize()
        checkpoint = try db.lastCheckpoint()?.note
        for table in try db.tables() where !Database.tablesOfItsOwn.contains(table.name) {
            var run = RowRun(table, store: store)
            var place: TablePlace?
            repeat {
                let page = try table.page(after: place, in: db)
                for row in page.rows { try run.add(row) }
                place = page.next
            } while place != nil
            tables.append(try run.finish())
            written += run.written
        }
    }
}

/// The rows of a table, cut into chunks.
///
/// Where to cut is decided by the row's key alone, so a row that was changed, added or taken out changes one chunk and
/// leaves the others as they were: a backup of the next day writes only what happened that day.
private struct RowRun {
    private let table: TableSchema
    private let store: BackupStore
    private var bytes: [UInt8] = []
    private var rows = 0
    private var digest: TableDigest
    private var chunks: [ChunkName] = []
    private(set) var written: Int64 = 0

    /// A thousand rows or so lie between two cuts.
    private static let cutMask: UInt64 = 0x3FF
    /// Wide rows are cut earlier: a chunk is held in memory.
    private static let largest = 4 << 20

    init(_ table: TableSchema, store: BackupStore) {
        self.table = table
        self.store = store
        digest = TableDigest(table)
    }

    mutating func add(_ row: [SQLValue]) throws {
        RowCoding.append(row, to: &bytes)
        rows += 1
        if Self.mixed(table.keyBytes(of: row)) & Self.cutMask == 0 || bytes.count >= Self.largest { try cut() }
    }

    mutating func finish() throws -> Backup.Table {
        try cut()
        return Backup.Table(
            name: table.name, columns: table.columns.map(\.name), rows: digest.rows, digest: digest.text,
            chunks: chunks)
    }

    private mutating func cut() throws {
        guard rows > 0 else { return }
        let name = store.key.name(ofRows: bytes)
        written += Int64(try store.put(bytes, as: name))
        digest.add(bytes, rows: rows)
        chunks.append(name)
        (bytes, rows) = ([], 0)
    }

    /// FNV-1a, with its upper half folded in: keys that count up must not cut at every turn of a low bit.
    private static func mixed(_ bytes: [UInt8]) -> UInt64 {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }
}

extension Backup.Table {
    /// The rows in an opened chunk of this table.
    func rows(in bytes: [UInt8]) throws -> [[SQLValue]] {
        guard let rows = RowCoding.rows(in: bytes), rows.allSatisfy({ $0.count == columns.count }) else {
            throw BackupProblem.differs("table \(name): a chunk does not hold its rows")
        }
        return rows
    }

    /// Every file in a chunk of the table `file`.
    func files(in chunk: ChunkName, of store: BackupStore) throws -> [(hash: FileHash, size: Int64)] {
        guard let hash = columns.firstIndex(of: "hash"), let size = columns.firstIndex(of: "size") else { return [] }
        return try rows(in: try store.get(chunk, of: "table \(name)")).map { row in
            (try FileHash(sqlValue: row[hash]), try Int64(sqlValue: row[size]))
        }
    }
}
