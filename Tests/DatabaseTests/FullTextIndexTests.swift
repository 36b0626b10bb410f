import Essentials
import TestSupport
import Testing

@testable import Database

struct FullTextIndexTests {
    private enum Document {}

    private static let index = FullTextIndex("document_words")
    private static let migrations = [
        Migration("2026-11-21 sample: words") { index.creation(on: $0) }
    ]
    private static let texts = [
        "Quyết định về việc hoà giải ở cơ sở", "Kế hoạch phòng, chống thiên tai năm 2026",
        "Hòa Bình: báo cáo quý III, số 45/BC-UBND", "Thủy lợi và thuỷ sản", "ĐƯỜNG ĐÊ SÔNG HỒNG",
        "Email: an@tinh.gov.vn",
    ]

    @Test(
        arguments: Engine.tested,
        [
            ("hoà giải", [0]), ("hòa giải", [0]), ("HOA GIAI", [0]), ("hoa", [0, 2]), ("hoac", [1]),
            ("ho", [0, 1, 2, 4]), ("hòa bình", [2]),
            ("Hoà Bình", [2]),
            ("thuy loi", [3]), ("thuỷ", [3]), ("thủy sản", [3]), ("duong de", [4]), ("đê", [4]), ("45/BC-UBND", [2]),
            ("thien ta", [1]), ("thiên", [1]), ("ta thien", []), ("tinh.gov.vn", [5]), ("2026", [1]), ("quyết", [0]),
            ("không có", []), ("giai hoa", [0]), ("ho\u{0300}a gia\u{0309}i", [0]),
        ] as [(String, [Int])])
    func `words are found without diacritics, with either place of the tone, the last one from its beginning`(
        engine: Engine, search: (query: String, found: [Int])
    ) async throws {
        try await withIndex(engine) { database in
            let found = try await Self.found(search.query, in: database)
            #expect(found == search.found)
        }
    }

    @Test(arguments: Engine.tested)
    func `no query breaks the search`(engine: Engine) async throws {
        let queries = [
            "'; DROP TABLE document_words; --", "\"", "\"\"\"", "a\" OR \"b", "*", "a*b*", "NEAR(a b)", "a AND NOT b",
            "words:hoa", "(", ")))", "a & | ! b", "\\", "a\\'b", ":*", "^a", "-a", "%", "_", "😀", "漢字", "½²", "١٢",
            "a\u{0}b", "\u{202E}abc", String(repeating: "a", count: 5000), String(repeating: "hoa ", count: 500),
            String(repeating: "((", count: 3000), "e\u{0301}\u{0301}\u{0301}", "''", "hoà' 'giải", "<->", "a <-> b",
        ]
        try await withIndex(engine) { database in
            for query in queries { _ = try await Self.found(query, in: database) }
            #expect(try await Self.found("hoà' 'giải", in: database) == [0])
        }
    }

    @Test(arguments: Engine.tested)
    func `a query without a word is none`(engine: Engine) async throws {
        try await withIndex(engine) { database in
            for query in ["", "   ", "…", "\"*()", "😀"] {
                let hasWord = try await database.read { db in try Self.index.matches(query, in: db) != nil }
                #expect(!hasWord)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `every word that is indexed is found by itself`(engine: Engine) async throws {
        let texts = [
            "100/2025/NĐ-CP", "ngày 01/02/2026 lúc 07:30", "3.500.000 đồng", "-12,5%", "a_b", "x²", "½ trang", "12e5",
            "0012", "https://tinh.gov.vn/a?b=c", "A4-01.PDF", "o'Brien", "mã 0xFF", "№ 7", "1.2.3.4", "漢字 chữ",
        ]
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await database.write { db in
                for (id, text) in texts.enumerated() { try Self.index.put(Self.id(id), text: text, in: db) }
            }
            for (id, text) in texts.enumerated() {
                for word in VietnameseText.words(of: text) {
                    #expect(try await Self.found(String(word), in: database).contains(id), "\(word) of \(text)")
                }
                #expect(try await Self.found(text, in: database).contains(id), "\(text)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a text put again replaces what was indexed, and a removed one is not found`(engine: Engine) async throws {
        try await withIndex(engine) { database in
            try await database.write { try Self.index.put(Self.id(0), text: "hoàn toàn khác", in: $0) }
            #expect(try await Self.found("giải", in: database).isEmpty)
            #expect(try await Self.found("hoàn toàn", in: database) == [0])
            try await database.write { try Self.index.remove(Self.id(0), in: $0) }
            #expect(try await Self.found("hoàn toàn", in: database).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `many are indexed at once as each by itself is, and taken out at once`(engine: Engine) async throws {
        let records = (0..<1200).map { (id: Self.id($0), text: "Văn bản số \($0) – hoà giải") }
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await database.write { try Self.index.add(records, in: $0) }
            try await database.read { (db: Connection) throws -> Void in
                for record in records { #expect(try Self.index.holds(record.id.rawValue, text: record.text, in: db)) }
            }
            #expect(try await Self.found("hòa giải 1199", in: database) == [1199])
            try await database.write { try Self.index.remove(records.map(\.id).filter { $0.rawValue != 7 }, in: $0) }
            #expect(try await Self.found("hoà giải", in: database) == [7])
        }
    }

    @Test(arguments: Engine.tested)
    func `a long text and a long word are taken`(engine: Engine) async throws {
        let many = (0..<60_000).map { "t\($0)" }.joined(separator: " ")
        let text = "đầu " + String(repeating: "x", count: 20_000) + " giữa " + many
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await database.write { try Self.index.put(Self.id(0), text: text, in: $0) }
            #expect(try await Self.found("đầu giữa", in: database) == [0])
            #expect(try await Self.found(String(repeating: "x", count: 20_000), in: database) == [0])
        }
    }

    private func withIndex(_ engine: Engine, _ body: (Database) async throws -> Void) async throws {
        try await TestDatabase.withMigrated(engine, Self.migrations) { database in
            try await database.write { db in
                for (id, text) in Self.texts.enumerated() { try Self.index.put(Self.id(id), text: text, in: db) }
            }
            try await body(database)
        }
    }

    private static func id(_ number: Int) -> ID<Document> { ID(rawValue: Int64(number)) }

    private static func found(_ query: String, in database: Database) async throws -> [Int] {
        try await database.read { db in
            guard let matches = try index.matches(query, in: db) else { return [] }
            return try db.values("SELECT rowid FROM document_words WHERE \(matches) ORDER BY rowid", as: Int.self)
        }
    }
}
