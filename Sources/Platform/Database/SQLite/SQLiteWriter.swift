import Foundation
import GRDB
import Synchronization

/// The one writer of a SQLite file.
///
/// Writes that wait for each other are run one after another in a single transaction and acknowledged together, after the
/// disk has them: with 32 people writing at once, a wait for the disk is shared by many. Each has a savepoint of its own,
/// so one that fails takes back only what it did itself.
final class SQLiteWriter: Sendable {
    private let pool: DatabasePool
    private let trust: DiskTrust
    private let queue = Mutex(Queue())

    private struct Queue {
        var waiting: [any SQLiteWrite] = []
        var isRunning = false
    }

    /// Writes in one transaction, at most.
    private static let mostTogether = 64
    /// A transaction takes no further write in when it is as old as this: the first shall not wait for long.
    private static let takesInFor = Duration.milliseconds(5)

    init(_ pool: DatabasePool, _ trust: DiskTrust) {
        self.pool = pool
        self.trust = trust
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Backend) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            add(Write(body, continuation))
        }
    }

    /// How many wait for their turn now.
    var waiting: Int { queue.withLock { $0.waiting.count } }

    private func add(_ write: any SQLiteWrite) {
        let isFirst = queue.withLock { queue in
            queue.waiting.append(write)
            defer { queue.isRunning = true }
            return !queue.isRunning
        }
        if isFirst { pool.asyncWriteWithoutTransaction { db in self.runAll(in: db) } }
    }

    private func runAll(in db: GRDB.Database) {
        while let first = next() { runTogether(startingWith: first, in: db) }
    }

    private func next() -> (any SQLiteWrite)? {
        queue.withLock { queue in
            if queue.waiting.isEmpty {
                queue.isRunning = false
                return nil
            }
            return queue.waiting.removeFirst()
        }
    }

    private func nextToJoin() -> (any SQLiteWrite)? {
        queue.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    private func runTogether(startingWith first: any SQLiteWrite, in db: GRDB.Database) {
        let began = ContinuousClock.now
        var writes = [first]
        do {
            try trust.check()
            try db.beginTransaction(.immediate)
            try first.run(in: db)
            while writes.count < Self.mostTogether, ContinuousClock.now - began < Self.takesInFor,
                let another = nextToJoin()
            {
                writes.append(another)
                try another.run(in: db)
            }
            // What was taken back would still be written out, page by page, with what it was before.
            if writes.contains(where: \.hasSucceeded) { try db.commit() } else { takeBack(in: db) }
        } catch {
            takeBack(in: db)
            if trust.isLost(with: error) {
                for write in writes { write.end(failed: error) }
                return
            }
            // Whose fault it was is not known when the whole transaction failed: each is tried by itself.
            guard writes.count > 1 else { return first.end(failed: error) }
            for write in writes { runAlone(write, in: db) }
            return
        }
        for write in writes { write.end(failed: nil) }
    }

    private func runAlone(_ write: any SQLiteWrite, in db: GRDB.Database) {
        do {
            try trust.check()
            try db.beginTransaction(.immediate)
            try write.run(in: db)
            if write.hasSucceeded { try db.commit() } else { takeBack(in: db) }
            write.end(failed: nil)
        } catch {
            takeBack(in: db)
            _ = trust.isLost(with: error)
            write.end(failed: error)
        }
    }

    private func takeBack(in db: GRDB.Database) {
        if db.isInsideTransaction { try? db.rollback() }
    }
}

/// A write that waits for its turn.
private protocol SQLiteWrite: Sendable {
    /// Runs it within the transaction that is open. What it throws itself is kept for the one who asked; it has taken
    /// back what it did.
    /// - Throws: when the transaction as a whole has failed.
    func run(in db: GRDB.Database) throws

    /// It has run, and not thrown.
    var hasSucceeded: Bool { get }

    /// The transaction has ended: tells the one who asked.
    func end(failed error: (any Error)?)
}

private final class Write<Value: Sendable>: SQLiteWrite {
    private let body: @Sendable (any Backend) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(
        _ body: @escaping @Sendable (any Backend) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(in db: GRDB.Database) throws {
        var outcome: Result<Value, any Error>?
        do {
            try db.inSavepoint {
                let value = try body(SQLiteBackend(db: db))
                outcome = .success(value)
                return .commit
            }
        } catch {
            // A full disk, say, ends the transaction by itself, and with it what others did in it.
            guard db.isInsideTransaction else { throw error }
            outcome = .failure(error)
        }
        result.withLock { $0 = outcome }
    }

    var hasSucceeded: Bool {
        result.withLock { result in
            if case .success = result { true } else { false }
        }
    }

    func end(failed error: (any Error)?) {
        if let error { return continuation.resume(throwing: error) }
        guard let outcome = result.withLock({ $0 }) else {
            return continuation.resume(throwing: DatabaseError.failed("the write was not run", statement: ""))
        }
        continuation.resume(with: outcome)
    }
}
