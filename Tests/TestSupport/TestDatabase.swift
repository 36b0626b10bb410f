public import Database
public import Essentials
import Foundation

/// Real databases for tests: each test has one of its own, on a real engine, and it is gone afterwards.
public enum TestDatabase {
    /// An empty database, before any migration.
    ///
    /// - Parameters:
    ///   - engine: one of `Engine.tested`.
    ///   - clock: the time the test lives in.
    public static func withEmpty<Value>(
        _ engine: Engine, clock: WallClock = .system, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        try await withEmptyLocation(engine) { location in
            try await withOpen(location, clock: clock, body)
        }
    }

    /// A database on which all of these migrations have been run.
    ///
    /// They are run once in a process; every test gets a copy of the result.
    public static func withMigrated<Value>(
        _ engine: Engine, _ migrations: [Migration], clock: WallClock = .system,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        try await withMigratedLocation(engine, migrations) { location in
            try await withOpen(location, clock: clock, body)
        }
    }

    /// The place of an empty database, for a test that opens it itself, or several times.
    public static func withEmptyLocation<Value>(
        _ engine: Engine, _ body: (DatabaseLocation) async throws -> Value
    ) async throws -> Value {
        switch engine {
        case .sqlite: try await withFile(copying: nil, body)
        case .postgresql: try await withDatabase(copying: "template0", body)
        }
    }

    /// The place of a migrated database, for a test that opens it itself, or several times, or from another process.
    public static func withMigratedLocation<Value>(
        _ engine: Engine, _ migrations: [Migration], _ body: (DatabaseLocation) async throws -> Value
    ) async throws -> Value {
        let template = try await DatabaseTemplates.shared.template(on: engine, migrations)
        switch engine {
        case .sqlite: return try await withFile(copying: template, body)
        case .postgresql: return try await withDatabase(copying: template, body)
        }
    }

    /// Opens a database and closes it after the closure.
    public static func withOpen<Value>(
        _ location: DatabaseLocation, clock: WallClock = .system, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let database = try await Database.open(location, clock: clock)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    private static func withFile<Value>(
        copying template: String?, _ body: (DatabaseLocation) async throws -> Value
    ) async throws -> Value {
        try await TemporaryFolder.with { folder in
            let path = folder.path(of: "lienthong.sqlite")
            if let template { try copy(template, to: path) }
            return try await body(.sqlite(path: path))
        }
    }

    /// GRDB's pool closes its readers last, and those cannot bring the log into the file: so the log stays beside it.
    private static func copy(_ template: String, to path: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: template + suffix) {
            try FileManager.default.copyItem(atPath: template + suffix, toPath: path + suffix)
        }
    }

    /// A database for each test, not a schema: locks by name and notifications reach across schemas, so that tests
    /// running side by side would wait for each other.
    private static func withDatabase<Value>(
        copying template: String, _ body: (DatabaseLocation) async throws -> Value
    ) async throws -> Value {
        try await DatabasePlaces.shared.withPlace {
            let name = DatabaseTemplates.uniqueName("test")
            let url = try await PostgreSQLServer.shared.create(name, from: template)
            do {
                let value = try await body(.postgresql(url: url, connections: connections))
                try await PostgreSQLServer.shared.drop(name)
                return value
            } catch {
                try? await PostgreSQLServer.shared.drop(name)
                throw error
            }
        }
    }

    /// Enough for tests of concurrent writers; many databases share one server.
    private static let connections = 6
}
