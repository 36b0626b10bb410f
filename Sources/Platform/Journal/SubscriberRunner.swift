public import Database
import Essentials
public import Logging

/// Leads subscribers through the journal. One that fails stops alone and visibly, and is tried again later, after 1, 2,
/// 4 … seconds, an hour at most.
public struct SubscriberRunner: Sendable {
    /// Events that a subscriber receives in one transaction, at most.
    static let batch = 200
    private static let longestPause: Int64 = 3600

    private let database: Database
    private let subscribers: [any Subscriber]
    private let logger: Logger

    /// - Throws: `SubscriberNameTaken` when two have one name: they would share one cursor, and each miss what the
    ///   other received.
    public init(
        database: Database, subscribers: [any Subscriber], logger: Logger
    ) throws(SubscriberNameTaken) {
        var names: Set<String> = []
        for subscriber in subscribers where !names.insert(subscriber.name).inserted {
            throw SubscriberNameTaken(name: subscriber.name)
        }
        self.database = database
        self.subscribers = subscribers
        self.logger = logger
    }

    /// Gives each subscriber everything it has not seen yet.
    /// - Returns: how many events were received, all subscribers together.
    @discardableResult
    public func run() async throws -> Int {
        var total = 0
        while true {
            let received = try await round()
            total += received
            if received == 0 { return total }
        }
    }

    /// How far each subscriber is.
    public func states(in db: Connection) throws -> [SubscriberState] {
        try subscribers.map { try SubscriberState(of: $0.name, in: db) }
    }

    /// Gives each subscriber one batch, so that one with a long way to go does not keep the others waiting.
    ///
    /// - Throws: the first of the database's own troubles, after every subscriber had its turn.
    func round() async throws -> Int {
        var received = 0
        var trouble: (any Error)?
        for subscriber in subscribers {
            do {
                received += try await turn(of: subscriber)
            } catch {
                trouble = trouble ?? error
            }
        }
        if let trouble { throw trouble }
        return received
    }

    private func turn(of subscriber: any Subscriber) async throws -> Int {
        do {
            return try await step(subscriber, batch: Self.batch)
        } catch  where !error.isTheDatabases {
            // One event of the batch is bad: take them singly, so that those before it are not held up.
            return try await singly(subscriber)
        }
    }

    private func singly(_ subscriber: any Subscriber) async throws -> Int {
        for received in 0..<Self.batch {
            do {
                if try await step(subscriber, batch: 1) == 0 { return received }
            } catch  where !error.isTheDatabases {
                logger.error("subscriber failed", metadata: ["subscriber": "\(subscriber.name)", "error": "\(error)"])
                try await note(error, of: subscriber)
                return received
            }
        }
        return Self.batch
    }

    private func step(_ subscriber: any Subscriber, batch: Int) async throws -> Int {
        let (now, name) = (database.clock.now(), subscriber.name)
        let isDue = try await database.read { db in
            let state = try SubscriberState(of: name, in: db)
            return state.behind > 0 && state.retryAt ?? now <= now
        }
        guard isDue else { return 0 }
        return try await database.write { db in
            try db.lockCursor(of: name)
            let position: Int64 =
                try db.value("SELECT position FROM journal_cursor WHERE subscriber = \(name)") ?? 0
            let events: [RecordedEvent] = try db.all(
                """
                SELECT \(RecordedEvent.columns) FROM event WHERE position >= \(position) ORDER BY position LIMIT \(batch)
                """)
            guard let last = events.last?.position else { return 0 }
            for event in events { try subscriber.receive(event, in: db) }
            try db.execute(
                """
                INSERT INTO journal_cursor (subscriber, position) VALUES (\(name), \(last + 1))
                ON CONFLICT (subscriber) DO UPDATE
                SET position = excluded.position, failure = NULL, failures = 0, retry_at = NULL
                """)
            return events.count
        }
    }

    private func note(_ error: any Error, of subscriber: any Subscriber) async throws {
        let (now, name, text) = (database.clock.now(), subscriber.name, "\(error)")
        try await database.write { db in
            try db.noteFailure(text, of: name, at: now, longestPause: Self.longestPause)
        }
    }

    /// Lets a subscriber read from the beginning; whoever calls empties its store in the same transaction.
    public static func rewind(_ subscriber: any Subscriber, in db: Connection) throws {
        // Without the lock a batch that is just being received would set the cursor again behind what it received.
        try db.lockCursor(of: subscriber.name)
        try db.execute("DELETE FROM journal_cursor WHERE subscriber = \(subscriber.name)")
    }
}

/// Two subscribers have one name.
public struct SubscriberNameTaken: Error, Hashable, Sendable {
    /// The name.
    public let name: String
}

extension Error {
    /// The trouble is the database's or the caller went away; the subscriber has done nothing wrong.
    fileprivate var isTheDatabases: Bool {
        switch self as? DatabaseError {
        case .unavailable, .outcomeUnknown, .conflict: true
        case .constraint, .column, .failed, .migration: false
        case nil: self is CancellationError
        }
    }
}
