import Essentials
import TestSupport
import Testing

@testable import Database

struct MigrationTests {
    private static let first = Migration(
        "2026-11-21 a: first", ["CREATE TABLE first (id \(type: .integer) PRIMARY KEY)"])
    private static let second = Migration(
        "2026-11-22 b: second",
        ["ALTER TABLE first ADD COLUMN words \(type: .text)", "INSERT INTO first (id) VALUES (1)"])

    @Test(arguments: Engine.tested)
    func `steps run in order, once`(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database in
            let run = try await database.migrate([Self.first])
            #expect(run == ["2026-11-21 a: first"])
            #expect(try await database.migrate([Self.first, Self.second]) == ["2026-11-22 b: second"])
            #expect(try await database.migrate([Self.first, Self.second]).isEmpty)
            #expect(try await database.pending([Self.first, Self.second]).isEmpty)
            #expect(try await database.count("first") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a step that fails leaves nothing of itself, and what came before it stands`(engine: Engine) async throws {
        let failing = Migration(
            "2026-11-23 c: failing",
            ["CREATE TABLE third (id \(type: .integer))", "INSERT INTO no_such_table VALUES (1)"])
        try await TestDatabase.withEmpty(engine) { database in
            let steps = [Self.first, failing, Self.second]
            await #expect(throws: DatabaseError.self) { try await database.migrate(steps) }
            let pending = try await database.pending(steps)
            #expect(pending.map(\.name) == [failing.name, Self.second.name])
            #expect(try await database.count("first") == 0)
            await #expect(throws: DatabaseError.self) { try await database.count("third") }
        }
    }

    @Test(arguments: Engine.tested)
    func `a step that was edited after it ran is refused`(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database in
            try await database.migrate([Self.first])
            let edited = Migration(Self.first.name, ["CREATE TABLE first (id \(type: .integer))"])
            let error = await #expect(throws: DatabaseError.self) { try await database.migrate([edited]) }
            #expect(error?.description.contains("edited") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `an installation newer than the program is refused`(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database in
            try await database.migrate([Self.first, Self.second])
            let error = await #expect(throws: DatabaseError.self) { try await database.migrate([Self.first]) }
            #expect(error?.description.contains(Self.second.name) == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `two steps of one name are refused before anything runs`(engine: Engine) async throws {
        try await TestDatabase.withEmpty(engine) { database in
            await #expect(throws: DatabaseError.self) { try await database.migrate([Self.first, Self.first]) }
            await #expect(throws: DatabaseError.self) { try await database.count("first") }
        }
    }

    @Test(arguments: Engine.tested)
    func `two programs that start at once run each step once`(engine: Engine) async throws {
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location) { one in
                try await TestDatabase.withOpen(location) { other in
                    async let ran = one.migrate([Self.first, Self.second])
                    async let alsoRan = other.migrate([Self.first, Self.second])
                    let all = try await ran + alsoRan
                    #expect(all.sorted() == [Self.first.name, Self.second.name])
                    #expect(try await one.count("first") == 1)
                }
            }
        }
    }

    @Test func `a step's checksum says what it does on both engines`() {
        let same = Migration("another name", ["CREATE TABLE first (id \(type: .integer) PRIMARY KEY)"])
        #expect(same.checksum == Self.first.checksum)
        #expect(Self.first.checksum != Self.second.checksum)
        let split = Migration("x", ["A", "B"])
        let joined = Migration("x", ["AB"])
        #expect(split.checksum != joined.checksum)
        let onOne = Migration("x") { $0 == .sqlite ? ["A"] : ["B"] }
        #expect(onOne.checksum != Migration("x", ["A"]).checksum)
    }
}
