import Essentials
import TestSupport
import Testing

@testable import Database

/// Whole tables, read and written without anybody naming their columns.
struct TableTests {
    private static let migrations = [
        Migration(
            "2026-11-21 test: every kind of column",
            [
                """
                CREATE TABLE sample (
                    part \(type: .text) NOT NULL, number \(type: .integer) NOT NULL, is_good \(type: .boolean) NOT NULL,
                    weight \(type: .real), content \(type: .bytes), note \(type: .text), PRIMARY KEY (part, number)
                )\(idiom: .strict)
                """
            ])
    ]

    private func fill(_ database: Database, rows: Int) async throws {
        try await database.write { db in
            for number in 0..<rows {
                let bytes = [UInt8](repeating: UInt8(number % 256), count: number % 50)
                let content: [UInt8]? = number % 3 == 0 ? nil : bytes
                let part = ["a", "Ă", "b"][number % 3]
                let note: String? = number % 4 == 0 ? nil : "Ghi chú “số” \(number)\n"
                let weight: Double? = number % 5 == 0 ? nil : Double(number) / 7
                _ = try db.execute(
                    """
                    INSERT INTO sample (part, number, is_good, weight, content, note)
                    VALUES (\(part), \(number - 100), \(number % 2 == 0), \(weight), \(content), \(note))
                    """)
            }
        }
    }

    private func sample(_ database: Database) async throws -> TableSchema {
        try #require(try await database.read { try $0.tables() }.first { $0.name == "sample" })
    }

    @Test func `the same rows have the same digest on both engines, and one changed value another`() async throws {
        var digests: Set<String> = []
        for engine in Engine.tested {
            try await TestDatabase.withMigrated(engine, Self.migrations) { database in
                try await fill(database, rows: 300)
                let table = try await sample(database)
                let digest = try await database.digest(of: table)
                #expect(digest.rows == 300)
                digests.insert(digest.text)
                try await database.write { db in
                    _ = try db.execute("UPDATE sample SET is_good = \(false) WHERE number = \(-100)")
                }
                #expect(try await database.digest(of: table).text != digest.text)
            }
        }
        #expect(digests.count == 1)
    }

    @Test(arguments: Engine.tested)
    func `pages of any size give every row once, in order`(engine: Engine) async throws {
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await fill(database, rows: 500)
            let table = try await sample(database)
            var numbers: [Set<Int>] = []
            for bytes in [1, 700, 1 << 20] {
                var rows: [[SQLValue]] = []
                var place: TablePlace?
                repeat {
                    let after = place
                    let page = try await database.read { try table.page(after: after, bytes: bytes, in: $0) }
                    rows += page.rows
                    place = page.next
                } while place != nil
                #expect(rows.count == 500)
                numbers.append(Set(rows.map { RowCoding.bytes($0).hashValue }))
            }
            #expect(numbers.allSatisfy { $0.count == 500 && $0 == numbers[0] })
        }
    }

    @Test(arguments: Engine.tested, Engine.tested)
    func `rows of one engine are loaded into the other as they are`(source: Engine, target: Engine) async throws {
        try await TestDatabase.withMigrated(source, Self.migrations) { from in
            try await fill(from, rows: 200)
            try await TestDatabase.withMigrated(target, Self.migrations) { into in
                let (table, there) = (try await sample(from), try await sample(into))
                let page = try await from.read { try table.page(after: nil, in: $0) }
                let coded = RowCoding.rows(in: page.rows.reduce(into: [UInt8]()) { RowCoding.append($1, to: &$0) })
                let rows = try #require(coded)
                try await into.write { try there.load(rows, columns: table.columns.map(\.name), in: $0) }
                #expect(try await into.digest(of: there).text == (try await from.digest(of: table)).text)
            }
        }
    }

    @Test func `bytes that are no rows are refused at every length`() {
        let bytes = RowCoding.bytes([.integer(-1), .text("Đặng"), .null, .bytes([1, 2]), .real(0.5)])
        for length in 1..<bytes.count { #expect(RowCoding.rows(in: Array(bytes.prefix(length))) == nil) }
        #expect(RowCoding.rows(in: bytes) == [[.integer(-1), .text("Đặng"), .null, .bytes([1, 2]), .real(0.5)]])
    }

    @Test(arguments: Engine.tested)
    func `an answer is given row by row until nobody wants the next, and the connection goes on`(
        engine: Engine
    ) async throws {
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await fill(database, rows: 100)
            let (seen, count) = try await database.read { db in
                var seen = 0
                try db.forEachRow("SELECT number FROM sample ORDER BY number") { _ in
                    seen += 1
                    return seen < 10
                }
                return (seen, try db.value("SELECT count(*) FROM sample", as: Int.self))
            }
            #expect(seen == 10)
            #expect(count == 100)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever opens a held installation is refused, and whoever holds an open one too`(
        engine: Engine
    ) async throws {
        try await TestDatabase.withEmptyLocation(engine) { location in
            let open = try await Database.open(location)
            let alone = try await Database.openAlone(location)
            await #expect(throws: InstallationHeld.inUse(1)) { try await alone.hold(for: .copying) }
            // The refusal leaves no hold behind.
            try await TestDatabase.withOpen(location) { _ in }
            await open.close()
            try await alone.hold(for: .copying)
            await #expect(throws: InstallationHeld.copying) { _ = try await Database.open(location) }
            try await forget(alone)
            try await TestDatabase.withOpen(location) { _ in }
            try await alone.hold(for: .filling)
            try await forget(alone)
            await #expect(throws: InstallationHeld.unfinished) { _ = try await Database.open(location) }
            await alone.close()
        }
    }

    /// Makes the hold a minute old and more.
    private func forget(_ database: Database) async throws {
        try await database.write { db in
            _ = try db.execute("UPDATE installation_hold SET renewed_at = renewed_at - 61000000")
        }
    }
}
