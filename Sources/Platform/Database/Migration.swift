import Crypto
import Essentials
import Foundation

/// One dated step of the schema, run once on each installation, in one transaction.
///
/// A published step is never edited: its checksum is kept in the installation and in the tests.
public struct Migration: Sendable {
    /// `2026-11-21 documents: registers`, unique and in the order of the list.
    public let name: String
    let statements: @Sendable (Engine) -> [SQL]

    public init(_ name: String, _ statements: [SQL]) {
        self.init(name) { _ in statements }
    }

    /// A step whose statements differ by engine, as those of a full-text index do.
    public init(_ name: String, _ statements: @escaping @Sendable (Engine) -> [SQL]) {
        self.name = name
        self.statements = statements
    }

    /// What the step does on both engines, in short.
    public var checksum: String {
        var hash = SHA256()
        for engine in Engine.allCases {
            for statement in statements(engine) {
                hash.update(data: Data((statement.rendered(for: engine).text + "\u{0}").utf8))
            }
        }
        return hash.finalize().prefix(8).hexadecimal
    }
}

extension [Migration] {
    /// What tells two programs apart by the schema they work on.
    fileprivate var schemaVersion: String { "\(count) \(last?.checksum ?? "")" }
}

extension Migration {
    fileprivate static let table: SQL = """
        CREATE TABLE IF NOT EXISTS migration (
            name \(type: .text) PRIMARY KEY, checksum \(type: .text) NOT NULL, run_at \(type: .integer) NOT NULL
        )\(idiom: .strict)
        """
}

extension Database {
    /// Brings the schema up to date.
    ///
    /// - Parameter migrations: all steps there are, in order.
    /// - Returns: the names of the steps that were run now.
    /// - Throws: `DatabaseError.migration` when an earlier step was edited, or the installation is newer than the program;
    ///   `NodesDisagree` when steps are to be run and processes of another version have the installation open.
    @discardableResult
    public func migrate(_ migrations: [Migration]) async throws -> [String] {
        try await write { db in
            try db.lock("migrate")
            try db.execute(Migration.table)
        }
        let pending = try await pending(migrations)
        try await agree(on: .schema, migrations.schemaVersion, insisting: !pending.isEmpty)
        var run: [String] = []
        for migration in pending {
            let now = clock.now()
            let isOurs = try await write { db in
                try db.lock("migrate")
                // Another program that starts now may have been faster.
                let done: Int? = try db.value("SELECT 1 FROM migration WHERE name = \(migration.name)")
                if done != nil { return false }
                for statement in migration.statements(db.engine) { try db.execute(statement) }
                try db.execute(
                    """
                    INSERT INTO migration (name, checksum, run_at)
                    VALUES (\(migration.name), \(migration.checksum), \(now))
                    """)
                return true
            }
            if isOurs { run.append(migration.name) }
        }
        return run
    }

    /// Makes the tables as an installation has them that ran these steps, but not the list of steps: for a restore or a
    /// copy, whose rows bring it.
    ///
    /// - Parameter names: of the steps that the other installation has run.
    /// - Throws: `DatabaseError.migration` when it has run one that this program does not know.
    public func prepareSchema(_ migrations: [Migration], havingRun names: Set<String>) async throws {
        let known = Set(migrations.map(\.name))
        if let unknown = names.sorted().first(where: { !known.contains($0) }) {
            throw DatabaseError.migration("it comes from a newer program: '\(unknown)' is not known here")
        }
        try await write { db in
            try db.execute(Migration.table)
            for migration in migrations where names.contains(migration.name) {
                for statement in migration.statements(db.engine) { try db.execute(statement) }
            }
        }
    }

    /// What says how a database is used now, not what is in it: never carried elsewhere.
    public static let tablesOfItsOwn: Set<String> = ["installation_hold", "node_fact"]

    /// The steps this installation has not run yet.
    public func pending(_ migrations: [Migration]) async throws -> [Migration] {
        let done = try await read { db in
            Dictionary(
                uniqueKeysWithValues: try db.rows("SELECT name, checksum FROM migration").map {
                    (try $0["name"] as String, try $0["checksum"] as String)
                })
        }
        let known = Set(migrations.map(\.name))
        guard known.count == migrations.count else { throw DatabaseError.migration("two steps have one name") }
        if let unknown = done.keys.sorted().first(where: { !known.contains($0) }) {
            throw DatabaseError.migration(
                """
                the installation is newer than this program: it has run '\(unknown)'. Start the newer program again, or \
                restore the backup from before the upgrade with this one
                """)
        }
        for migration in migrations {
            if let checksum = done[migration.name], checksum != migration.checksum {
                throw DatabaseError.migration("'\(migration.name)' was edited after it was published")
            }
        }
        return migrations.filter { done[$0.name] == nil }
    }
}
