import App
import Database
import Essentials
import Foundation

/// Where an installation is, or goes.
public struct InstallationPlace: Hashable, Sendable {
    /// Its files and keys, and the embedded database.
    public let folder: String
    /// A PostgreSQL URL; nil for the embedded database.
    public let database: String?

    public init(folder: String, database: String? = nil) {
        self.folder = folder
        self.database = database
    }

    var location: DatabaseLocation { Installation.location(folder: folder, url: database) }

    /// - Throws: `OperationsProblem.notEmpty` unless the folder and the database are empty or not there.
    func checkEmpty() async throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard names.isEmpty else { throw OperationsProblem.notEmpty(folder) }
        try await checkEmptyDatabase()
    }

    /// - Throws: `OperationsProblem.notEmpty`; nothing is made.
    func checkEmptyDatabase() async throws {
        switch location {
        case .sqlite(let path):
            if FileManager.default.fileExists(atPath: path) { throw OperationsProblem.notEmpty(path) }
        case .postgresql:
            let isEmpty = try await Database.withAlone(location, clock: .system) { try await $0.isEmpty() }
            guard isEmpty else { throw OperationsProblem.notEmpty("the PostgreSQL database") }
        }
    }
}

extension Database {
    /// Opens a database alone, and closes it after `body`.
    static func withAlone<Value: Sendable>(
        _ location: DatabaseLocation, clock: WallClock, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let database = try await openAlone(location, clock: clock)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Nobody has put anything into it.
    fileprivate func isEmpty() async throws -> Bool {
        try await read { db in
            let ours: Set<String> = ["node_lease", "installation_hold", "node_fact"]
            let hold: Int? = try db.value("SELECT count(*) FROM installation_hold")
            return try db.tables().allSatisfy { ours.contains($0.name) } && hold == 0
        }
    }
}
