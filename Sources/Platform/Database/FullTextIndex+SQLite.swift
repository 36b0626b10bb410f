extension FullTextIndex {
    var creationOnSQLite: [SQL] {
        ["CREATE VIRTUAL TABLE \(name) USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')"]
    }

    func matchesOnSQLite(_ words: ArraySlice<Substring>) -> SQL {
        let expression = words.map { "\"\($0)\"" }.joined(separator: " ") + "*"
        return "SELECT rowid FROM \(name) WHERE words MATCH \(expression)"
    }
}
