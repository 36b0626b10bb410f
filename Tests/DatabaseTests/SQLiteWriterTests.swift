import Essentials
import Synchronization
import TestSupport
import Testing

@testable import Database

/// Writes that wait for each other share one transaction on SQLite; nobody may notice but by the speed.
struct SQLiteWriterTests {
    private struct Mistake: Error {}
    private typealias Body = @Sendable (any Backend) throws -> Void

    @Test func `of writes that share a transaction one that fails takes back only what it did itself`() async throws {
        try await Self.with { transactions in
            let outcomes = try await Self.together(
                [
                    Self.insert(1),
                    { db in
                        try Self.insert(2)(db)
                        throw Mistake()
                    },
                    Self.insert(1),
                    Self.insert(4),
                ], on: transactions)
            #expect(outcomes == [true, false, false, true])
            #expect(try await Self.kept(transactions) == [1, 4])
        }
    }

    @Test func `a write that only the end of the transaction refuses does not take the others along`() async throws {
        try await Self.with { transactions in
            let runs = Mutex(0)
            let outcomes = try await Self.together(
                [
                    { db in
                        runs.withLock { $0 += 1 }
                        try Self.insert(1)(db)
                    },
                    { db in _ = try db.execute("INSERT INTO part (id, whole) VALUES (1, 99)", []) },
                    Self.insert(3),
                ], on: transactions)
            #expect(outcomes == [true, false, true])
            #expect(try await Self.kept(transactions) == [1, 3])
            // Once with the others, and once by itself: they did share a transaction.
            #expect(runs.withLock { $0 } == 2)
        }
    }

    @Test func `a write sees what the one before it did, though nothing was acknowledged yet`() async throws {
        try await Self.with { transactions in
            let seen = Mutex(0)
            _ = try await Self.together(
                [
                    Self.insert(1),
                    { db in
                        let count = try db.rows("SELECT count(*) AS count FROM whole", []).first?["count"] ?? 0
                        seen.withLock { $0 = count }
                    },
                ], on: transactions)
            #expect(seen.withLock { $0 } == 1)
        }
    }

    /// Runs these in their order while the first waits until all of them are in line.
    /// - Returns: whether each succeeded.
    private static func together(_ bodies: [Body], on transactions: SQLiteTransactions) async throws -> [Bool] {
        let gate = Gate()
        async let first: Void = transactions.run(.write) { _ in
            gate.reach(.first)
            gate.await(.second)
        }
        await gate.reached(.first)
        var tasks: [Task<Bool, Never>] = []
        for (place, body) in bodies.enumerated() {
            tasks.append(
                Task {
                    do {
                        try await transactions.run(.write, body)
                        return true
                    } catch {
                        return false
                    }
                })
            while transactions.writer.waiting <= place { await Task.yield() }
        }
        gate.reach(.second)
        try await first
        var outcomes: [Bool] = []
        for task in tasks { outcomes.append(await task.value) }
        return outcomes
    }

    private static func insert(_ id: Int) -> Body {
        { db in _ = try db.execute("INSERT INTO whole (id) VALUES ($1)", [.integer(Int64(id))]) }
    }

    private static func kept(_ transactions: SQLiteTransactions) async throws -> [Int] {
        try await transactions.run(.briefRead) { db in
            try db.rows("SELECT id FROM whole ORDER BY id", []).map { try $0["id"] }
        }
    }

    private static func with(_ body: (SQLiteTransactions) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            let transactions = try SQLiteTransactions(path: folder.path(of: "writer.sqlite"))
            try await transactions.run(.write) { db in
                _ = try db.execute("CREATE TABLE whole (id INTEGER PRIMARY KEY) STRICT", [])
                _ = try db.execute(
                    """
                    CREATE TABLE part (id INTEGER PRIMARY KEY,
                        whole INTEGER NOT NULL REFERENCES whole (id) DEFERRABLE INITIALLY DEFERRED) STRICT
                    """, [])
            }
            try await body(transactions)
            await transactions.close()
        }
    }
}
