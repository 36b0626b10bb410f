import Essentials
import TestSupport
import Testing

@testable import Database

struct KeysetTests {
    private struct Book: RowDecodable, Hashable {
        let id: Int64
        let receivedAt: Int64

        init(row: Row) throws {
            id = try row["id"]
            receivedAt = try row["received_at"]
        }

        var keyset: Keyset { Keyset(order: receivedAt, id: id) }
    }

    @Test(arguments: Engine.tested)
    func `turning pages to the end shows every row once, newest first, also while rows are added`(
        engine: Engine
    ) async throws {
        try await Sample.with(engine) { database in
            var random = SplitMix64(seed: 7)
            for size in [1, 2, 7, 50] {
                try await database.execute("DELETE FROM book")
                var next: Int64 = 0
                try await Self.add(60, to: database, from: &next, &random)
                let there = try await Self.all(database)
                var seen: [Book] = []
                var position = KeysetPosition.newest
                while true {
                    let page = try await Self.page(database, at: position, size: size)
                    #expect(page.items.count <= size)
                    seen += page.items
                    try await Self.add(3, to: database, from: &next, &random)
                    guard let older = page.older else { break }
                    position = .older(than: older)
                }
                #expect(Set(seen).count == seen.count, "a row was shown twice")
                #expect(Set(there).isSubset(of: Set(seen)), "a row was lost")
                #expect(seen == seen.sorted { ($1.receivedAt, $1.id) < ($0.receivedAt, $0.id) })
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `turning back shows the same rows`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            var random = SplitMix64(seed: 3)
            var next: Int64 = 0
            try await Self.add(25, to: database, from: &next, &random)
            var pages = [try await Self.page(database, at: .newest, size: 10)]
            while let older = pages[pages.count - 1].older {
                pages.append(try await Self.page(database, at: .older(than: older), size: 10))
            }
            #expect(pages.map(\.items.count) == [10, 10, 5])
            #expect(pages[0].newer == nil)
            for index in [2, 1] {
                let newer = try #require(pages[index].newer)
                let back = try await Self.page(database, at: .newer(than: newer), size: 10)
                #expect(back.items == pages[index - 1].items)
                #expect((back.newer == nil) == (index == 1))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an empty list has one empty page`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            let page = try await Self.page(database, at: .newest, size: 10)
            #expect(page.items.isEmpty && page.older == nil && page.newer == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the place narrows the whole condition, also one that ends in an or`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.execute(
                "INSERT INTO book (id, title, received_at) VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3), (4, 'd', 4)")
            let query: SQL = "SELECT id, received_at FROM book"
            let condition: SQL = "title = 'd' OR title = 'b' OR title = 'a'"
            let first: KeysetPage<Book> = try await database.read { db in
                try db.page(
                    query, where: condition, order: "received_at", id: "id", at: .newest, size: 1, keyset: \.keyset)
            }
            #expect(first.items.map(\.id) == [4])
            let older = try #require(first.older)
            let second: KeysetPage<Book> = try await database.read { db in
                try db.page(
                    query, where: condition, order: "received_at", id: "id", at: .older(than: older), size: 5,
                    keyset: \.keyset)
            }
            #expect(second.items.map(\.id) == [2, 1])
        }
    }

    @Test(
        arguments: Engine.tested,
        [(0, 0, false), (999, 999, false), (1000, 1000, false), (1001, 1000, true), (1500, 1000, true)])
    func `rows are counted to a thousand, and then said to be more`(
        engine: Engine, expected: (rows: Int, value: Int, isCapped: Bool)
    ) async throws {
        try await Sample.with(engine) { database in
            try await database.write { db in
                for id in 0..<expected.rows {
                    try db.execute("INSERT INTO shelf (id, name) VALUES (\(id), \("\(id)"))")
                }
            }
            let count = try await database.read { try $0.count(of: "SELECT id FROM shelf WHERE id >= \(0)") }
            #expect(count.value == expected.value)
            #expect(count.isCapped == expected.isCapped)
        }
    }

    @Test(arguments: Engine.tested)
    func `several queries are counted in one statement, each to its own thousand`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.write { db in
                for id in 0..<1200 { try db.execute("INSERT INTO shelf (id, name) VALUES (\(id), \("\(id)"))") }
            }
            let before = database.statementCount
            let counts = try await database.read { db in
                try db.counts(
                    of: [3, 0, 5000].map { "SELECT id FROM shelf WHERE id < \($0)" } + ["SELECT id FROM book"])
            }
            #expect(database.statementCount - before == 1)
            #expect(counts == [3, 0, 1001, 0].map { CappedCount($0) })
            #expect(try await database.read { try $0.counts(of: []) } == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `a list may say sooner that there are more`(engine: Engine) async throws {
        try await Sample.with(engine) { database in
            try await database.write { db in
                for id in 0..<4 { try db.execute("INSERT INTO shelf (id, name) VALUES (\(id), \("\(id)"))") }
            }
            let counts = try await database.read { db in
                try [3, 4].map { try db.count(of: "SELECT id FROM shelf", cap: $0) }
            }
            #expect(counts.map(\.value) == [3, 4])
            #expect(counts.map(\.isCapped) == [true, false])
        }
    }

    private static func page(
        _ database: Database, at position: KeysetPosition, size: Int
    ) async throws -> KeysetPage<Book> {
        try await database.read { db in
            try db.page(
                "SELECT id, received_at FROM book", where: "title <> \("none")", order: "book.received_at",
                id: "book.id", at: position, size: size, keyset: \.keyset)
        }
    }

    private static func all(_ database: Database) async throws -> [Book] {
        try await database.read { try $0.all("SELECT id, received_at FROM book") }
    }

    /// Many rows share a moment, so that the second half of the key matters.
    private static func add(_ count: Int, to database: Database, from next: inout Int64, _ random: inout SplitMix64)
        async throws
    {
        let rows = (0..<count).map { [next] in (id: next + Int64($0), at: Int64(random.next() % 12)) }
        next += Int64(count)
        try await database.write { db in
            for row in rows {
                try db.execute("INSERT INTO book (id, title, received_at) VALUES (\(row.id), \("sách"), \(row.at))")
            }
        }
    }
}
