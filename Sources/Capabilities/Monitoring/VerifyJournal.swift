public import Database
import Essentials
public import Journal
public import Logging

/// Verifies the journal (an ninh mạng, nhật ký): its end at each start, the whole every night, and writes down in the
/// journal itself what came out. On several servers one does it.
public struct VerifyJournal: Sendable {
    private let database: Database
    private let key: JournalVerifierKey
    private let memory: CheckpointFile
    private let logger: Logger

    /// - Parameters:
    ///   - key: what its checkpoints are signed with.
    ///   - memory: the last checkpoint outside the database.
    public init(database: Database, key: JournalVerifierKey, memory: CheckpointFile, logger: Logger) {
        self.database = database
        self.key = key
        self.memory = memory
        self.logger = logger
    }

    /// Looks at the last checkpoint and the tail after it.
    public func end(for watch: Watch) async throws {
        let report = try await database.verifyJournalEnd(key: key, remembered: try memory.read(key: key))
        watch.note(atStart: report)
        if let finding = report.finding {
            logger.critical("the journal is damaged", metadata: ["finding": "\(finding)"])
        }
    }

    /// Verifies everything if it is night and nobody did since the last one.
    /// - Returns: what came out; nil when it was not time.
    @discardableResult
    public func nightly() async throws -> JournalVerified? {
        let now = database.clock.now()
        let last = try await database.read { db in
            try db.newestEvents(JournalVerified.kind, about: JournalVerified.subjectKind, limit: 1).first?.at
        }
        return Self.isDue(after: last, at: now) ? try await whole() : nil
    }

    /// Verifies everything now.
    public func whole() async throws -> JournalVerified {
        let began = database.clock.now()
        let journal = try await database.verifyJournal(key: key)
        let accesses = try await database.verifyAccessLog()
        let ended = database.clock.now()
        let milliseconds = (ended.microsecondsSince1970 - began.microsecondsSince1970) / 1000
        let verified = try await database.write { db in
            let event = JournalVerified(
                verification: db.ids.next(), endedAt: ended.microsecondsSince1970, milliseconds: milliseconds,
                events: journal.events, covered: journal.covered?.checkpoint.size ?? 0,
                finding: journal.finding?.description, accessFinding: accesses.finding.map { _ in accesses.verdict })
            try db.record(event, by: .platform, at: ended)
            return event
        }
        if !verified.isWhole {
            logger.critical(
                "the journal is damaged",
                metadata: ["finding": "\(verified.finding ?? verified.accessFinding ?? "")"])
        }
        return verified
    }

    /// At night, between one and five o'clock, once; at any hour when a night was missed.
    static func isDue(after last: Instant?, at now: Instant) -> Bool {
        let hour = now.time.secondsSinceMidnight / 3600
        let isNight = (1..<5).contains(hour)
        guard let last else { return isNight }
        let age = now.seconds(since: last)
        return isNight ? age >= 12 * 3600 : age >= 25 * 3600
    }
}

extension AccessLogReport {
    /// The last of its lines.
    fileprivate var verdict: String { lines.last?.english ?? "" }
}
