public import Essentials

/// A full-text index of folded words, one row for each record, under one name on both engines.
///
/// Words come from `VietnameseText`, so `hoa binh` finds Hòa Bình and Hoà Bình. Matches are taken newest first:
/// ranking every match of common words costs 700 ms at half a million documents.
public struct FullTextIndex: Sendable {
    let name: SQL

    /// - Parameter name: the index's table, a literal.
    public init(_ name: SQL) {
        self.name = name
    }

    /// Characters of one record's text that are indexed; PostgreSQL takes no more than a megabyte of words.
    public static let indexedCharacters = 200_000
    /// Characters of a word.
    private static let longestWord = 100

    /// The statements of a migration that make the index.
    public func creation(on engine: Engine) -> [SQL] {
        engine == .sqlite ? creationOnSQLite : creationOnPostgreSQL
    }

    /// Indexes a record's text in place of what was indexed before.
    public func put<Entity>(_ id: ID<Entity>, text: String, in db: Connection) throws {
        try put(id.rawValue, text: text, in: db)
    }

    func put(_ id: Int64, text: String, in db: Connection) throws {
        let words = Self.words(of: Self.indexed(text))
        try remove(ID<Never>(rawValue: id), in: db)
        switch db.engine {
        case .sqlite: try putOnSQLite(id, words, in: db)
        case .postgresql: try putOnPostgreSQL(id, words, in: db)
        }
    }

    /// Indexes records that are not in the index yet, many by a statement.
    public func add<Entity>(_ records: [(id: ID<Entity>, text: String)], in db: Connection) throws {
        let entries = records.map { record in
            (record.id.rawValue, Self.words(of: Self.indexed(record.text)))
        }
        switch db.engine {
        case .sqlite: for (id, words) in entries { try putOnSQLite(id, words, in: db) }
        case .postgresql: try addOnPostgreSQL(entries, in: db)
        }
    }

    /// Takes records out of the index.
    public func remove<Entity>(_ ids: [ID<Entity>], in db: Connection) throws {
        try db.execute("DELETE FROM \(name) WHERE rowid IN (\(list: ids))")
    }

    /// Takes a record out of the index; nothing happens when it is not in it.
    public func remove<Entity>(_ id: ID<Entity>, in db: Connection) throws {
        try db.execute("DELETE FROM \(name) WHERE rowid = \(id)")
    }

    /// Whether the index has for a record just the words of this text; for nil, whether it has nothing.
    func holds(_ id: Int64, text: String?, in db: Connection) throws -> Bool {
        let words = text.map { Self.words(of: Self.indexed($0)) }
        switch db.engine {
        case .sqlite: return try holdsOnSQLite(id, words, in: db)
        case .postgresql: return try holdsOnPostgreSQL(id, words, in: db)
        }
    }

    /// The condition on a row of this index, joined by its `rowid`, that it holds every word of `query`; nil when the
    /// query has no word. The last word is taken as a beginning when nothing holds it whole: whoever is still typing
    /// finds, and a short word that is there is not drowned in longer ones.
    ///
    /// A list of what matches is read from the index outwards, newest first:
    /// `FROM words CROSS JOIN record … WHERE record.id = words.rowid AND … ORDER BY words.rowid DESC LIMIT …`.
    /// Then a page costs the same whether ten records match or half of all.
    public func matches(_ query: String, in db: Connection) throws -> SQL? {
        let words = Self.words(of: query).prefix(12)
        guard !words.isEmpty else { return nil }
        let whole = condition(words, lastIsBeginning: false, on: db.engine)
        let isFound = try db.row("SELECT 1 AS one FROM \(name) WHERE \(whole) LIMIT 1") != nil
        return isFound ? whole : condition(words, lastIsBeginning: true, on: db.engine)
    }

    private func condition(_ words: ArraySlice<Substring>, lastIsBeginning: Bool, on engine: Engine) -> SQL {
        engine == .sqlite
            ? conditionOnSQLite(words, lastIsBeginning: lastIsBeginning)
            : conditionOnPostgreSQL(words, lastIsBeginning: lastIsBeginning)
    }

    /// The beginning of a text that is indexed. Characters are only counted where there may be too many of them: finding
    /// their bounds costs as much as finding the words.
    private static func indexed(_ text: String) -> String {
        text.utf8.count <= indexedCharacters ? text : String(text.prefix(indexedCharacters))
    }

    /// What is longer than any word is cut, in the index and in a query alike: PostgreSQL leaves it out silently.
    private static func words(of text: String) -> [Substring] {
        VietnameseText.words(of: text).map { $0.utf8.count <= longestWord ? $0 : $0.prefix(longestWord) }
    }
}
