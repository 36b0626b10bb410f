public import Database
import Essentials
public import Logging

/// Takes events out of the house: over a network, into a file.
public protocol JournalDestination: Sendable {
    /// Stands in the database: never changed, and nobody else's.
    var name: String { get }

    /// Returns once the events are safely there. They are given again when it throws, or when the process dies before
    /// that could be noted: so it may get an event twice, and never misses one.
    func take(_ events: [RecordedEvent]) async throws
}

/// Leads a destination through the journal, as `SubscriberRunner` leads subscribers, with a cursor, back-off and a visible
/// failure. What the destination does takes a network, so it stands in no transaction: one node claims a batch, sends it,
/// and moves the cursor afterwards.
public struct JournalForwarder: Sendable {
    static let batch = 250
    /// After a failure it is tried again after 1, 2, 4 … seconds, a minute at most: a receiver that is back is not kept waiting.
    private static let longestPause: Int64 = 60
    /// A node that died with a batch in its hands loses it after so long.
    static let claimSeconds: Int64 = 60

    private let database: Database
    private let destination: any JournalDestination
    private let logger: Logger

    public init(database: Database, to destination: any JournalDestination, logger: Logger) {
        self.database = database
        self.destination = destination
        self.logger = logger
    }

    /// Works until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                if try await round() > 0 { continue }
            } catch is CancellationError {
                return
            } catch {
                logger.error("\(destination.name): the journal cannot be read", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// How far the destination is.
    public func state(in db: Connection) throws -> SubscriberState {
        try SubscriberState(of: destination.name, in: db)
    }

    /// Sends one batch, if there is something to send and it is time.
    /// - Returns: how many events arrived.
    /// - Throws: the database's own troubles; those of the destination are noted and logged.
    @discardableResult
    public func round() async throws -> Int {
        let events = try await claim()
        guard let first = events.first?.position, let last = events.last?.position else { return 0 }
        do {
            try await destination.take(events)
        } catch {
            // Stopping is no failure of the destination: whoever starts next goes on at once.
            let isStopping = Task.isCancelled
            try await finishing { isStopping ? try await giveBack() : try await note(error) }
            return 0
        }
        try await finishing { try await move(from: first, to: last + 1) }
        return events.count
    }

    /// Lets a destination be given everything from this position on once more, to fill a receiver that lost it.
    public static func rewind(_ name: String, to position: Int64, in db: Connection) throws {
        // Without the lock a batch that has just been sent would set the cursor again behind what it held.
        try db.lockCursor(of: name)
        try db.execute(
            """
            INSERT INTO journal_cursor (subscriber, position) VALUES (\(name), \(position))
            ON CONFLICT (subscriber) DO UPDATE
            SET position = excluded.position, failure = NULL, failures = 0, retry_at = NULL
            """)
    }

    /// The next events, which no other node sends meanwhile.
    private func claim() async throws -> [RecordedEvent] {
        let (now, name) = (database.clock.now(), destination.name)
        let isDue = try await database.read { db in try Self.isDue(SubscriberState(of: name, in: db), at: now) }
        guard isDue else { return [] }
        return try await database.write { db in
            try db.lockCursor(of: name)
            let state = try SubscriberState(of: name, in: db)
            guard Self.isDue(state, at: now) else { return [] }
            try db.execute(
                """
                INSERT INTO journal_cursor (subscriber, position, retry_at)
                VALUES (\(name), 0, \(now.adding(seconds: Self.claimSeconds)))
                ON CONFLICT (subscriber) DO UPDATE SET retry_at = excluded.retry_at
                """)
            return try db.all(
                """
                SELECT \(RecordedEvent.columns) FROM event
                WHERE position >= \(state.position) ORDER BY position LIMIT \(Self.batch)
                """)
        }
    }

    private static func isDue(_ state: SubscriberState, at now: Instant) -> Bool {
        state.behind > 0 && state.retryAt ?? now <= now
    }

    /// - Parameter first: where the cursor stood; one that was set back meanwhile stays there.
    private func move(from first: Int64, to next: Int64) async throws {
        let failures = try await database.write { [name = destination.name] db -> Int in
            try db.lockCursor(of: name)
            let failures: Int? = try db.value("SELECT failures FROM journal_cursor WHERE subscriber = \(name)")
            try db.execute(
                """
                UPDATE journal_cursor SET position = \(next), failure = NULL, failures = 0, retry_at = NULL
                WHERE subscriber = \(name) AND position = \(first)
                """)
            return failures ?? 0
        }
        if failures > 0 { logger.notice("\(destination.name): works again", metadata: ["failures": "\(failures)"]) }
    }

    private func giveBack() async throws {
        _ = try await database.write { [name = destination.name] db in
            try db.execute("UPDATE journal_cursor SET retry_at = NULL WHERE subscriber = \(name)")
        }
    }

    private func note(_ error: any Error) async throws {
        let (now, name, text) = (database.clock.now(), destination.name, "\(error)")
        logger.error("\(name) failed", metadata: ["error": "\(text)"])
        try await database.write { db in
            try db.noteFailure(text, of: name, at: now, longestPause: Self.longestPause)
        }
    }

    /// What was sent must be noted also when the server stops at that moment.
    private func finishing(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await Task { try await work() }.value
    }
}
