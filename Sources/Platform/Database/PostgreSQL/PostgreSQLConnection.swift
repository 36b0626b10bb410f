import CPostgreSQL
import Foundation

/// One libpq connection. Statements are prepared once and kept; values travel in binary where that saves work.
final class PostgreSQLConnection: Backend {
    private let url: String
    private var handle: OpaquePointer?
    private var prepared: [String: String] = [:]
    /// Whether the transaction that is open lets go of its locks before the disk has it.
    private var unlocksBeforeFlush = false

    init(url: String) {
        self.url = url
    }

    deinit {
        disconnect()
    }

    func disconnect() {
        if let handle { PQfinish(handle) }
        handle = nil
        prepared = [:]
    }

    @discardableResult
    func connectIfNeeded() throws -> OpaquePointer {
        if let handle, PQstatus(handle) == CONNECTION_OK { return handle }
        disconnect()
        guard let fresh = connect() else { throw DatabaseError.unavailable("libpq has no memory") }
        guard PQstatus(fresh) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(fresh))
            PQfinish(fresh)
            throw DatabaseError.unavailable(message.trimmed)
        }
        handle = fresh
        try command(Self.settings)
        return fresh
    }

    /// What the server is told. A transaction waits for nothing but the database, so one that stands still belongs to a
    /// machine that is gone: its locks, the sealer's among them, are let go before TCP would notice.
    private static let settings = """
        SET client_encoding = 'UTF8'; SET client_min_messages = warning; SET statement_timeout = '60s';
        SET idle_in_transaction_session_timeout = '60s'
        """

    /// What a connection has unless the URL says otherwise: a server whose machine is gone is given up within half a
    /// minute, not within the two hours of TCP.
    static let options = [
        ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "25000"),
    ]

    /// The URL stands last: what it says beats the options.
    private func connect() -> OpaquePointer? {
        let given = Self.options + [("dbname", url)]
        let names = given.map { strdup($0.0) } + [nil]
        let values = given.map { strdup($0.1) } + [nil]
        defer { for text in names + values { free(text) } }
        return PQconnectdbParams(
            names.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    }

    /// What the open connection goes by.
    func option(_ name: String) -> String? {
        guard let handle, let all = PQconninfo(handle) else { return nil }
        defer { PQconninfoFree(all) }
        var option = all
        while let keyword = option.pointee.keyword {
            if String(cString: keyword) == name { return option.pointee.val.map { String(cString: $0) } }
            option += 1
        }
        return nil
    }

    /// READ COMMITTED with explicit row locks for writes; one snapshot for reads.
    func transaction<Value>(isWrite: Bool, _ body: () throws -> Value) throws -> Value {
        try connectIfNeeded()
        unlocksBeforeFlush = false
        try begin(isWrite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        let value: Value
        do {
            value = try body()
        } catch DatabaseError.failed(let reason, _) where isWrite && reason.hasPrefix("25006") {
            // After a failover this server only reads: the next connection asks for the one that writes.
            disconnect()
            throw DatabaseError.unavailable(reason)
        } catch {
            if (try? command("ROLLBACK")) == nil { disconnect() }
            throw error
        }
        do {
            try commit()
        } catch DatabaseError.unavailable(let reason) {
            disconnect()
            throw isWrite ? DatabaseError.outcomeUnknown(reason) : DatabaseError.conflict(reason)
        }
        return value
    }

    func unlockBeforeFlush() { unlocksBeforeFlush = true }

    /// The log is written in the order of commits: once a later record is on the disk, so is every earlier one.
    private func commit() throws {
        guard unlocksBeforeFlush else { return try command("COMMIT") }
        try command("SET LOCAL synchronous_commit = off; COMMIT")
        do {
            try command("SELECT pg_logical_emit_message(true, 'lienthong', '')")
        } catch {
            throw DatabaseError.unavailable("committed, and not known to be on the disk: \(error)")
        }
    }

    /// A server that was restarted closed the connections it had: nothing has happened yet, so one fresh try is safe.
    private func begin(_ statement: String) throws {
        do {
            try command(statement)
        } catch DatabaseError.unavailable {
            disconnect()
            try connectIfNeeded()
            try command(statement)
        }
    }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        let result = try run(text, values)
        defer { PQclear(result) }
        return try PostgreSQLResult(result).rows()
    }

    /// The server sends one row at a time; what is no longer wanted is read and dropped, so callers limit their answers.
    func forEachRow(_ text: String, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws {
        guard let handle else { throw DatabaseError.unavailable("not connected") }
        let name = try prepare(text, values, on: handle)
        let parameters = PostgreSQLParameters(values)
        let isSent = parameters.withPointers { pointers, lengths, formats in
            PQsendQueryPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
        }
        guard isSent == 1, PQsetSingleRowMode(handle) == 1 else {
            throw DatabaseError.unavailable(String(cString: PQerrorMessage(handle)).trimmed)
        }
        var isWanted = true
        var failure: (any Error)?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            do {
                guard PQresultStatus(result) == PGRES_SINGLE_TUPLE else {
                    try check(result, statement: text)
                    continue
                }
                guard isWanted else { continue }
                for row in try PostgreSQLResult(result).rows() { isWanted = try body(row) }
            } catch {
                failure = failure ?? error
                isWanted = false
            }
        }
        if let failure { throw failure }
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        let result = try run(text, values)
        defer { PQclear(result) }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func load(_ rows: [[SQLValue]], into table: TableSchema) throws {
        guard let handle else { throw DatabaseError.unavailable("not connected") }
        let columns = SQL(table.columns.map { SQL(name: $0.name) }, joinedBy: ", ")
        let copy: SQL = "COPY \(SQL(name: table.name)) (\(columns)) FROM STDIN (FORMAT binary)"
        let text = copy.rendered(for: .postgresql).text
        let begun = PQexec(handle, text)
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else {
            try check(begun, statement: text)
            throw DatabaseError.failed("the server takes no rows", statement: text)
        }
        let bytes = PostgreSQLCopy.bytes(of: rows, into: table)
        let isTaken = bytes.withUnsafeBytes { buffer in
            PQputCopyData(handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
        guard isTaken == 1, PQputCopyEnd(handle, nil) == 1 else {
            throw DatabaseError.unavailable(String(cString: PQerrorMessage(handle)).trimmed)
        }
        var failure: (any Error)?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            do { try check(result, statement: text) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func command(_ text: String) throws {
        guard let handle else { throw DatabaseError.unavailable("not connected") }
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        try check(result, statement: text)
    }

    private func run(_ text: String, _ values: [SQLValue]) throws -> OpaquePointer? {
        guard let handle else { throw DatabaseError.unavailable("not connected") }
        let name = try prepare(text, values, on: handle)
        let parameters = PostgreSQLParameters(values)
        let result = parameters.withPointers { pointers, lengths, formats in
            PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
        }
        do {
            try check(result, statement: text)
        } catch {
            PQclear(result)
            throw error
        }
        return result
    }

    /// Statements are kept per connection by text and by the kinds of their values: a null tells no type, and a plan
    /// made for text does not take a number.
    private func prepare(_ text: String, _ values: [SQLValue], on handle: OpaquePointer) throws -> String {
        let types = values.map(PostgreSQLParameters.type)
        let key = types.isEmpty ? text : text + "\u{0}" + types.map(String.init).joined(separator: ",")
        if let name = prepared[key] { return name }
        if prepared.count >= 500 {
            try command("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, text, Int32(values.count), types)
        defer { PQclear(result) }
        try check(result, statement: text)
        prepared[key] = name
        return name
    }

    private func check(_ result: OpaquePointer?, statement: String) throws {
        let status = PQresultStatus(result)
        if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return }
        let message = String(cString: PQresultErrorMessage(result)).trimmed
        if let handle, PQstatus(handle) != CONNECTION_OK {
            throw DatabaseError.unavailable(message.isEmpty ? String(cString: PQerrorMessage(handle)).trimmed : message)
        }
        // 'C', PG_DIAG_SQLSTATE
        let state = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""
        // What has no code comes from libpq itself: the server is gone, though the connection may not say so yet.
        if state.isEmpty { throw DatabaseError.unavailable(message) }
        throw Self.error(state: state, message: message, statement: statement)
    }

    private static func error(state: String, message: String, statement: String) -> DatabaseError {
        switch state {
        case "40001", "40P01", "55P03": .conflict(message)
        case "23505": .constraint(.unique, message: message)
        case "23503": .constraint(.foreignKey, message: message)
        case "23514": .constraint(.check, message: message)
        case "23502": .constraint(.notNull, message: message)
        case _ where state.hasPrefix("08") || state.hasPrefix("57P") || state.hasPrefix("53"): .unavailable(message)
        // It stood still in a transaction for too long, and the server ended it.
        case "25P03": .unavailable(message)
        default: .failed("\(state) \(message)", statement: statement)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
