import Essentials
import TestSupport
import Testing

@testable import Database

/// What is stored is what is read, for every kind of value, on both engines.
struct ValueTests {
    private enum Colour: String, SQLConvertible { case red, green }
    private enum Level: Int, SQLConvertible {
        case low = 1
        case high = 2
    }
    private enum Book {}

    private static let table = Migration(
        "2026-11-21 sample: kinds",
        [
            """
            CREATE TABLE kinds (
                id \(type: .integer) PRIMARY KEY, number \(type: .integer), words \(type: .text), bytes \(type: .bytes),
                truth \(type: .boolean), part \(type: .real)
            )\(idiom: .strict)
            """
        ])

    @Test(arguments: Engine.tested, [Int64.min, -1, 0, 1, Int64.max])
    func `a whole number`(engine: Engine, number: Int64) async throws {
        try await roundTrip(engine, "number", number)
    }

    @Test(arguments: Engine.tested)
    func `text, from none to emoji, with both forms of its letters kept apart`(engine: Engine) async throws {
        let texts = [
            "", " ", "Hội đồng nhân dân", "Ho\u{0323}\u{0302}i", "😀👨‍👩‍👧‍👦", "'\"\\;--%_$1", "a\nb\tc", "\u{FEFF}x",
            String(repeating: "ệ", count: 300_000),
        ]
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            for (index, text) in texts.enumerated() {
                try await database.execute("INSERT INTO kinds (id, words) VALUES (\(index), \(text))")
                let read = try await database.value("SELECT words FROM kinds WHERE id = \(index)", as: String.self)
                #expect(read?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `bytes, from none to a megabyte`(engine: Engine) async throws {
        for bytes in [[], [0], [0, 255, 0], (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }] as [[UInt8]] {
            try await roundTrip(engine, "bytes", bytes)
        }
    }

    @Test(arguments: Engine.tested, [true, false])
    func `a truth, and as a condition`(engine: Engine, truth: Bool) async throws {
        try await roundTrip(engine, "truth", truth)
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            try await database.execute("INSERT INTO kinds (id, truth) VALUES (1, \(truth)), (2, \(Bool?.none))")
            #expect(try await database.count("kinds WHERE truth") == (truth ? 1 : 0))
            #expect(try await database.count("kinds WHERE NOT truth") == (truth ? 0 : 1))
        }
    }

    @Test(arguments: Engine.tested, [0, -0.5, 1, 3.141592653589793, 1e-300, Double.greatestFiniteMagnitude, .infinity])
    func `a real number`(engine: Engine, number: Double) async throws {
        try await roundTrip(engine, "part", number)
    }

    @Test(arguments: Engine.tested)
    func `what has a raw value, an identifier, an instant and a date`(engine: Engine) async throws {
        try await roundTrip(engine, "words", Colour.green)
        try await roundTrip(engine, "number", Level.high)
        try await roundTrip(engine, "number", ID<Book>(rawValue: 123_456_789_012_345))
        try await roundTrip(engine, "number", Instant(microsecondsSince1970: 1_763_700_000_123_456))
        let day = try #require(CivilDate("1899-12-31"))
        try await roundTrip(engine, "number", day)
    }

    @Test(arguments: Engine.tested)
    func `null is nothing of its kind, and never something`(engine: Engine) async throws {
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            try await database.execute(
                """
                INSERT INTO kinds (id, number, words, bytes, truth, part)
                VALUES (1, \(Int?.none), \(String?.none), \([UInt8]?.none), \(Bool?.none), \(Double?.none))
                """)
            let row = try #require(try await database.read { try $0.row("SELECT * FROM kinds") })
            let number: Int? = try row["number"]
            let words: String? = try row["words"]
            let bytes: [UInt8]? = try row["bytes"]
            let truth: Bool? = try row["truth"]
            let part: Double? = try row["part"]
            #expect(number == nil && words == nil && bytes == nil && truth == nil && part == nil)
            #expect(throws: DatabaseError.self) { try row["words"] as String }
            #expect(throws: DatabaseError.self) { try row["no_such_column"] as Int? }
            #expect(throws: DatabaseError.self) { try row["id"] as String }
        }
    }

    @Test(arguments: Engine.tested)
    func `a spelling that the type does not know is refused on reading`(engine: Engine) async throws {
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            try await database.execute("INSERT INTO kinds (id, words) VALUES (1, \("blue"))")
            await #expect(throws: SQLMismatch.self) {
                try await database.value("SELECT words FROM kinds", as: Colour.self)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what only one engine could keep is refused by both, and nothing is stored`(engine: Engine) async throws {
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.execute("INSERT INTO kinds (id, words) VALUES (1, \("a\u{0}b"))")
            }
            await #expect(throws: DatabaseError.self) {
                try await database.execute("INSERT INTO kinds (id, part) VALUES (2, \(Double.nan))")
            }
            let rows = try await database.count("kinds")
            #expect(rows == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `text is ordered byte by byte`(engine: Engine) async throws {
        let words = ["Ân", "An", "an", "Đặng", "Dương", "😀", "z", "_", "1", "ệ"]
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            for (index, word) in words.enumerated() {
                try await database.execute("INSERT INTO kinds (id, words) VALUES (\(index), \(word))")
            }
            let sorted = try await database.read {
                try $0.values("SELECT words FROM kinds ORDER BY words", as: String.self)
            }
            #expect(sorted == words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    private func roundTrip<Value: SQLConvertible & Equatable & Sendable>(
        _ engine: Engine, _ column: SQL, _ value: Value
    ) async throws {
        try await TestDatabase.withMigrated(engine, [Self.table]) { database in
            try await database.execute("INSERT INTO kinds (id, \(column)) VALUES (1, \(value))")
            #expect(try await database.value("SELECT \(column) FROM kinds", as: Value.self) == value)
            #expect(try await database.count("kinds WHERE \(column) = \(value)") == 1)
        }
    }
}
