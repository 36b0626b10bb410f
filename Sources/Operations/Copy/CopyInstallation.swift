import App
import Database
public import Essentials
import Files
import Foundation
import Journal
public import Logging

/// Moves a whole installation to another place or engine while nobody writes, page by page, and proves that what came
/// out is what went in: rows, contents and the journal's root.
///
/// The source is held while it is read, the target until all of it was checked; a copy that was interrupted leaves a
/// target that nobody can serve. In one and the same folder only the database moves; files and keys stay where they are.
public struct CopyInstallation: Sendable {
    private let source: InstallationPlace
    private let target: InstallationPlace
    private let clock: WallClock
    private let logger: Logger

    public init(
        from source: InstallationPlace, to target: InstallationPlace, clock: WallClock = .system,
        logger: Logger = Logger(label: "copy")
    ) {
        self.source = source
        self.target = target
        self.clock = clock
        self.logger = logger
    }

    /// What was copied.
    public struct Report: Sendable {
        /// For each table its rows and what they are, the same for the same rows on either engine.
        public let tables: [CopiedTable]
        /// Files that were copied; 0 when they stayed where they are.
        public let files: Int
        /// What holds of the target, one fact a line.
        public let facts: [String]
    }

    /// - Throws: `OperationsProblem`, `InstallationHeld`, `DatabaseError`; the target stays closed then.
    public func callAsFunction() async throws -> Report {
        let key = try StandingInstallation.publicKey(in: source.folder)
        if case .sqlite(let path) = source.location, !FileManager.default.fileExists(atPath: path) {
            throw OperationsProblem.noInstallation(source.folder)
        }
        if isInPlace {
            try await target.checkEmptyDatabase()
        } else {
            try await target.checkEmpty()
            try FileManager.default.createDirectory(
                atPath: target.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        return try await Database.withAlone(source.location, clock: clock) { source in
            try await source.hold(for: .copying)
            do {
                let report = try await source.staying({ try await $0.hold(for: .copying) }) {
                    try await Database.withAlone(target.location, clock: clock) { target in
                        try await target.hold(for: .filling)
                        let report = try await copy(source, to: target, key: key)
                        try await target.release()
                        return report
                    }
                }
                try await source.release()
                return report
            } catch {
                // The source is whole whatever became of the target.
                try? await source.release()
                throw error
            }
        }
    }

    private var isInPlace: Bool {
        let folders = [source, target].map { URL(fileURLWithPath: $0.folder).standardizedFileURL.path }
        return folders[0] == folders[1]
    }

    private func copy(_ source: Database, to target: Database, key: JournalVerifierKey) async throws -> Report {
        let steps = try await source.read { db in
            try db.values("SELECT name FROM migration", as: String.self)
        }
        let loader = try await TableLoader(target, havingRun: steps)
        var tables: [CopiedTable] = []
        for table in try await source.read({ try $0.tables() }) where !Database.tablesOfItsOwn.contains(table.name) {
            tables.append(try await loader.copy(table, from: source))
        }
        try await loader.finish()
        try await checkUntouched(source, tables)
        let (here, there) = (
            try StandingInstallation(source, key: key, folder: self.source.folder, logger: logger),
            try StandingInstallation(target, key: key, folder: self.target.folder, logger: logger)
        )
        let files = isInPlace ? 0 : try await copyFiles(from: here, to: there)
        if !isInPlace { try copyKeys() }
        let note = try await source.read { try $0.lastCheckpoint()?.note }
        let report = try await Invariants(there).check(published: note.map { [$0] } ?? [])
        guard report.findings.isEmpty else { throw OperationsProblem.notSound(report.findings.map(\.description)) }
        return Report(tables: tables, files: files, facts: report.facts)
    }

    /// A server that was only asleep when the copy began may have woken up.
    private func checkUntouched(_ source: Database, _ tables: [CopiedTable]) async throws {
        guard let copied = tables.first(where: { $0.name == "event" }) else { return }
        let events: Int = try await source.read { db in try db.value("SELECT count(*) FROM event") ?? 0 }
        if events != copied.rows { throw BackupProblem.differs("somebody wrote to the source meanwhile") }
    }

    private func copyFiles(from source: StandingInstallation, to target: StandingInstallation) async throws -> Int {
        var count = 0
        var last: FileHash?
        while true {
            let after = last
            let files = try await source.database.read { try source.files.files(after: after, in: $0) }
            guard let end = files.last else { return count }
            for file in files {
                var chunks = try await source.files.open(file.hash).chunks().makeAsyncIterator()
                try await target.files.putBack(file.hash) { try await chunks.next() }
            }
            count += files.count
            last = end.hash
        }
    }

    /// The secret key goes last: without it nobody can serve.
    private func copyKeys() throws {
        let keys = [
            ("journal.pub", 0o644), ("journal.checkpoint", 0o644), ("web.key", 0o600), ("sign-in.key", 0o600),
            ("journal.key", 0o600),
        ]
        for (name, mode) in keys {
            let from = "\(source.folder)/\(name)"
            guard FileManager.default.fileExists(atPath: from) else { continue }
            try FileManager.default.copyItem(atPath: from, toPath: "\(target.folder)/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(target.folder)/\(name)")
        }
    }
}

/// A table that was copied.
public struct CopiedTable: Hashable, Sendable {
    public let name: String
    public let rows: Int
    /// SHA-256 over its rows, the same on both engines.
    public let digest: String
    /// Leases tell who had the installation open, not what is in it.
    public var isData: Bool { name != "node_lease" }
}

extension TableLoader {
    /// Reads a table page by page, writes it, and compares what arrived.
    func copy(_ table: TableSchema, from source: Database) async throws -> CopiedTable {
        let target = try self.table(table.name)
        let columns = table.columns.map(\.name)
        var digest = TableDigest(table)
        var place: TablePlace?
        repeat {
            let after = place
            let page = try await source.read { try table.page(after: after, in: $0) }
            var bytes: [UInt8] = []
            for row in page.rows { RowCoding.append(row, to: &bytes) }
            digest.add(bytes, rows: page.rows.count)
            try await database.write { try target.load(page.rows, columns: columns, in: $0) }
            place = page.next
        } while place != nil
        let arrived = try await database.digest(of: target)
        guard arrived.text == digest.text, arrived.rows == digest.rows else {
            throw BackupProblem.differs(
                "table \(table.name): \(arrived.rows) of \(digest.rows) rows arrived, or others")
        }
        return CopiedTable(name: table.name, rows: digest.rows, digest: digest.text)
    }
}
