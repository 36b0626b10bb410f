extension FullTextIndex {
    var creationOnPostgreSQL: [SQL] {
        [
            "CREATE TABLE \(name) (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)",
            "CREATE INDEX ON \(name) USING gin (words)",
        ]
    }

    func matchesOnPostgreSQL(_ words: ArraySlice<Substring>) -> SQL {
        let expression = words.map { "'\($0)'" }.joined(separator: " & ") + ":*"
        return "SELECT rowid FROM \(name) WHERE words @@ to_tsquery('simple', \(expression))"
    }
}
