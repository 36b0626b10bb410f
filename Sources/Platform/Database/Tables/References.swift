/// A row that points to a row which is not there.
public struct BrokenReference: Hashable, Sendable, CustomStringConvertible {
    public let table: String
    public let parent: String
    /// How many such rows.
    public let count: Int

    public var description: String { "\(table): \(count) rows point to a row of \(parent) that is not there" }
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

extension Connection {
    /// Every kind of reference that does not hold; a sound database has none.
    public func brokenReferences() throws -> [BrokenReference] {
        switch engine {
        case .sqlite:
            return try rows(
                "SELECT \"table\", parent, count(*) AS broken FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2"
            ).map { BrokenReference(table: try $0["table"], parent: try $0["parent"], count: try $0["broken"]) }
        case .postgresql: return try brokenReferencesOnPostgreSQL()
        }
    }

    private func brokenReferencesOnPostgreSQL() throws -> [BrokenReference] {
        let parts = try rows(
            """
            SELECT conname, child.relname AS child, parent.relname AS parent,
                childColumn.attname AS column_of_child, parentColumn.attname AS column_of_parent
            FROM pg_constraint
            JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
            CROSS JOIN LATERAL unnest(conkey, confkey) AS pair (ours, theirs)
            JOIN pg_attribute AS childColumn ON childColumn.attrelid = conrelid AND childColumn.attnum = pair.ours
            JOIN pg_attribute AS parentColumn ON parentColumn.attrelid = confrelid AND parentColumn.attnum = pair.theirs
            WHERE contype = 'f' AND child.relnamespace = CAST(current_schema() AS regnamespace)
            ORDER BY child.relname, conname
            """)
        let keys = try Dictionary(grouping: parts) { "\(try $0["child"] as String) \(try $0["conname"] as String)" }
        return try keys.sorted { $0.key < $1.key }.compactMap { _, parts in
            guard let first = parts.first else { return nil }
            let (child, parent): (String, String) = (try first["child"], try first["parent"])
            let pairs = try parts.map { part in
                (ours: SQL(name: try part["column_of_child"]), theirs: SQL(name: try part["column_of_parent"]))
            }
            let isGiven = SQL(pairs.map { "child.\($0.ours) IS NOT NULL" as SQL }, joinedBy: " AND ")
            let fits = SQL(pairs.map { "parent.\($0.theirs) = child.\($0.ours)" as SQL }, joinedBy: " AND ")
            let count: Int =
                try value(
                    """
                    SELECT count(*) FROM \(SQL(name: child)) AS child WHERE \(isGiven)
                    AND NOT EXISTS (SELECT 1 FROM \(SQL(name: parent)) AS parent WHERE \(fits))
                    """) ?? 0
            return count == 0 ? nil : BrokenReference(table: child, parent: parent, count: count)
        }
    }

    /// What the engine finds wrong in its own file: pages, indexes, types. PostgreSQL has no such check for everybody;
    /// its own is `pg_amcheck`.
    public func engineDamage() throws -> [String] {
        guard engine == .sqlite else { return [] }
        return try values("SELECT integrity_check FROM pragma_integrity_check", as: String.self).filter { $0 != "ok" }
    }
}
