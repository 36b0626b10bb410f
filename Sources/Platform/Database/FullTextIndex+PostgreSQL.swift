extension FullTextIndex {
    var creationOnPostgreSQL: [SQL] {
        [
            "CREATE TABLE \(name) (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)",
            "CREATE INDEX ON \(name) USING gin (words)",
        ]
    }

    /// The words are cast, not parsed: the server's own parser would part them elsewhere (`½`, `o'Brien`, addresses),
    /// and a word that it drops is never found again.
    func putOnPostgreSQL(_ id: Int64, _ words: [Substring], in db: Connection) throws {
        let lexemes = Self.lexemes(words)
        try db.execute("INSERT INTO \(name) (rowid, words) VALUES (\(id), CAST(\(lexemes) AS tsvector))")
    }

    func addOnPostgreSQL(_ entries: [(id: Int64, words: [Substring])], in db: Connection) throws {
        for start in stride(from: 0, to: entries.count, by: 500) {
            let rows = entries[start..<min(start + 500, entries.count)].map { entry -> SQL in
                "(CAST(\(entry.id) AS BIGINT), CAST(\(Self.lexemes(entry.words)) AS tsvector))"
            }
            try db.execute("INSERT INTO \(name) (rowid, words) VALUES \(SQL(rows, joinedBy: ", "))")
        }
    }

    func holdsOnPostgreSQL(_ id: Int64, _ words: [Substring]?, in db: Connection) throws -> Bool {
        guard let words else { return try db.row("SELECT rowid FROM \(name) WHERE rowid = \(id)") == nil }
        let isSame: Bool? = try db.value(
            "SELECT words = CAST(\(Self.lexemes(words)) AS tsvector) FROM \(name) WHERE rowid = \(id)")
        return isSame == true
    }

    private static func lexemes(_ words: [Substring]) -> String {
        Set(words).map { "'\($0)'" }.joined(separator: " ")
    }

    func conditionOnPostgreSQL(_ words: ArraySlice<Substring>, lastIsBeginning: Bool) -> SQL {
        let expression = words.map { "'\($0)'" }.joined(separator: " & ") + (lastIsBeginning ? ":*" : "")
        return "\(name).words @@ CAST(\(expression) AS tsquery)"
    }
}
