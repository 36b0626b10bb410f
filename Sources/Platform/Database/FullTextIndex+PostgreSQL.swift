import Essentials

extension FullTextIndex {
    var creationOnPostgreSQL: [SQL] {
        [
            "CREATE TABLE \(name) (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)",
            "CREATE INDEX ON \(name) USING gin (words)",
        ]
    }

    /// The words are cast, not parsed: the server's own parser would part them elsewhere (`½`, `o'Brien`, addresses),
    /// and a word that it drops is never found again.
    func putOnPostgreSQL<Entity>(_ id: ID<Entity>, _ words: [Substring], in db: Connection) throws {
        let lexemes = Set(words).map { "'\($0)'" }.joined(separator: " ")
        try db.execute("INSERT INTO \(name) (rowid, words) VALUES (\(id), CAST(\(lexemes) AS tsvector))")
    }

    func conditionOnPostgreSQL(_ words: ArraySlice<Substring>, lastIsBeginning: Bool) -> SQL {
        let expression = words.map { "'\($0)'" }.joined(separator: " & ") + (lastIsBeginning ? ":*" : "")
        return "\(name).words @@ CAST(\(expression) AS tsquery)"
    }
}
