import App
public import Database
import Essentials
public import Files
public import Journal

/// Something that must hold and does not.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// Which check: `files`, `journal`, `numbers` ….
    public let check: String
    /// What is wrong, with the row or file named.
    public let what: String

    public var description: String { "\(check): \(what)" }
}

/// What a check of everything showed.
public struct InvariantReport: Sendable {
    /// What holds, one fact a line.
    public internal(set) var facts: [String] = []
    /// What does not; empty for a sound installation.
    public internal(set) var findings: [Finding] = []
    /// What does no harm and somebody may want to know.
    public internal(set) var remarks: [String] = []
    /// Files that are missing or damaged.
    public internal(set) var badFiles: [FileHash] = []

    mutating func add(_ check: String, _ what: [String]) {
        findings += what.map { Finding(check: check, what: $0) }
    }
}

/// What must hold of every installation at every moment: after a fault, a restore, a copy, an upgrade. One program for
/// `lienthong doctor` and for the tests. It writes nothing, and people may work meanwhile.
public struct Invariants: Sendable {
    private let database: Database
    private let files: FileStore
    private let key: JournalVerifierKey

    public init(_ installation: StandingInstallation) {
        self.init(database: installation.database, files: installation.files, key: installation.journalKey)
    }

    public init(database: Database, files: FileStore, key: JournalVerifierKey) {
        self.database = database
        self.files = files
        self.key = key
    }

    /// - Parameter published: notes of checkpoints that others kept.
    /// - Throws: `DatabaseError` when the database cannot be read at all; whatever else is wrong is in the report.
    public func check(published: [String] = []) async throws -> InvariantReport {
        var report = InvariantReport()
        let pending = try await database.pending(Installation.migrations)
        guard pending.isEmpty else {
            let missing = "the installation has not run \(pending.count) step(s) that this program needs"
            report.add("schema", ["\(missing); `lienthong migrate` runs them; nothing else was checked"])
            return report
        }
        try await checkEngine(into: &report)
        try await checkJournal(published, into: &report)
        try await checkRules(into: &report)
        try await checkSearch(into: &report)
        try await checkFiles(into: &report)
        return report
    }

    private func checkEngine(into report: inout InvariantReport) async throws {
        let (damage, broken) = try await database.read(lasting: .long) { db in
            (try db.engineDamage(), try db.brokenReferences())
        }
        report.add("database", damage)
        report.add("references", broken.map(\.description))
        if damage.isEmpty, broken.isEmpty {
            report.facts.append("The database is whole (\(database.engine.rawValue)), every reference leads somewhere")
        }
    }

    private func checkJournal(_ published: [String], into report: inout InvariantReport) async throws {
        let journal = try await database.verifyJournal(key: key, published: published)
        let accesses = try await database.verifyAccessLog()
        if let finding = journal.finding {
            report.add("journal", [finding.description])
            let others = try await database.eventsUnlikeTheirLeaves().map(JournalReport.Finding.changed)
            report.add("journal", others.filter { $0 != finding }.map(\.description))
        }
        if accesses.finding != nil { report.add("access log", [accesses.lines.last?.english ?? ""]) }
        if journal.finding == nil, accesses.finding == nil {
            report.facts.append(
                """
                The journal verifies: \(journal.events) sealed events, \(journal.waiting) waiting, \
                \(journal.checkpoints) checkpoints, root \(journal.root.base64); \
                \(accesses.entries) entries of the access log
                """)
        }
    }

    private func checkRules(into report: inout InvariantReport) async throws {
        for rule in Installation.storedRules {
            let violations = try await database.read(lasting: .long) { try rule.violations($0) }
            report.add(rule.name, violations)
            if violations.isEmpty { report.facts.append("\(rule.name): \(rule.holds)") }
        }
    }

    private func checkSearch(into report: inout InvariantReport) async throws {
        let known = Set(Installation.indexedRecords.map(\.name))
        let unknown = try await database.read { try $0.fullTextIndexes() }.filter { !known.contains($0) }
        report.add("search", unknown.map { "nobody knows what the index \($0) is made from" })
        for indexed in Installation.indexedRecords {
            let stale = try await indexed.disagreements(in: database)
            report.add("search", stale.map { "\(indexed.name): record \($0) is not found by its text" })
            if stale.isEmpty { report.facts.append("The index \(indexed.name) agrees with its records") }
        }
    }

    private func checkFiles(into report: inout InvariantReport) async throws {
        let found = try await files.verify()
        report.add("files", found.missing.map { "file \($0) is missing" })
        report.add("files", found.damaged.map { "file \($0) is damaged" })
        report.badFiles = found.missing + found.damaged
        report.remarks += found.orphans.map { "files/\($0) belongs to no record" }
        if found.isSound {
            report.facts.append(
                "Every stored file is what its SHA-256 says: \(found.checked) files, \(found.bytes) bytes")
        }
    }
}
