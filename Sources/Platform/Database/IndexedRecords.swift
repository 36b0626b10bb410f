/// What a full-text index is made from, so that it can be held against it, and made anew.
public struct IndexedRecords: Sendable {
    private let index: FullTextIndex
    private let table: SQL
    private let text: @Sendable (Int64, Connection) throws -> String?

    private static let batch = 200

    /// - Parameters:
    ///   - table: the records' table, with a column `id`.
    ///   - text: what a record is found by; nil for one that is not to be found.
    public init(
        _ index: FullTextIndex, of table: SQL, text: @escaping @Sendable (Int64, Connection) throws -> String?
    ) {
        self.index = index
        self.table = table
        self.text = text
    }

    /// The index's table.
    public var name: String { index.name.rendered(for: .sqlite).text }

    /// Makes the index anew, some records at a time.
    public func rebuild(in database: Database) async throws {
        try await database.write { db in _ = try db.execute("DELETE FROM \(index.name)") }
        var last: Int64? = .min
        while let after = last {
            last = try await database.write { db in
                let records = try page(after: after, in: db)
                for record in records {
                    if let text = try text(record, db) { try index.put(record, text: text, in: db) }
                }
                return records.last
            }
        }
    }

    /// The records whose text the index does not hold, and entries without a record; a hundred at most.
    public func disagreements(in database: Database) async throws -> [Int64] {
        var found: [Int64] = try await database.read(lasting: .long) { db in
            try db.values("SELECT rowid FROM \(index.name) WHERE rowid NOT IN (SELECT id FROM \(table)) LIMIT 100")
        }
        var last: Int64? = .min
        while let after = last, found.count < 100 {
            let (stale, next) = try await database.read(lasting: .long) { db in
                let records = try page(after: after, in: db)
                let stale = try records.filter { record in
                    try !index.holds(record, text: try text(record, db), in: db)
                }
                return (stale, records.last)
            }
            found += stale
            last = next
        }
        return found
    }

    private func page(after last: Int64, in db: Connection) throws -> [Int64] {
        try db.values("SELECT id FROM \(table) WHERE id > \(last) ORDER BY id LIMIT \(Self.batch)")
    }
}
