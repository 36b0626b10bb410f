import Database
import Essentials
import Files
import Journal

/// What is known of the installation at one moment, before anything is judged.
struct Evidence: Sendable {
    var now: Instant
    /// By folder; nil where it cannot be seen.
    var disks: [(folder: String, space: DiskSpace?)] = []
    /// Nil when it does not answer.
    var database: DatabaseEvidence?
    /// Why the database does not answer.
    var databaseFailure: String?
    /// Nil where the server has no certificate of its own.
    var certificate: Result<Instant, CertificateUnreadable>?

    /// The certificate's file cannot be read any more.
    struct CertificateUnreadable: Error {
        let reason: String
    }
}

/// What the database tells.
struct DatabaseEvidence: Sendable {
    let version: String
    let began: Instant?
    let events: Int64
    let unsealed: Int
    let oldestUnsealed: Instant?
    let subscribers: [SubscriberState]
    let waiting: [(threshold: AlarmThresholds.Name, name: Wording, count: Int)]
    /// How far the database's clock is ahead of this machine's, in seconds; nil where they are one.
    let clockAhead: Double?
    /// The newest first.
    let backups: [BackupTold]
    let restoreTests: [RestoreTestTold]
    let verifications: [JournalVerified]
}

extension DatabaseEvidence {
    init(
        _ db: Connection, subscribers: [SubscriberState], backlogs: [Backlog], clock: WallClock
    ) throws {
        let now = clock.now()
        version = try Self.version(in: db)
        events = try db.journalSize()
        began = try db.value("SELECT at FROM event WHERE position = 0")
        unsealed = try db.value("SELECT count(*) FROM event WHERE position IS NULL") ?? 0
        oldestUnsealed = try db.value("SELECT at FROM event WHERE position IS NULL ORDER BY id LIMIT 1")
        self.subscribers = subscribers
        waiting = try backlogs.map { ($0.threshold, $0.name, try $0.count(db, now)) }
        clockAhead = try Self.clockAhead(clock, in: db)
        backups = try db.newestEvents(BackupTold.kind, about: "backup", limit: 5).compactMap { BackupTold($0) }
        restoreTests = try db.newestEvents(RestoreTestTold.kind, about: "restore-test", limit: 5)
            .compactMap { RestoreTestTold($0) }
        verifications = try db.newestEvents(JournalVerified.kind, about: JournalVerified.subjectKind, limit: 5)
            .compactMap { try? $0.decoded() }
    }

    private static func version(in db: Connection) throws -> String {
        switch db.engine {
        case .sqlite: "SQLite \(try db.value("SELECT sqlite_version()", as: String.self) ?? "")"
        case .postgresql:
            "PostgreSQL \(try db.value("SELECT current_setting('server_version')", as: String.self) ?? "")"
        }
    }

    /// Half of the way there and back is taken as the way there.
    private static func clockAhead(_ clock: WallClock, in db: Connection) throws -> Double? {
        guard db.engine == .postgresql else { return nil }
        let before = clock.now().microsecondsSince1970
        guard let theirs = try db.value("SELECT \(idiom: .databaseTime)", as: Int64.self) else { return nil }
        let after = clock.now().microsecondsSince1970
        return Double(theirs - (before + after) / 2) / 1_000_000
    }
}
