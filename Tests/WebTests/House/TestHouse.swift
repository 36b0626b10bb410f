import Database
import Directory
import Essentials
import Files
import Foundation
import HTTPTypes
import Journal
import Logging
import TestSupport

@testable import Web

/// A small house with a few pages, to try the engine in.
struct TestHouse {
    let web: WebApplication
    let database: Database
    let files: FileStore
    let clock: ManualClock
    let sessions: TestSessions
    let unknownNames: UnknownNames
    let log: LogBook
    let bell: ChangeBell
    let folder: TemporaryFolder

    /// The names of files that came in and wait.
    func waitingFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "files/spool"))
    }

    /// The secret of every test.
    static let secret = WebSecret(Array(repeating: 7, count: 32))

    static let start = Instant("2026-11-20T09:00:00+07:00") ?? Instant(microsecondsSince1970: 0)

    /// Opens a house on SQLite.
    ///
    /// - Parameters:
    ///   - engine: where the tables are.
    ///   - routes: besides the house's own.
    ///   - change: what the test decides about the server.
    static func with<Value>(
        _ engine: Engine = .sqlite, routes: (TestHouse.Parts) -> Routes = { _ in Routes() },
        configure change: (inout WebConfiguration) -> Void = { _ in },
        _ body: (TestHouse) async throws -> Value
    ) async throws -> Value {
        let clock = ManualClock(start)
        let migrations = JournalMigrations.all + FilesMigrations.all + WebMigrations.all + TestNotes.migrations
        return try await TestDatabase.withMigrated(engine, migrations, clock: clock.clock) { database in
            try await TemporaryFolder.with { folder in
                let house = try open(database, folder, clock, routes, change)
                return try await body(house)
            }
        }
    }

    /// What a test's own routes are made of.
    struct Parts {
        let database: Database
        let clock: ManualClock
    }

    private static func open(
        _ database: Database, _ folder: TemporaryFolder, _ clock: ManualClock, _ routes: (Parts) -> Routes,
        _ change: (inout WebConfiguration) -> Void
    ) throws -> TestHouse {
        let log = LogBook()
        var configuration = WebConfiguration(
            secret: secret, clock: clock.clock, logger: log.logger)
        configuration.rateLimits = .none
        configuration.showsComponents = true
        change(&configuration)
        let sessions = TestSessions()
        let files = try FileStore(directory: folder.path(of: "files"), database: database)
        let pages = try TestPages.loaded.get()
        var all = TestPages.routes(database)
        all.add(routes(Parts(database: database, clock: clock)))
        let bell = ChangeBell()
        let web = try WebApplication(
            configuration: configuration, database: database, files: files, callers: sessions.resolver,
            frame: TestPages.frame, pages: pages, routes: all, bell: bell)
        return TestHouse(
            web: web, database: database, files: files, clock: clock, sessions: sessions,
            unknownNames: TestPages.unknownNames, log: log, bell: bell, folder: folder)
    }

    /// Somebody who has not signed in.
    func visitor() throws -> Visitor {
        try Visitor(web, unknownNames: unknownNames)
    }

    /// Somebody who has.
    func visitor(as person: TestPerson) throws -> Visitor {
        let visitor = try visitor()
        visitor.hold(session: sessions.begin(person, at: clock.clock.now()))
        return visitor
    }
}
