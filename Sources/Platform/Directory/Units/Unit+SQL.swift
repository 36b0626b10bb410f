public import Database
public import Essentials

extension Unit {
    /// Reads a unit as it was on a day: `FROM unit JOIN unit_edition edition` with the edition of that day.
    private static func select(on day: CivilDate) -> SQL {
        """
        SELECT unit.id, unit.kind, edition.name, edition.short_name, edition.symbol, edition.parent_id, edition.path,
               unit.is_agency, edition.agency_id, unit.works_collectively, unit.sort_order, unit.valid_from, unit.valid_to
        FROM unit JOIN unit_edition edition ON edition.unit_id = unit.id AND \(Validity.covers("edition", on: day))
        """
    }

    /// A unit as it was named and placed on a day; a closed one still has its last name. Nil before its first day.
    public static func find(_ id: ID<Unit>, on day: CivilDate, in db: Connection) throws -> Unit? {
        try db.first("\(select(on: day)) WHERE unit.id = \(id)")
    }

    /// Several units at once, for the names in a list.
    public static func all(_ ids: some Sequence<ID<Unit>>, on day: CivilDate, in db: Connection) throws -> [ID<Unit>:
        Unit]
    {
        let units: [Unit] = try db.all("\(select(on: day)) WHERE unit.id IN (\(list: Set(ids).sorted()))")
        return Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The top of the tree; nil before the first run.
    public static func root(on day: CivilDate, in db: Connection) throws -> Unit? {
        try db.first("\(select(on: day)) WHERE edition.parent_id IS NULL")
    }

    /// The units directly below one that exist on a day, in their order.
    public static func children(of unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> [Unit] {
        UnitTree(
            try db.all(
                """
                \(select(on: day)) WHERE edition.parent_id = \(unit) AND \(Validity.covers("unit", on: day))
                """)
        ).flattened
    }

    /// A unit and all below it that exist on a day, each before those below it.
    public static func subtree(of path: UnitPath, on day: CivilDate, in db: Connection) throws -> [Unit] {
        UnitTree(
            try db.all(
                """
                \(select(on: day)) WHERE \(path.contains("edition.path")) AND \(Validity.covers("unit", on: day))
                """)
        ).flattened
    }

    /// The units with a seal of their own within one, itself included.
    public static func agencies(within path: UnitPath, on day: CivilDate, in db: Connection) throws -> [Unit] {
        UnitTree(
            try db.all(
                """
                \(select(on: day))
                WHERE \(path.contains("edition.path")) AND unit.is_agency AND \(Validity.covers("unit", on: day))
                """)
        ).flattened
    }

    /// The units above one, from the top of the tree down, without itself.
    public static func ancestors(of unit: Unit, on day: CivilDate, in db: Connection) throws -> [Unit] {
        let above = unit.path.units.dropLast()
        let found = try all(above, on: day, in: db)
        return above.compactMap { found[$0] }
    }

    /// How a unit was named and placed through time, oldest first.
    public static func history(of unit: ID<Unit>, in db: Connection) throws -> [UnitEdition] {
        try db.all("SELECT * FROM unit_edition WHERE unit_id = \(unit) ORDER BY valid_from")
    }

    /// Units whose names hold every word, each as a beginning, with or without diacritics: `so kh` finds Sở Khoa học và
    /// Công nghệ. Former names count, and so do symbols and identifiers.
    ///
    /// - Parameters:
    ///   - path: only within this unit.
    ///   - includingClosed: also units that no longer exist, to be led to their successors.
    public static func search(
        _ text: String, within path: UnitPath? = nil, includingClosed: Bool = false, on day: CivilDate, limit: Int = 20,
        in db: Connection
    ) throws -> [Unit] {
        guard let matches = WordIndex.units.matches(text) else { return [] }
        var sql: SQL = "\(select(on: day)) WHERE unit.id IN (\(matches))"
        if let path { sql += " AND \(path.contains("edition.path"))" }
        if !includingClosed { sql += " AND \(Validity.covers("unit", on: day))" }
        return try db.all("\(sql) ORDER BY length(edition.path), unit.sort_order, edition.name, unit.id LIMIT \(limit)")
    }
}

extension Unit: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        name = try row["name"]
        shortName = try row["short_name"]
        symbol = try row["symbol"]
        parent = try row["parent_id"]
        path = try row["path"]
        isAgency = try row["is_agency"]
        agency = try row["agency_id"]
        worksCollectively = try row["works_collectively"]
        order = try row["sort_order"]
        existence = try Validity(row: row)
    }
}

extension UnitEdition: RowDecodable {
    public init(row: Row) throws {
        unit = try row["unit_id"]
        name = try row["name"]
        shortName = try row["short_name"]
        symbol = try row["symbol"]
        parent = try row["parent_id"]
        path = try row["path"]
        agency = try row["agency_id"]
        validity = try Validity(row: row)
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO unit_edition (
                unit_id, valid_from, valid_to, name, short_name, symbol, parent_id, path, agency_id)
            VALUES (
                \(unit), \(validity.from), \(validity.to), \(name), \(shortName), \(symbol), \(parent), \(path), \(agency))
            """)
    }
}
