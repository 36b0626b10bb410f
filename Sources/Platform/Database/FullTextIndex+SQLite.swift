extension FullTextIndex {
    var creationOnSQLite: [SQL] {
        ["CREATE VIRTUAL TABLE \(name) USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')"]
    }

    func putOnSQLite(_ id: Int64, _ words: [Substring], in db: Connection) throws {
        try db.execute("INSERT INTO \(name) (rowid, words) VALUES (\(id), \(words.joined(separator: " ")))")
    }

    func holdsOnSQLite(_ id: Int64, _ words: [Substring]?, in db: Connection) throws -> Bool {
        let held: String? = try db.value("SELECT words FROM \(name) WHERE rowid = \(id)")
        return held == words?.joined(separator: " ")
    }

    func conditionOnSQLite(_ words: ArraySlice<Substring>, lastIsBeginning: Bool) -> SQL {
        let expression = words.map { "\"\($0)\"" }.joined(separator: " ") + (lastIsBeginning ? "*" : "")
        return "\(name) MATCH \(expression)"
    }
}
