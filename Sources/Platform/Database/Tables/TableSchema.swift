/// A table as the engine's own catalogue describes it, so that a whole installation can be carried elsewhere without
/// anybody listing its tables.
public struct TableSchema: Hashable, Sendable {
    /// One column.
    public struct Column: Hashable, Sendable {
        public let name: String
        /// SQLite keeps truth as a number, so there `.integer` may be what PostgreSQL calls `.boolean`.
        public let type: ColumnType
    }

    public let name: String
    /// By name: the same order on both engines, whatever the history of the table.
    public let columns: [Column]
    /// Where the columns of the primary key stand in `columns`, in the key's order.
    let key: [Int]

    var keyNames: [String] { key.map { columns[$0].name } }

    init(name: String, columns: [Column], key: [String]) throws {
        self.name = name
        let ordered = columns.sorted { $0.name < $1.name }
        self.columns = ordered
        self.key = key.compactMap { column in ordered.firstIndex { $0.name == column } }
        guard !self.key.isEmpty, self.key.count == key.count else {
            throw DatabaseError.failed("the table \(name) has no primary key", statement: "")
        }
    }
}

extension ColumnType {
    /// The value as this column takes it: SQLite's 0 and 1 as truth.
    func fitting(_ value: SQLValue) -> SQLValue {
        if self == .boolean, case .integer(let number) = value { return .boolean(number != 0) }
        return value
    }
}

extension Connection {
    /// The tables there are, by name, without the full-text indexes, which are made anew from what they index.
    public func tables() throws -> [TableSchema] {
        switch engine {
        case .sqlite: try tablesOnSQLite()
        case .postgresql: try tablesOnPostgreSQL()
        }
    }

    /// The names of the full-text indexes there are.
    public func fullTextIndexes() throws -> [String] {
        switch engine {
        case .sqlite:
            try values("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual' ORDER BY name")
        case .postgresql: try values("\(Self.columnsOnPostgreSQL("relname")) AND typname = 'tsvector' ORDER BY relname")
        }
    }

    private func tablesOnSQLite() throws -> [TableSchema] {
        let names: [String] = try values(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name
            """)
        return try names.map { name in
            let rows = try rows("SELECT name, type, pk FROM pragma_table_info(\(name))")
            let columns = try rows.map { row in
                let type: String = try row["type"]
                return TableSchema.Column(name: try row["name"], type: try Self.type(onSQLite: type, of: name))
            }
            let key = try rows.map { (place: try $0["pk"] as Int, name: try $0["name"] as String) }
                .filter { $0.place > 0 }.sorted { $0.place < $1.place }
            return try TableSchema(name: name, columns: columns, key: key.map(\.name))
        }
    }

    private static func type(onSQLite type: String, of table: String) throws -> ColumnType {
        switch type {
        case "INTEGER", "BIGINT": .integer
        case "TEXT": .text
        case "BLOB": .bytes
        case "REAL": .real
        default: throw DatabaseError.column(table, reason: "has the type \(type), which is none of ours")
        }
    }

    private func tablesOnPostgreSQL() throws -> [TableSchema] {
        let rows = try rows(
            """
            \(Self.columnsOnPostgreSQL("relname, attname, typname"))
            AND pg_class.oid NOT IN (SELECT attrelid FROM pg_attribute WHERE atttypid = CAST('tsvector' AS regtype))
            ORDER BY relname
            """)
        let keys = try self.rows(
            """
            SELECT relname, attname FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
            CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (number, place)
            JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = part.number
            WHERE indisprimary AND relnamespace = CAST(current_schema() AS regnamespace) ORDER BY relname, place
            """)
        let keyOf = try Dictionary(grouping: keys) { try $0["relname"] as String }
        return try Dictionary(grouping: rows) { try $0["relname"] as String }.sorted { $0.key < $1.key }
            .map { name, rows in
                let columns = try rows.map { row in
                    let type: String = try row["typname"]
                    return TableSchema.Column(
                        name: try row["attname"], type: try Self.type(onPostgreSQL: type, of: name))
                }
                return try TableSchema(
                    name: name, columns: columns, key: try keyOf[name, default: []].map { try $0["attname"] })
            }
    }

    private static func columnsOnPostgreSQL(_ what: SQL) -> SQL {
        """
        SELECT \(what) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        JOIN pg_type ON pg_type.oid = atttypid
        WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)
        AND attnum > 0 AND NOT attisdropped
        """
    }

    private static func type(onPostgreSQL type: String, of table: String) throws -> ColumnType {
        switch type {
        case "int8": .integer
        case "text": .text
        case "bytea": .bytes
        case "bool": .boolean
        case "float8": .real
        default: throw DatabaseError.column(table, reason: "has the type \(type), which is none of ours")
        }
    }
}
