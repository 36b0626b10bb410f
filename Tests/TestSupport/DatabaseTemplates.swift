import Database
import Essentials
import Foundation

/// Databases with a list of migrations run, each made once in a process and copied for every test.
actor DatabaseTemplates {
    static let shared = DatabaseTemplates()

    private struct Key: Hashable {
        let engine: Engine
        let migrations: [String]
    }

    private var templates: [Key: Task<String, any Error>] = [:]

    /// - Returns: on SQLite a file's path, on PostgreSQL a database's name.
    func template(on engine: Engine, _ migrations: [Migration]) async throws -> String {
        let key = Key(engine: engine, migrations: migrations.map { "\($0.name) \($0.checksum)" })
        if let made = templates[key] { return try await made.value }
        let making = Task { try await Self.make(on: engine, migrations) }
        templates[key] = making
        return try await making.value
    }

    static func uniqueName(_ purpose: String) -> String {
        "lienthong_\(purpose)_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
    }

    private static func make(on engine: Engine, _ migrations: [Migration]) async throws -> String {
        switch engine {
        case .sqlite:
            let path = try templateFolder.get().path(of: "\(uniqueName("template")).sqlite")
            try await migrate(.sqlite(path: path), migrations)
            return path
        case .postgresql:
            let name = uniqueName("template")
            let url = try await PostgreSQLServer.shared.create(name)
            try await migrate(.postgresql(url: url, connections: 1), migrations)
            return name
        }
    }

    /// The template is made long ago and forgets who made it: a test that sets its clock to any later day draws the
    /// same identifiers each time.
    private static func migrate(_ location: DatabaseLocation, _ migrations: [Migration]) async throws {
        let longAgo = WallClock.fixed(Instant(microsecondsSince1970: 1_577_923_200_000_000))
        try await TestDatabase.withOpen(location, clock: longAgo) { database in
            try await database.migrate(migrations)
            _ = try await database.write { try $0.execute("DELETE FROM node_lease") }
        }
    }

    /// One folder for the templates of this process, removed when it ends.
    private static let templateFolder: Result<TemporaryFolder, any Error> = {
        let made = Result { try TemporaryFolder() }
        atexit { try? DatabaseTemplates.templateFolder.get().remove() }
        return made
    }()
}

/// Lets only so many tests have a PostgreSQL database at a time; the runner would start hundreds at once.
actor DatabasePlaces {
    static let shared = DatabasePlaces()

    @TaskLocal private static var hasPlace = false

    private var free = 12
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A test that already has a database gets its second one at once; else two such tests could wait for each other.
    nonisolated func withPlace<Value>(_ body: () async throws -> Value) async throws -> Value {
        if Self.hasPlace { return try await body() }
        await take()
        do {
            let value = try await Self.$hasPlace.withValue(true) { try await body() }
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
