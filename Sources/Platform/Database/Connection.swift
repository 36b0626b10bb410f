public import Essentials

/// An open transaction. Whoever holds it may read, and in a write may change; it is valid inside the closure only.
///
/// It is a parameter everywhere: the caller owns the transaction, so commands can be run many in one.
public final class Connection {
    public let engine: Engine
    /// New identifiers, above every one this installation made before.
    public let ids: IDGenerator
    private let backend: any Backend
    private let count: StatementCount
    private let slow: SlowStatements?
    /// The first statement's failure, whether or not anybody caught it.
    private(set) var failure: (any Error)?
    /// What was run, while somebody wants to know.
    private var recorded: [(text: String, values: [SQLValue])]?

    init(
        engine: Engine, ids: IDGenerator, backend: any Backend, count: StatementCount, slow: SlowStatements? = nil
    ) {
        self.engine = engine
        self.ids = ids
        self.backend = backend
        self.count = count
        self.slow = slow
    }

    /// All rows of an answer.
    public func rows(_ sql: SQL) throws -> [Row] {
        try run(sql, backend.rows)
    }

    /// Hands over an answer row by row, so that memory holds one; `body` answers whether it wants the next.
    public func forEachRow(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        try run(sql) { text, values in try backend.forEachRow(text, values, body) }
    }

    /// The first row of an answer, or nil.
    public func row(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }

    /// All rows of an answer, each made into a value.
    public func all<Value: RowDecodable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
        try rows(sql).map(Value.init(row:))
    }

    /// The first row of an answer made into a value, or nil.
    public func first<Value: RowDecodable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> Value? {
        try row(sql).map(Value.init(row:))
    }

    /// The first column of the first row; nil when there is no row or it is null.
    public func value<Value: SQLConvertible>(_ sql: SQL, as _: Value.Type = Value.self) throws -> Value? {
        guard let value = try row(sql)?.values.first else { return nil }
        return try Value?(sqlValue: value)
    }

    /// The first column of every row.
    public func values<Value: SQLConvertible>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
        try rows(sql).map { row in
            guard let value = row.values.first else { throw DatabaseError.column("1", reason: "is not in the answer") }
            return try Value(sqlValue: value)
        }
    }

    /// Runs a statement.
    /// - Returns: how many rows it changed.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int {
        try run(sql, backend.execute)
    }

    /// Adds rows to a table as fast as the engine takes them; the values stand in the order of the table's columns.
    func load(_ rows: [[SQLValue]], into table: TableSchema) throws {
        count.add()
        do {
            try backend.load(rows, into: table)
        } catch {
            if failure == nil { failure = error }
            throw error
        }
    }

    /// Waits until no other transaction holds the lock of this name, and holds it until this transaction ends.
    /// SQLite has one writer at a time, so there it does nothing.
    public func lock(_ name: String) throws {
        guard engine == .postgresql else { return }
        _ = try rows("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))")
    }

    /// Lets go of this transaction's locks once its commit is in order, before the disk has it. Whoever asked is answered
    /// only when the disk has it, so nothing acknowledged can be lost; what others build on it meanwhile reaches the
    /// disk after it or not at all. For rows that everybody waits for, such as a register's last number. SQLite needs
    /// no such thing: its writers share commits.
    public func unlockBeforeFlush() {
        backend.unlockBeforeFlush()
    }

    /// After much was written at once: has PostgreSQL count what there is and plan by that, also what it planned while
    /// the tables were empty. SQLite plans by its indexes alone.
    public func refreshStatistics() throws {
        guard engine == .postgresql else { return }
        try execute("ANALYZE")
    }

    private func run<Answer>(_ sql: SQL, _ work: (String, [SQLValue]) throws -> Answer) throws -> Answer {
        let (text, values) = sql.rendered(for: engine)
        count.add()
        recorded?.append((text, values))
        do {
            try Self.checkCanBeKept(values)
            guard let slow else { return try work(text, values) }
            return try slow.watching(text) { try work(text, values) }
        } catch {
            if failure == nil { failure = error }
            throw error
        }
    }

    /// The statements that `body` runs.
    func recordingStatements(_ body: () throws -> Void) throws -> [(text: String, values: [SQLValue])] {
        recorded = []
        defer { recorded = nil }
        try body()
        return recorded ?? []
    }

    /// Asks the engine about a statement instead of running it.
    func explain(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        try backend.rows(text, values)
    }

    /// What one engine cannot keep, neither takes: PostgreSQL would end a text at NUL, SQLite would make null of NaN,
    /// and neither would say so.
    private static func checkCanBeKept(_ values: [SQLValue]) throws {
        for value in values {
            switch value {
            case .text(let text) where text.utf8.contains(0):
                throw DatabaseError.constraint(.other, message: "a text holds the character NUL")
            case .real(let number) where number.isNaN:
                throw DatabaseError.constraint(.other, message: "a number is not a number")
            default: continue
            }
        }
    }
}

/// What an engine does for a connection.
protocol Backend {
    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row]
    func forEachRow(_ text: String, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws
    func execute(_ text: String, _ values: [SQLValue]) throws -> Int
    func load(_ rows: [[SQLValue]], into table: TableSchema) throws
    func unlockBeforeFlush()
}

extension Backend {
    /// Runs a statement outside a `Connection`: for what is needed before there is one.
    func execute(_ sql: SQL, on engine: Engine) throws -> Int {
        let (text, values) = sql.rendered(for: engine)
        return try execute(text, values)
    }
}
