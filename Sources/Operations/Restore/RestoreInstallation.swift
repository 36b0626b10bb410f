import App
import Database
public import Essentials
import Files
import Foundation
public import Journal
public import Logging

/// Puts an installation back from a backup, into an empty place, on either engine, and shows what it is worth.
///
/// Until everything has been checked the place is held: nobody can serve half an installation.
public struct RestoreInstallation: Sendable {
    private let store: BackupStore
    let folder: String
    private let url: String?
    private let clock: WallClock
    private let logger: Logger

    /// What the operator hands over beside the backup.
    public struct Evidence: Sendable {
        /// Notes of checkpoints that were published or kept elsewhere.
        public var checkpoints: [String] = []
        /// The journal's secret key from the safe; without it the installation can be looked at, but not served.
        public var journalKey: String?
        /// Why events that a published checkpoint covers may be missing: the minutes that declare it.
        public var acceptedLoss: String?

        public init() {}
    }

    /// - Parameters:
    ///   - folder: where the installation goes; empty or not there.
    ///   - url: a PostgreSQL URL of an empty database; nil for the embedded one.
    public init(
        from store: BackupStore, folder: String, database url: String? = nil, clock: WallClock = .system,
        logger: Logger = Logger(label: "restore")
    ) {
        self.store = store
        self.folder = folder
        self.url = url
        self.clock = clock
        self.logger = logger
    }

    /// - Returns: what was proved, one fact a line.
    /// - Throws: `BackupProblem`, `OperationsProblem`, `DatabaseError`.
    public func callAsFunction(_ backup: Backup, evidence: Evidence = Evidence()) async throws -> [String] {
        let key = try self.key(of: backup, evidence)
        let missing = try check(evidence.checkpoints, against: backup, key: key, accepted: evidence.acceptedLoss)
        let place = InstallationPlace(folder: folder, database: url)
        try await place.checkEmpty()
        try prepareFolder(backup, evidence)
        return try await Database.withAlone(place.location, clock: clock) { database in
            try await database.hold(for: .filling)
            return try await fill(database, backup, key: key, evidence, missing: missing)
        }
    }

    private func fill(
        _ database: Database, _ backup: Backup, key: JournalVerifierKey, _ evidence: Evidence, missing: Int64
    ) async throws -> [String] {
        try await load(backup, into: database)
        // A backup of an earlier version is brought up to date as it comes back: the checks are this version's.
        try await database.migrate(Installation.migrations)
        let installation = try StandingInstallation(database, key: key, folder: folder, logger: logger)
        let files = try await putFiles(backup, into: installation.files)
        let covered = evidence.checkpoints.filter { (key.checkpoint(of: $0)?.checkpoint.size ?? 0) <= backup.events }
        let report = try await Invariants(installation).check(published: covered)
        // What was damaged when it was backed up is said, and keeps nothing else from coming back.
        let findings = report.findings.map(\.description).filter { finding in
            !backup.lackingFiles.contains { finding.contains("file \($0) ") }
        }
        guard findings.isEmpty else { throw OperationsProblem.notSound(findings) }
        if let note = backup.checkpoint {
            try DurableFile(path: folder + "/journal.checkpoint").replace(with: note, mode: 0o644)
        }
        let restored = InstallationRestored(
            backup: backup.id, takenAt: backup.takenAtMicroseconds, events: backup.events, missing: missing,
            reason: evidence.acceptedLoss, rows: backup.rows, files: files)
        try await database.write { [clock] db in
            try db.record(restored, by: .platform, at: clock.now())
            try db.releaseHold()
        }
        return facts(backup, report, files: files, covered: covered.count, missing: missing)
    }

    private func load(_ backup: Backup, into database: Database) async throws {
        let loader = try await TableLoader(database, havingRun: backup.migrations)
        for table in backup.tables {
            let target = try loader.table(table.name)
            for chunk in table.chunks {
                let rows = try await DiskQueue.run { [store] in
                    try table.rows(in: try store.get(chunk, of: "table \(table.name)"))
                }
                try await database.write { try target.load(rows, columns: table.columns, in: $0) }
            }
            let digest = try await database.digest(of: target)
            guard digest.text == table.digest, digest.rows == table.rows else {
                throw BackupProblem.differs(
                    "table \(table.name): \(digest.rows) rows came out that are not the \(table.rows) that went in")
            }
        }
        try await loader.finish()
    }

    private func putFiles(_ backup: Backup, into files: FileStore) async throws -> Int {
        var count = 0
        for chunk in backup.fileTable?.chunks ?? [] {
            let known = try await DiskQueue.run { [store] in try backup.fileTable?.files(in: chunk, of: store) ?? [] }
            for file in known where !backup.lackingFiles.contains(file.hash.description) {
                try await store.putBack(file.hash, size: file.size, into: files)
                count += 1
            }
        }
        return count
    }
}

extension BackupStore {
    /// Puts a file back from its pieces.
    /// - Throws: `BackupProblem` naming the file, when a piece is missing or damaged.
    func putBack(_ hash: FileHash, size: Int64, into files: FileStore) async throws {
        var number = 0
        try await files.putBack(hash) {
            guard number < Backup.pieces(of: size) else { return nil }
            defer { number += 1 }
            let name = key.name(ofPiece: number, of: hash)
            return try await DiskQueue.run { try get(name, of: "file \(hash)") }
        }
    }
}

/// An installation was put back from a backup: what of, and what is missing (QCVN 12:2026/BCA 3.21.2.4).
public struct InstallationRestored: Event {
    public static let kind = "installation.restored"

    public let backup: ID<Backup>
    /// Microseconds since 1970.
    public let takenAt: Int64
    /// Sealed events that the backup held.
    public let events: Int64
    /// Events that a published checkpoint covers and the backup did not hold.
    public let missing: Int64
    /// What declares that they may be missing.
    public let reason: String?
    public let rows: Int
    public let files: Int

    public var subject: Subject { Subject("backup", backup) }
}
