import Database
import Essentials

extension Unit {
    static func insert(
        _ id: ID<Unit>, kind: UnitKind, isAgency: Bool, worksCollectively: Bool, order: Int, from: CivilDate,
        in db: Connection
    ) throws {
        try db.execute(
            """
            INSERT INTO unit (id, kind, is_agency, works_collectively, sort_order, valid_from)
            VALUES (\(id), \(kind), \(isAgency), \(worksCollectively), \(order), \(from))
            """)
    }

    /// Makes the unit findable by every name, symbol and identifier it has or had.
    static func index(_ unit: ID<Unit>, in db: Connection) throws {
        let editions = try history(of: unit, in: db)
        let codes = try codes(of: unit, in: db).map(\.organId.code)
        let texts = editions.flatMap { [$0.name, $0.shortName, $0.symbol].compactMap(\.self) }
        try WordIndex.units.replace(unit, with: texts + codes, in: db)
    }

    /// Whether a unit of this name stands below another on a day or later.
    static func hasChild(
        named name: String, below parent: ID<Unit>, from day: CivilDate, except unit: ID<Unit>? = nil, in db: Connection
    ) throws -> Bool {
        let rows = try db.rows(
            """
            SELECT unit.id AS id, edition.name AS name
            FROM unit_edition edition JOIN unit ON unit.id = edition.unit_id
            WHERE edition.parent_id = \(parent) AND (edition.valid_to IS NULL OR edition.valid_to >= \(day))
              AND (unit.valid_to IS NULL OR unit.valid_to >= \(day))
            """)
        let wanted = name.lowercased()
        return try rows.contains { row in
            let id: ID<Unit> = try row["id"]
            let other: String = try row["name"]
            return id != unit && other.lowercased() == wanted
        }
    }

    /// A unit as it is on a day, or as it will be when it does not exist yet.
    static func planned(_ id: ID<Unit>, on day: CivilDate, in db: Connection) throws -> Unit? {
        if let unit = try find(id, on: day, in: db) { return unit }
        let first: CivilDate? = try db.value("SELECT valid_from FROM unit WHERE id = \(id)")
        return try first.flatMap { try find(id, on: $0, in: db) }
    }

    /// The edition in force on a day and those that begin later.
    static func editions(of unit: ID<Unit>, from day: CivilDate, in db: Connection) throws -> [UnitEdition] {
        try db.all(
            """
            SELECT * FROM unit_edition
            WHERE unit_id = \(unit) AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY valid_from
            """)
    }

    /// Ends the edition in force on a day the day before, or takes it away when it began on that very day.
    static func endEdition(of unit: ID<Unit>, before day: CivilDate, in db: Connection) throws {
        let inForce: SQL = "unit_id = \(unit) AND \(Validity.covers("unit_edition", on: day))"
        try db.execute("DELETE FROM unit_edition WHERE \(inForce) AND valid_from = \(day)")
        try db.execute("UPDATE unit_edition SET valid_to = \(day.adding(days: -1)) WHERE \(inForce)")
    }
}
