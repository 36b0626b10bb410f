import Foundation
import GRDB

/// Transactions on one SQLite file: one writer, many readers (WAL).
final class SQLiteTransactions: Transactions {
    let engine = Engine.sqlite
    private let pool: DatabasePool
    let writer: SQLiteWriter
    private let longReads = OperationQueue()
    private let trust = DiskTrust()

    /// - Parameter checksReferences: false while an installation is filled, table by table.
    init(path: String, checksReferences: Bool = true) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = checksReferences
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = Self.threadsThatAsk + Self.mostLongReads
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try Self.makeDurable(pool)
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError.unavailable("\(path): \(error.message ?? error.description)")
        }
        writer = SQLiteWriter(pool, trust)
        longReads.maxConcurrentOperationCount = Self.mostLongReads
    }

    /// GRDB's pool sets `synchronous = NORMAL` after `prepareDatabase`, under which a power cut loses
    /// acknowledged commits; so it is set on the open writer, and read back.
    private static func makeDurable(_ pool: DatabasePool) throws {
        let level = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // A checkpoint stops the writer: a rarer one brings each page over once for more commits.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try bringLogOver(db)
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard level == 2 else {
            throw DatabaseError.unavailable("SQLite does not keep synchronous = FULL")
        }
    }

    /// What was recovered from the log came out of the system's memory, and after a failed fsync the disk may not have it. So
    /// it is written anew, into the database itself. When others have the database open, nothing was recovered.
    private static func bringLogOver(_ db: GRDB.Database) throws {
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        do {
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        } catch let error as GRDB.DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
            // Somebody is at work.
        }
        try db.execute(sql: "PRAGMA busy_timeout = 10000")
    }

    func run<Value: Sendable>(
        _ work: TransactionWork, _ body: @escaping @Sendable (any Backend) throws -> Value
    ) async throws -> Value {
        try trust.check()
        do {
            return switch work {
            case .write: try await writer.write(body)
            case .briefRead: try readHere(body)
            case .longRead: try await readBeside(body)
            }
        } catch let error as GRDB.DatabaseError {
            throw SQLiteBackend.translated(error)
        }
    }

    /// As many long reads as run at a time; further ones wait without a connection.
    private static let mostLongReads = 4
    /// Swift runs as many threads as there are cores; the others are those of a test or a command.
    private static var threadsThatAsk: Int { ProcessInfo.processInfo.activeProcessorCount + 2 }

    /// On a thread of its own, so that others go on.
    private func readBeside<Value: Sendable>(
        _ body: @escaping @Sendable (any Backend) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            longReads.addOperation { continuation.resume(with: Result { try self.readHere(body) }) }
        }
    }

    /// On the thread that asks. A page's few reads take less than handing them to another thread and back, and a reader
    /// waits for nobody: neither for the writer nor, as there is a connection for each thread, for another reader.
    private func readHere<Value>(_ body: (any Backend) throws -> Value) throws -> Value {
        try pool.read { try body(SQLiteBackend(db: $0)) }
    }

    func close() async {
        // Closing brings the log over, and that is for a process that may trust the disk again.
        if trust.failure == nil { try? pool.close() }
    }

    func loss() async -> String? { await trust.loss() }
}

/// One SQLite connection inside its transaction.
struct SQLiteBackend: Backend {
    let db: GRDB.Database

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        var rows: [Row] = []
        try forEachRow(text, values) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    func forEachRow(_ text: String, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws {
        try translating {
            let statement = try db.cachedStatement(sql: text)
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(values))
            let names = statement.columnNames
            let columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            while let row = try cursor.next() {
                guard try body(Row(columns: columns, values: row.databaseValues.map(Self.value))) else { return }
            }
        }
    }

    func load(_ rows: [[SQLValue]], into table: TableSchema) throws {
        let columns = SQL(table.columns.map { SQL(name: $0.name) }, joinedBy: ", ")
        let places = SQL(table.columns.indices.map { SQL(stringLiteral: "$\($0 + 1)") }, joinedBy: ", ")
        let insert: SQL = "INSERT INTO \(SQL(name: table.name)) (\(columns)) VALUES (\(places))"
        try translating {
            let statement = try db.cachedStatement(sql: insert.rendered(for: .sqlite).text)
            for row in rows { try statement.execute(arguments: Self.arguments(row)) }
        }
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        try translating {
            try db.cachedStatement(sql: text).execute(arguments: Self.arguments(values))
            return db.changesCount
        }
    }

    func unlockBeforeFlush() {}

    private func translating<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as GRDB.DatabaseError {
            throw Self.translated(error)
        }
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .text(let text): text
                case .bytes(let bytes): Data(bytes)
                case .boolean(let truth): truth ? 1 : 0
                case .real(let number): number
                }
            })
    }

    private static func value(_ stored: DatabaseValue) -> SQLValue {
        switch stored.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        }
    }

    static func translated(_ error: GRDB.DatabaseError) -> DatabaseError {
        let message = error.message ?? error.description
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .conflict(message)
        case .SQLITE_CONSTRAINT: return .constraint(constraint(error.extendedResultCode), message: message)
        case .SQLITE_CANTOPEN, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return .unavailable(message)
        default: return .failed(message, statement: error.sql ?? "")
        }
    }

    private static func constraint(_ code: ResultCode) -> DatabaseError.Constraint {
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
        case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
        case .SQLITE_CONSTRAINT_CHECK: .check
        case .SQLITE_CONSTRAINT_NOTNULL: .notNull
        default: .other
        }
    }
}
