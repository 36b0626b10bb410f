import Essentials
import Synchronization
import TestSupport
import Testing

@testable import Database

struct TransactionTests {
    private struct Mistake: Error {}

    @Test(arguments: Engine.tested)
    func `what a transaction did stands as a whole, or not at all`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.write { db in
                try db.execute("INSERT INTO shelf (id, name) VALUES (1, \("luật"))")
                try db.execute("INSERT INTO book (id, shelf, title) VALUES (1, 1, \("Luật Lưu trữ"))")
            }
            await #expect(throws: Mistake.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO shelf (id, name) VALUES (2, \("nghị định"))")
                    throw Mistake()
                }
            }
            #expect(try await database.count("shelf") == 1)
            #expect(try await database.count("book") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a statement says how many rows it changed`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            #expect(try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')") == 3)
            #expect(try await database.execute("UPDATE shelf SET name = 'd' WHERE id = 9") == 0)
            #expect(try await database.execute("DELETE FROM shelf WHERE id < 3") == 2)
            let ids = try await database.write {
                try $0.values("INSERT INTO shelf (id, name) VALUES (7, 'x'), (8, 'y') RETURNING id", as: Int.self)
            }
            #expect(ids == [7, 8])
        }
    }

    @Test(
        arguments: Engine.tested,
        [
            ("INSERT INTO shelf (id, name) VALUES (1, 'b')", DatabaseError.Constraint.unique),
            ("INSERT INTO shelf (id, name) VALUES (2, 'a')", .unique),
            ("INSERT INTO shelf (id, name) VALUES (2, NULL)", .notNull),
            ("INSERT INTO shelf (id, name) VALUES (2, 'longer than twenty characters')", .check),
            ("INSERT INTO book (id, title, pages) VALUES (1, 'a', 0)", .check),
            ("INSERT INTO book (id, shelf, title) VALUES (1, 99, 'a')", .foreignKey),
        ] as [(SQL, DatabaseError.Constraint)])
    func `a rule of the schema refuses by its kind`(
        engine: Engine, refused: (statement: SQL, kind: DatabaseError.Constraint)
    ) async throws {
        try await Sample.with(engine) { database in
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
            let error = await #expect(throws: DatabaseError.self) { try await database.execute(refused.statement) }
            #expect(error?.constraint == refused.kind)
            #expect(try await database.count("shelf") == 1)
            #expect(try await database.count("book") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `the length of a text is counted in characters, not bytes`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, \(String(repeating: "ệ", count: 20)))")
            #expect(try await database.count("shelf") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `after a statement failed nothing is kept, even if nobody listened`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                    _ = try? db.execute("INSERT INTO shelf (id, name) VALUES (1, 'b')")
                }
            }
            #expect(error?.constraint == .unique)
            let shelves = try await database.count("shelf")
            #expect(shelves == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong statement is named in its error`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.execute("DELETE FROM no_such_table")
            }
            #expect(error?.description.contains("no_such_table") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a read sees one picture, and cannot write`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')") }
            }
            #expect(try await database.count("shelf") == 0)
            let gate = Gate()
            async let counts = database.read { db in
                let before: Int? = try db.value("SELECT count(*) FROM shelf")
                gate.reach(.reading)
                gate.await(.written)
                let after: Int? = try db.value("SELECT count(*) FROM shelf")
                return [before, after]
            }
            await gate.reached(.reading)
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
            gate.reach(.written)
            #expect(try await counts == [0, 0])
            #expect(try await database.count("shelf") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a conflict is tried again, a few times`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            let tries = Tally()
            try await database.write { db in
                try db.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                if tries.next() < 3 { throw DatabaseError.conflict("another one was faster") }
            }
            #expect(tries.count == 3)
            #expect(try await database.count("shelf") == 1)
            await #expect(throws: DatabaseError.self) {
                try await database.write { _ in
                    _ = tries.next()
                    throw DatabaseError.conflict("always")
                }
            }
            #expect(tries.count == 13)
        }
    }

    @Test(arguments: Engine.tested)
    func `64 writers beside each other lose no step`(engine: Engine) async throws {
        try await TestDatabase.withMigratedLocation(engine, Sample.migrations) { location in
            try await TestDatabase.withOpen(location.with(connections: 4)) { database in
                try await database.execute("INSERT INTO book (id, title, pages) VALUES (1, 'a', 1)")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<64 {
                        group.addTask {
                            try await database.write { db in
                                let pages: Int? = try db.value(
                                    "SELECT pages FROM book WHERE id = 1\(idiom: .forUpdate)")
                                try db.execute("UPDATE book SET pages = \((pages ?? 0) + 1) WHERE id = 1")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await database.value("SELECT pages FROM book", as: Int.self) == 65)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who holds a lock by name keeps others out until the end`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await database.write { db in
                            try db.lock("series")
                            let last: Int? = try db.value("SELECT max(id) FROM shelf")
                            let next = (last ?? 0) + 1
                            try db.execute("INSERT INTO shelf (id, name) VALUES (\(next), \("\(next)"))")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.count("shelf") == 20)
        }
    }

    @Test(arguments: Engine.tested)
    func `two workers never take the same row`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.execute(
                "INSERT INTO book (id, title, is_lent) VALUES (1, 'a', \(false)), (2, 'b', \(false))")
            let taken = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await database.write { db in
                            let id: Int? = try db.value(
                                """
                                SELECT id FROM book WHERE NOT is_lent ORDER BY id LIMIT 1\(idiom: .forUpdateSkipLocked)
                                """)
                            if let id { try db.execute("UPDATE book SET is_lent = \(true) WHERE id = \(id)") }
                            return id
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { if let id = $1 { $0.append(id) } }
            }
            #expect(Set(taken).count == taken.count)
            #expect(!taken.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a page's statements are counted`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            let before = database.statementCount
            _ = try await database.read { db in
                _ = try db.rows("SELECT 1 AS one")
                _ = try db.count(of: "SELECT id FROM book")
            }
            #expect(database.statementCount - before == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `more long reads than connections leave room for brief ones, and all of them end`(
        engine: Engine
    ) async throws {
        try await Sample.with(engine) { database in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for turn in 0..<60 {
                    group.addTask {
                        try await database.read(lasting: turn % 2 == 0 ? .long : .brief) { db in
                            try db.value("SELECT \(turn) AS turn") ?? 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == (0..<60).reduce(0, +))
        }
    }

    @Test func `a location that does not exist is unavailable`() async throws {
        for location in [
            DatabaseLocation.sqlite(path: "/no/such/folder/lt.sqlite"),
            .postgresql(url: "postgres://nobody@/none?host=/no/such/folder", connections: 1),
        ] {
            let error = await #expect(throws: DatabaseError.self) { try await Database.open(location) }
            #expect(error?.isUnavailable == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a closed database takes no more work`(engine: Engine) async throws {
        try await TestDatabase.withMigratedLocation(engine, Sample.migrations) { location in
            let database = try await Database.open(location)
            await database.close()
            await #expect(throws: (any Error).self) { try await database.count("shelf") }
        }
    }
}

/// Counts across threads.
final class Tally: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func next() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }
}
