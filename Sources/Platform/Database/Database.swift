public import Essentials
public import Logging

/// The installation's database, on either engine.
///
/// A closure given to `read` or `write` runs synchronously on a database thread in one transaction: nothing in it waits
/// for the network, and since conflicts are retried here and only here, it must be repeatable.
public final class Database: Sendable {
    public let engine: Engine
    public let ids: IDGenerator
    public let clock: WallClock
    private let transactions: any Transactions
    private let count = StatementCount()
    /// Statements that took long; nil when nobody wants to know.
    public let slowStatements: SlowStatements?
    /// Nil when the database was opened alone.
    private let lease: NodeLease?

    /// Opens the database and leases a node number for the identifiers of this process.
    ///
    /// - Parameters:
    ///   - location: where it is.
    ///   - clock: the time; a fixed one in tests.
    ///   - slowAfter: from how long on a statement is logged and counted as slow; nil looks at no statement's time.
    /// - Throws: `DatabaseError.unavailable` when it cannot be opened, `InstallationHeld` when it may not be.
    public static func open(
        _ location: DatabaseLocation, clock: WallClock = .system, logger: Logger = Logger(label: "database"),
        slowAfter: Duration? = nil
    ) async throws -> Database {
        let transactions = try await transactions(location, checksReferences: true, logger: logger)
        let lease = try await NodeLease.acquire(from: transactions, clock: clock)
        let slow = slowAfter.map { SlowStatements(threshold: $0, clock: clock, logger: logger) }
        let database = Database(
            transactions: transactions, clock: clock, ids: lease.ids, lease: lease, slowStatements: slow)
        do {
            try await database.checkNotHeld()
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    /// Opens the database for a restore or a copy, which holds it (`hold`): without a node number, so that the leases can
    /// be carried like everything else, and on SQLite without looking after references, since rows come in any order.
    public static func openAlone(
        _ location: DatabaseLocation, clock: WallClock = .system, logger: Logger = Logger(label: "database")
    ) async throws -> Database {
        let transactions = try await transactions(location, checksReferences: false, logger: logger)
        try await transactions.run(.write) { try NodeLease.createTables(in: $0) }
        return Database(
            transactions: transactions, clock: clock, ids: IDGenerator(node: 0, clock: clock), lease: nil)
    }

    private static func transactions(
        _ location: DatabaseLocation, checksReferences: Bool, logger: Logger
    ) async throws -> any Transactions {
        switch location {
        case .sqlite(let path): return try SQLiteTransactions(path: path, checksReferences: checksReferences)
        case .postgresql(let url, let connections):
            guard PostgreSQLTransport.isSafe(url) else { throw DatabaseError.unavailable(PostgreSQLTransport.demand) }
            return try await PostgreSQLTransactions(url: url, connections: connections, logger: logger)
        }
    }

    private init(
        transactions: any Transactions, clock: WallClock, ids: IDGenerator, lease: NodeLease?,
        slowStatements: SlowStatements? = nil
    ) {
        self.slowStatements = slowStatements
        engine = transactions.engine
        self.ids = ids
        self.clock = clock
        self.transactions = transactions
        self.lease = lease
    }

    /// Runs `body` on one unchanging picture of the database.
    ///
    /// - Parameter length: `.long` for what may take longer than a few milliseconds whoever asks.
    public func read<Value: Sendable>(
        lasting length: ReadLength = .brief, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await retrying(length == .brief ? .briefRead : .longRead, body)
    }

    /// Runs `body` in one transaction: all of it takes effect, or nothing does. A statement that failed fails the
    /// transaction, also when `body` caught its error.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await retrying(.write, body)
    }

    /// The number of this process among those that have the database open; nil when it was opened alone.
    var node: Int? { lease?.node }

    /// Statements run since the start; the difference over a page is the page's cost.
    public var statementCount: Int { count.value }

    /// Waits until the embedded database can no longer vouch for what it keeps: the process must end then, so that the next
    /// one recovers. A PostgreSQL server sees to that itself.
    ///
    /// - Returns: why; nil when the task was cancelled.
    public func loss() async -> String? { await transactions.loss() }

    /// Prolongs the lease of the node number; called every few seconds while the process lives.
    public func renewLease() async throws {
        try await lease?.renew(in: transactions, clock: clock)
    }

    /// Gives the node number back and closes every connection.
    public func close() async {
        await lease?.release(in: transactions)
        await transactions.close()
    }

    private static let tries = 10

    private func retrying<Value: Sendable>(
        _ work: TransactionWork, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        for attempt in 1... {
            do {
                return try await transactions.run(work) { [engine, ids, count, slowStatements] backend in
                    let connection = Connection(
                        engine: engine, ids: ids, backend: backend, count: count, slow: slowStatements)
                    let value = try body(connection)
                    // After a failed statement PostgreSQL keeps nothing of the transaction, even if the failure was
                    // caught, and says so to nobody. So it fails, on both engines.
                    if let failure = connection.failure { throw failure }
                    return value
                }
            } catch DatabaseError.conflict where attempt < Self.tries {
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(5 * attempt))))
            }
        }
        throw DatabaseError.conflict("no try left")
    }
}

/// Where a database is.
public enum DatabaseLocation: Sendable {
    /// A file; made when it is not there.
    case sqlite(path: String)
    /// A libpq connection string or URL, and how many connections to hold open.
    case postgresql(url: String, connections: Int = 8)
}

/// How long a reading takes, as far as one can tell.
public enum ReadLength: Sendable {
    /// A page, a record: a few statements that find their rows by an index.
    case brief
    /// A search, an export, a verification: others go on beside it.
    case long
}

/// What a transaction is for.
enum TransactionWork {
    case briefRead, longRead, write
}

/// What an engine does for the database: one transaction.
protocol Transactions: Sendable {
    var engine: Engine { get }

    func run<Value: Sendable>(
        _ work: TransactionWork, _ body: @escaping @Sendable (any Backend) throws -> Value
    ) async throws -> Value

    func close() async

    /// Waits until the engine can no longer vouch for what it keeps, and says why; nil when the task was cancelled.
    func loss() async -> String?
}
