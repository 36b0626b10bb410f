import App
import Database

/// Fills an empty database table by table, in whatever order rows come; references are checked at the end.
struct TableLoader: Sendable {
    let database: Database
    private let tables: [String: TableSchema]
    private let references: SuspendedReferences

    /// - Parameter steps: of the schema, which the rows' own installation had run.
    init(_ database: Database, havingRun steps: [String]) async throws {
        self.database = database
        try await database.prepareSchema(Installation.migrations, havingRun: Set(steps))
        references = try await database.suspendReferences()
        let found = try await database.read { try $0.tables() }
        tables = Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0) })
        for table in found where !Database.tablesOfItsOwn.contains(table.name) {
            try await database.write { try table.clear(in: $0) }
        }
    }

    func table(_ name: String) throws -> TableSchema {
        guard let table = tables[name] else { throw BackupProblem.differs("there is no table \(name) here") }
        return table
    }

    /// Checks every reference, gives back the leases of processes that worked elsewhere, and makes the full-text indexes.
    func finish() async throws {
        try await database.resumeReferences(references)
        try await database.write { db in _ = try db.execute("UPDATE node_lease SET renewed_at = 0") }
        for indexed in Installation.indexedRecords { try await indexed.rebuild(in: database) }
        try await database.write { db in try db.refreshStatistics() }
    }
}
