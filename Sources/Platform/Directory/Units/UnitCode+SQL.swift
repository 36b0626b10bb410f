public import Database
public import Essentials

extension Unit {
    /// The unit that bears a national identifier on a day, in whichever form it is written.
    public static func withOrganId(_ code: String, on day: CivilDate, in db: Connection) throws -> Unit? {
        guard let holder = try UnitCode.holder(of: code, on: day, in: db) else { return nil }
        return try find(holder, on: day, in: db)
    }

    /// All identifiers a unit has or had, the newest first.
    public static func codes(of unit: ID<Unit>, in db: Connection) throws -> [UnitCode] {
        try db.all("SELECT * FROM unit_code WHERE unit_id = \(unit) ORDER BY valid_from DESC, scheme, id DESC")
    }

    /// Those units that bore an identifier before a day and no longer do: a document sent to it goes to a successor.
    public static func formerlyWithOrganId(_ code: String, on day: CivilDate, in db: Connection) throws -> [Unit] {
        let holders: [ID<Unit>] = try db.values(
            """
            SELECT unit_id FROM unit_code WHERE code = \(code.uppercased()) AND valid_to < \(day)
            ORDER BY valid_to DESC, id
            """)
        return try holders.compactMap { try find($0, on: day, in: db) }
    }
}

extension UnitCode: RowDecodable {
    public init(row: Row) throws {
        unit = try row["unit_id"]
        organId = OrganId(stored: try row["code"], scheme: try row["scheme"])
        validity = try Validity(row: row)
    }

    static func holder(of code: String, on day: CivilDate, in db: Connection) throws -> ID<Unit>? {
        try db.value(
            """
            SELECT unit_id FROM unit_code WHERE code = \(code.uppercased()) AND \(Validity.covers("unit_code", on: day))
            ORDER BY valid_from DESC, id LIMIT 1
            """)
    }

    /// Whether another unit, or this one, bears the identifier on any day of `validity`.
    static func isTaken(_ organId: OrganId, during validity: Validity, in db: Connection) throws -> Bool {
        let codes: [UnitCode] = try db.all(
            "SELECT * FROM unit_code WHERE scheme = \(organId.scheme) AND code = \(organId.code)")
        return codes.contains { $0.validity.overlaps(validity) }
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO unit_code (id, unit_id, scheme, code, valid_from, valid_to)
            VALUES (\(db.ids.next(UnitCode.self)), \(unit), \(organId.scheme), \(organId.code),
                    \(validity.from), \(validity.to))
            """)
    }

    /// Ends what the unit bears in a scheme; an identifier that would end before it began is taken away.
    static func close(_ scheme: OrganIdScheme?, of unit: ID<Unit>, after day: CivilDate, in db: Connection) throws {
        var which: SQL = "unit_id = \(unit) AND (valid_to IS NULL OR valid_to > \(day))"
        if let scheme { which += " AND scheme = \(scheme)" }
        try db.execute("DELETE FROM unit_code WHERE \(which) AND valid_from > \(day)")
        try db.execute("UPDATE unit_code SET valid_to = \(day) WHERE \(which)")
    }
}
