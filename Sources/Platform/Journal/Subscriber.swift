public import Database
import Essentials
public import Logging

/// Follows the journal: search, notifications, indicators, exchange.
///
/// What it does and how far it has read are stored in one transaction, so it sees every event once; from an empty
/// store it can be built anew.
public protocol Subscriber: Sendable {
    /// Stands in the database: never changed.
    var name: String { get }

    /// Does what follows from a sealed event. May be run again for the same event after a failure, in a transaction
    /// that knows nothing of the first time.
    func receive(_ event: RecordedEvent, in db: Connection) throws
}

/// Leads subscribers through the journal. One that fails stops alone and visibly, and is tried again later.
public struct SubscriberRunner: Sendable {
    private static let batch = 200

    private let database: Database
    private let subscribers: [any Subscriber]
    private let logger: Logger

    public init(database: Database, subscribers: [any Subscriber], logger: Logger) {
        self.database = database
        self.subscribers = subscribers
        self.logger = logger
    }

    /// Gives each subscriber what it has not seen yet.
    /// - Returns: how many events were received, all subscribers together.
    @discardableResult
    public func run() async throws -> Int {
        var received = 0
        for subscriber in subscribers {
            received += try await run(subscriber, batch: Self.batch)
        }
        return received
    }

    private func run(_ subscriber: any Subscriber, batch: Int) async throws -> Int {
        do {
            var total = 0
            while true {
                let received = try await step(subscriber, batch: batch)
                total += received
                if received < batch { return total }
            }
        } catch let error as DatabaseError where error.isPassing {
            throw error
        } catch where batch > 1 {
            // One event is bad: take them singly, so that those before it are not held up.
            return try await run(subscriber, batch: 1)
        } catch {
            logger.error("subscriber failed", metadata: ["subscriber": "\(subscriber.name)", "error": "\(error)"])
            try await note(error, of: subscriber)
            return 0
        }
    }

    private func step(_ subscriber: any Subscriber, batch: Int) async throws -> Int {
        let (now, name) = (database.clock.now(), subscriber.name)
        let isBehind = try await database.read { db in
            let cursor = try db.row("SELECT position, retry_at FROM journal_cursor WHERE subscriber = \(name)")
            if let retryAt: Instant = try cursor?["retry_at"], retryAt > now { return false }
            return try cursor?["position"] ?? 0 < db.journalSize()
        }
        guard isBehind else { return 0 }
        return try await database.write { db in
            try db.lock("subscriber \(name)")
            let position: Int64 =
                try db.value("SELECT position FROM journal_cursor WHERE subscriber = \(name)") ?? 0
            let events: [RecordedEvent] = try db.all(
                """
                SELECT \(RecordedEvent.columns) FROM event WHERE position >= \(position) ORDER BY position LIMIT \(batch)
                """)
            for event in events { try subscriber.receive(event, in: db) }
            let next = position + Int64(events.count)
            try db.execute(
                """
                INSERT INTO journal_cursor (subscriber, position) VALUES (\(name), \(next))
                ON CONFLICT (subscriber) DO UPDATE
                SET position = excluded.position, failure = NULL, failures = 0, retry_at = NULL
                """)
            return events.count
        }
    }

    private func note(_ error: any Error, of subscriber: any Subscriber) async throws {
        let (now, name, text) = (database.clock.now(), subscriber.name, String("\(error)".prefix(2000)))
        try await database.write { db in
            let failures: Int = try db.value("SELECT failures FROM journal_cursor WHERE subscriber = \(name)") ?? 0
            let retryAt = now.adding(seconds: min(3600, 1 << Int64(min(failures, 11))))
            try db.execute(
                """
                INSERT INTO journal_cursor (subscriber, position, failure, failures, retry_at)
                VALUES (\(name), 0, \(text), 1, \(retryAt))
                ON CONFLICT (subscriber) DO UPDATE
                SET failure = excluded.failure, failures = journal_cursor.failures + 1, retry_at = excluded.retry_at
                """)
        }
    }

    /// Lets a subscriber read from the beginning; it must have emptied its own store.
    public static func rewind(_ subscriber: any Subscriber, in db: Connection) throws {
        try db.execute("DELETE FROM journal_cursor WHERE subscriber = \(subscriber.name)")
    }
}

extension DatabaseError {
    /// The database's trouble, not the subscriber's.
    fileprivate var isPassing: Bool {
        switch self {
        case .unavailable, .outcomeUnknown, .conflict: true
        case .constraint, .column, .failed, .migration: false
        }
    }
}
