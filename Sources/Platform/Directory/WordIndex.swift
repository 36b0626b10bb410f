import Database
import Essentials

/// The folded words of names, so that any word of a name can be looked up by its beginning, the same on both engines.
/// Small tables; the texts of documents are searched by their own index.
struct WordIndex {
    private let table: SQL
    private let owner: SQL

    static let units = WordIndex(table: "unit_word", owner: "unit_id")
    static let people = WordIndex(table: "person_word", owner: "person_id")

    private static let longestWord = 60

    /// The subquery of those that hold every word of a text as a beginning; nil when it has no word.
    func matches(_ text: String) -> SQL? {
        let words = VietnameseText.words(of: String(text.prefix(200))).prefix(8)
        guard !words.isEmpty else { return nil }
        let each = words.map { word -> SQL in
            let start = String(word.prefix(Self.longestWord))
            let end = start + "\u{10FFFF}"
            return "SELECT \(owner) FROM \(table) WHERE word >= \(start) AND word < \(end)"
        }
        return SQL(each, joinedBy: " INTERSECT ")
    }

    /// Puts the words of these texts in place of what was known before.
    func replace<Entity>(_ id: ID<Entity>, with texts: [String], in db: Connection) throws {
        try db.execute("DELETE FROM \(table) WHERE \(owner) = \(id)")
        try add(id, texts, in: db)
    }

    /// Adds the words of these texts.
    func add<Entity>(_ id: ID<Entity>, _ texts: [String], in db: Connection) throws {
        let words = Set(texts.flatMap { VietnameseText.words(of: $0) }.map { String($0.prefix(Self.longestWord)) })
        guard !words.isEmpty else { return }
        let rows = words.sorted().map { word -> SQL in "(\(word), \(id))" }
        try db.execute(
            "INSERT INTO \(table) (word, \(owner)) VALUES \(SQL(rows, joinedBy: ", ")) ON CONFLICT DO NOTHING")
    }
}
