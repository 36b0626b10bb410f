public import Database
import Essentials
public import Logging

/// Keeps the journal going while the server runs: seals, signs checkpoints, leads the subscribers, writes the access
/// log, and rings the bell when there is something new.
///
/// Each of these fails alone. What failed is logged and tried again, at growing intervals; nothing here ends the server.
public actor JournalLoop {
    /// How often things are done.
    public struct Pace: Sendable {
        /// Between two turns while there is something to do.
        public var busy: Duration = .milliseconds(100)
        /// Between two turns once nothing has happened for a while.
        public var idle: Duration = .seconds(1)
        /// Between two turns while something keeps failing, at most.
        public var failing: Duration = .seconds(30)
        /// Between two checkpoints, at least.
        public var secondsBetweenCheckpoints: Int64 = 1
        /// Batches sealed in one turn, at most, so that the subscribers are not kept waiting.
        public var batchesInTurn = 20
        /// Batches each subscriber receives in one turn, at most, so that the sealer is not kept waiting.
        public var roundsInTurn = 5

        public init() {}
    }

    /// Rings with the journal's size, whichever node sealed.
    public nonisolated let bell = JournalBell()

    private let database: Database
    private let sealer: Sealer
    private let subscribers: SubscriberRunner
    private let accessLog: AccessLog
    private let logger: Logger
    private let pace: Pace
    private let pause: @Sendable (Duration) async throws -> Void

    private var size: Int64?
    private var quietTurns = 0
    private var failedTurns = 0
    private var flushedAt = Instant(microsecondsSince1970: 0)

    /// - Parameter pause: waits for the next turn; tests give one that does not.
    public init(
        database: Database, sealer: Sealer, subscribers: SubscriberRunner, accessLog: AccessLog, logger: Logger,
        pace: Pace = Pace(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.database = database
        self.sealer = sealer
        self.subscribers = subscribers
        self.accessLog = accessLog
        self.logger = logger
        self.pace = pace
        self.pause = pause
    }

    /// Runs until the task is cancelled. Then what is waiting is still written, sealed and signed, if the database
    /// takes it, and every listener's stream ends.
    public func run() async {
        while !Task.isCancelled {
            let duration = await turn()
            do { try await pause(duration) } catch { break }
        }
        // The last turn must not be cancelled with the rest; an unstructured task is not.
        await Task { await self.finish() }.value
    }

    /// Does everything there is to do once.
    /// - Returns: how long to wait before the next time.
    func turn() async -> Duration {
        let failures = failedTurns
        var isBusy = false
        await attempt("sealing") { isBusy = try await seal() }
        await attempt("signing a checkpoint") { try await signIfDue() }
        await attempt("ringing") { try await ring() }
        await attempt("leading subscribers") { isBusy = try await lead() || isBusy }
        await attempt("writing the access log") { try await flushIfDue() }
        if failedTurns > failures {
            failedTurns = failures + 1
            return min(pace.failing, pace.busy * (1 << min(failedTurns, 10)))
        }
        failedTurns = 0
        quietTurns = isBusy ? 0 : quietTurns + 1
        return isBusy ? pace.busy : min(pace.idle, pace.busy * (1 << min(quietTurns, 10)))
    }

    private func finish() async {
        await attempt("writing the access log") { try await accessLog.flush() }
        await attempt("sealing") { _ = try await seal() }
        await attempt("signing a checkpoint") { _ = try await sealer.checkpoint() }
        bell.close()
    }

    /// - Returns: whether anything was sealed.
    private func seal() async throws -> Bool {
        var sealed = 0
        for _ in 0..<pace.batchesInTurn {
            let count = try await sealer.seal()
            sealed += count
            if count < Sealer.batch { break }
        }
        return sealed > 0
    }

    /// - Returns: whether any subscriber received anything.
    private func lead() async throws -> Bool {
        var received = 0
        for _ in 0..<pace.roundsInTurn {
            let count = try await subscribers.round()
            received += count
            if count < SubscriberRunner.batch { break }
        }
        return received > 0
    }

    private func signIfDue() async throws {
        let (now, least) = (database.clock.now(), pace.secondsBetweenCheckpoints)
        let isDue = try await database.read { db in
            guard let last = try db.lastCheckpoint() else { return true }
            // A clock that was set back must not keep the journal unsigned until it has caught up.
            let age = now.seconds(since: last.signedAt)
            return try db.journalSize() != last.checkpoint.size && (age < 0 || age >= least)
        }
        if isDue { _ = try await sealer.checkpoint() }
    }

    private func ring() async throws {
        let now = try await database.read { try $0.journalSize() }
        defer { size = now }
        if let size, now > size { bell.ring(now) }
    }

    private func flushIfDue() async throws {
        let age = database.clock.now().seconds(since: flushedAt)
        guard age < 0 || age >= AccessLog.lossWindowSeconds / 2 else { return }
        flushedAt = database.clock.now()
        try await accessLog.flush()
    }

    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // The server stops; what was begun was rolled back.
        } catch {
            failedTurns += 1
            logger.error("journal: \(what) failed", metadata: ["error": "\(error)"])
        }
    }
}
