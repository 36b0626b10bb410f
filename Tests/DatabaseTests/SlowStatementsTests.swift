import Essentials
import TestSupport
import Testing

@testable import Database

@Suite struct SlowStatementsTests {
    private static let now = Instant("2026-11-20T08:00")!

    /// A database that keeps what it logs.
    private func with(
        _ engine: Engine, slowAfter: Duration?, _ body: (Database, LogBook) async throws -> Void
    ) async throws {
        let log = LogBook()
        try await TestDatabase.withEmptyLocation(engine) { location in
            let database = try await Database.open(
                location, clock: .fixed(Self.now), logger: log.logger, slowAfter: slowAfter)
            do {
                try await database.write { db in
                    _ = try db.execute("CREATE TABLE person (id BIGINT PRIMARY KEY, name TEXT NOT NULL)")
                    for id in 1...5 { try db.execute("INSERT INTO person VALUES (\(id), \("Nguyễn Văn An"))") }
                }
                try await body(database, log)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    @Test(arguments: Engine.tested)
    func `a slow statement is logged once by its shape, counted each time, and tells no value`(
        engine: Engine
    ) async throws {
        try await with(engine, slowAfter: .zero) { database, log in
            for names in [["Nguyễn Văn An"], ["Lê Thị Bình", "Trần C"], ["Phạm D", "Vũ E", "Hồ G"]] {
                _ = try await database.read { db in
                    try db.rows("SELECT id FROM person\n  WHERE name IN (\(list: names)) AND id > \(4711)")
                }
            }
            let slow = try #require(database.slowStatements)
            let asked = slow.shapes.filter { $0.text.hasPrefix("SELECT id FROM person") }
            #expect(
                Set(asked.map(\.text)) == [
                    "SELECT id FROM person WHERE name IN ($) AND id > $",
                    "SELECT id FROM person WHERE name IN ($…) AND id > $",
                ])
            #expect(asked.map(\.count).sorted() == [1, 2])
            #expect(asked.allSatisfy { $0.lastAt == Self.now && $0.longest <= $0.total })
            #expect(slow.shapes.first { $0.text.hasPrefix("INSERT") }?.count == 5)
            #expect(slow.sum.count == slow.shapes.reduce(0) { $0 + $1.count })
            #expect(log.lines.filter { $0.contains("SELECT id FROM person") }.count == 2)
            #expect(log.lines.filter { $0.contains("INSERT INTO person") }.count == 1)
            let told = log.lines.joined() + slow.shapes.map(\.text).joined()
            #expect(!["Nguyễn", "Bình", "4711"].contains { told.contains($0) })
        }
    }

    @Test(arguments: Engine.tested)
    func `one that failed is looked at too`(engine: Engine) async throws {
        try await with(engine, slowAfter: .zero) { database, _ in
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.rows("SELECT nothing FROM person WHERE id = \(1)") }
            }
            #expect(
                database.slowStatements?.shapes.contains { $0.text == "SELECT nothing FROM person WHERE id = $" }
                    == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is quick enough is neither logged nor counted, and without a time nothing is looked at`(
        engine: Engine
    ) async throws {
        try await with(engine, slowAfter: .seconds(3600)) { database, log in
            #expect(database.slowStatements?.shapes.isEmpty == true)
            #expect(database.slowStatements?.sum.count == 0)
            #expect(log.lines.isEmpty)
        }
        try await with(engine, slowAfter: nil) { database, _ in
            #expect(database.slowStatements == nil)
        }
    }

    @Test func `ever new statements do not fill the memory, and are still counted`() {
        let log = LogBook()
        let slow = SlowStatements(threshold: .zero, clock: .fixed(Self.now), logger: log.logger)
        for number in 1...300 { slow.note("SELECT a\(number) FROM b", .milliseconds(number)) }
        #expect(slow.shapes.count == SlowStatements.mostShapes + 1)
        #expect(slow.shapes.first { $0.text == SlowStatements.furtherShapes }?.count == 100)
        #expect(slow.sum.count == 300)
        #expect(slow.sum.total == .milliseconds(300 * 301 / 2))
        #expect(log.lines.count == SlowStatements.mostShapes + 1)
    }

    @Test func `the one that took most time altogether stands first`() {
        let slow = SlowStatements(threshold: .zero, clock: .fixed(Self.now), logger: LogBook().logger)
        slow.note("SELECT 1", .milliseconds(900))
        for _ in 1...4 { slow.note("SELECT 2", .milliseconds(300)) }
        #expect(slow.shapes.map(\.text) == ["SELECT 2", "SELECT 1"])
        #expect(slow.shapes.map(\.longest) == [.milliseconds(300), .milliseconds(900)])
    }
}
