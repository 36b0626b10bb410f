import Essentials

/// A row that points to a row which is not there.
public struct BrokenReference: Hashable, Sendable, CustomStringConvertible {
    public let table: String
    /// The row's own key, as it stands in the table.
    public let row: String
    public let parent: String

    public var description: String { "\(table) \(row) points to a row of \(parent) that is not there" }
}

/// The foreign keys that were taken off while an installation is filled.
public struct SuspendedReferences: Sendable {
    fileprivate let constraints: [Constraint]

    fileprivate struct Constraint: Sendable {
        let table: String
        let name: String
        let definition: String
    }
}

extension Database {
    /// Lets rows come in any order; `resumeReferences` checks them all. SQLite is opened for it (`openAlone`).
    public func suspendReferences() async throws -> SuspendedReferences {
        guard engine == .postgresql else { return SuspendedReferences(constraints: []) }
        return try await write { db in
            let constraints = try db.rows(
                """
                SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid) AS definition
                FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
                WHERE contype = 'f' AND relnamespace = CAST(current_schema() AS regnamespace)
                """
            ).map { row in
                SuspendedReferences.Constraint(
                    table: try row["relname"], name: try row["conname"], definition: try row["definition"])
            }
            for constraint in constraints {
                let (table, name) = (SQL(name: constraint.table), SQL(name: constraint.name))
                try db.execute("ALTER TABLE \(table) DROP CONSTRAINT \(name)")
            }
            return SuspendedReferences(constraints: constraints)
        }
    }

    /// Puts the foreign keys back and checks every row.
    /// - Throws: `DatabaseError.constraint` naming the first table with a row that points nowhere.
    public func resumeReferences(_ suspended: SuspendedReferences) async throws {
        try await write { db in
            if db.engine == .sqlite {
                guard let broken = try db.brokenReferences().first else { return }
                throw DatabaseError.constraint(.foreignKey, message: broken.description)
            }
            // Checking millions of rows takes longer than any statement of a page may.
            try db.execute("SET LOCAL statement_timeout = 0")
            for constraint in suspended.constraints {
                let (table, name) = (SQL(name: constraint.table), SQL(name: constraint.name))
                let definition = SQL(stringLiteral: constraint.definition)
                try db.execute("ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition)")
            }
        }
    }
}

/// A foreign key, as the engine's catalogue has it.
private struct Reference {
    let table: String
    let parent: String
    var columns: [(ours: String, theirs: String)] = []
}

extension Connection {
    /// Rows that point nowhere, a hundred of each reference at most; a sound database has none.
    public func brokenReferences() throws -> [BrokenReference] {
        let tables = Dictionary(uniqueKeysWithValues: try tables().map { ($0.name, $0) })
        return try references().flatMap { reference in
            let own = tables[reference.table]?.keyNames ?? []
            let isGiven = SQL(
                reference.columns.map { "child.\(SQL(name: $0.ours)) IS NOT NULL" as SQL }, joinedBy: " AND ")
            let fits = SQL(
                reference.columns.map { "parent.\(SQL(name: $0.theirs)) = child.\(SQL(name: $0.ours))" as SQL },
                joinedBy: " AND ")
            let rows = try rows(
                """
                SELECT \(SQL(own.map { SQL(name: $0) }, joinedBy: ", ")) FROM \(SQL(name: reference.table)) AS child
                WHERE \(isGiven) AND NOT EXISTS (SELECT 1 FROM \(SQL(name: reference.parent)) AS parent WHERE \(fits))
                LIMIT 100
                """)
            return rows.map { row in
                let key = row.values.map(\.plain).joined(separator: ", ")
                return BrokenReference(table: reference.table, row: key, parent: reference.parent)
            }
        }
    }

    private func references() throws -> [Reference] {
        let parts: SQL =
            switch engine {
            case .sqlite:
                """
                SELECT CAST(key.id AS TEXT) AS name, list.name AS child, key."table" AS parent, key."from" AS ours,
                    coalesce(key."to", 'id') AS theirs
                FROM pragma_table_list AS list, pragma_foreign_key_list(list.name) AS key
                WHERE list.schema = 'main' AND list.type = 'table' ORDER BY list.name, key.id, key.seq
                """
            case .postgresql:
                """
                SELECT conname AS name, child.relname AS child, parent.relname AS parent,
                    child_column.attname AS ours, parent_column.attname AS theirs
                FROM pg_constraint
                JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
                CROSS JOIN LATERAL unnest(conkey, confkey) AS pair (ours, theirs)
                JOIN pg_attribute AS child_column
                    ON child_column.attrelid = conrelid AND child_column.attnum = pair.ours
                JOIN pg_attribute AS parent_column
                    ON parent_column.attrelid = confrelid AND parent_column.attnum = pair.theirs
                WHERE contype = 'f' AND child.relnamespace = CAST(current_schema() AS regnamespace)
                """
            }
        var references: [String: Reference] = [:]
        for part in try rows(parts) {
            let (table, name): (String, String) = (try part["child"], try part["name"])
            let empty = Reference(table: table, parent: try part["parent"])
            references["\(table) \(name)", default: empty].columns.append((try part["ours"], try part["theirs"]))
        }
        return references.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What the engine finds wrong in its own file: pages, indexes, types. PostgreSQL has no such check for everybody;
    /// its own is `pg_amcheck`.
    public func engineDamage() throws -> [String] {
        guard engine == .sqlite else { return [] }
        return try values("SELECT integrity_check FROM pragma_integrity_check", as: String.self).filter { $0 != "ok" }
    }
}

extension SQLValue {
    /// As a person reads it in a message.
    fileprivate var plain: String {
        switch self {
        case .null: "nothing"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .boolean(let truth): "\(truth)"
        case .real(let number): "\(number)"
        case .bytes(let bytes): bytes.hexadecimal
        }
    }
}
