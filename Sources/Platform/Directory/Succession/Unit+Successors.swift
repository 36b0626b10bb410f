public import Database
public import Essentials

extension Unit {
    /// The unit that carries on for one on a day: itself while it exists, else the main successor, or the successor's
    /// successor. Nil when nobody does.
    public static func successor(of unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> Unit? {
        var id = unit
        for _ in 0..<50 {
            guard let found = try find(id, on: day, in: db) else { return nil }
            if found.existence.contains(day) { return found }
            let next: ID<Unit>? = try db.value(
                """
                SELECT succession_link.to_unit_id FROM succession_link
                JOIN succession ON succession.id = succession_link.succession_id
                WHERE succession_link.from_unit_id = \(id) AND succession_link.is_main
                  AND succession.kind <> \(SuccessionKind.transferDuty) AND succession.effective_on <= \(day)
                ORDER BY succession.effective_on DESC, succession.id DESC LIMIT 1
                """)
            guard let next else { return nil }
            id = next
        }
        return nil
    }

    /// Every unit that carries on for one on a day, the main one first: what a sender is told who writes to a closed unit.
    public static func successors(of unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> [Unit] {
        var found: [Unit] = []
        var seen: Set<ID<Unit>> = []
        var waiting = [unit]
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted, let one = try find(id, on: day, in: db) else { continue }
            if one.existence.contains(day) {
                found.append(one)
                continue
            }
            let next: [ID<Unit>] = try db.values(
                """
                SELECT succession_link.to_unit_id FROM succession_link
                JOIN succession ON succession.id = succession_link.succession_id
                WHERE succession_link.from_unit_id = \(id) AND succession.kind <> \(SuccessionKind.transferDuty)
                  AND succession.effective_on <= \(day)
                ORDER BY succession_link.is_main, succession_link.to_unit_id DESC
                """)
            waiting += next
        }
        return found
    }
}

extension Unit {
    /// Every unit that came after each of some, and the agency it belongs to: by which way what was sent to one that
    /// ended can have gone.
    public static func heirs(
        of units: [ID<Unit>], in db: Connection
    ) throws -> [ID<Unit>: [ID<Unit>]] {
        let rows = try db.rows(
            """
            WITH RECURSIVE heir (origin_id, unit_id) AS (
                SELECT unit.id, unit.id FROM unit WHERE unit.id IN (\(list: units))
                UNION
                SELECT heir.origin_id, succession_link.to_unit_id FROM heir
                JOIN succession_link ON succession_link.from_unit_id = heir.unit_id
                JOIN succession ON succession.id = succession_link.succession_id
                WHERE succession.kind <> \(SuccessionKind.transferDuty)
            )
            SELECT heir.origin_id, heir.unit_id, edition.agency_id FROM heir
            JOIN unit_edition edition ON edition.unit_id = heir.unit_id AND edition.valid_to IS NULL
            WHERE heir.unit_id <> heir.origin_id ORDER BY heir.origin_id, heir.unit_id
            """)
        var heirs: [ID<Unit>: [ID<Unit>]] = [:]
        for row in rows { heirs[try row["origin_id"], default: []] += [try row["unit_id"], try row["agency_id"]] }
        return heirs
    }
}

extension Succession {
    /// A decision by its identifier.
    public static func find(_ id: ID<Succession>, in db: Connection) throws -> Succession? {
        try successions(where: "succession.id = \(id)", in: db).first
    }

    /// The decisions that a unit came from or went by, the oldest first.
    public static func about(_ unit: ID<Unit>, in db: Connection) throws -> [Succession] {
        try successions(
            where: """
                succession.id IN (
                    SELECT succession_id FROM succession_link WHERE from_unit_id = \(unit) OR to_unit_id = \(unit))
                """, in: db)
    }

    /// All decisions, the oldest first.
    public static func all(in db: Connection) throws -> [Succession] {
        try successions(where: "1 = 1", in: db)
    }

    private static func successions(where condition: SQL, in db: Connection) throws -> [Succession] {
        let rows = try db.rows(
            """
            SELECT succession.*, succession_link.from_unit_id, succession_link.to_unit_id, succession_link.is_main
            FROM succession JOIN succession_link ON succession_link.succession_id = succession.id
            WHERE \(condition)
            ORDER BY succession.effective_on, succession.id, succession_link.is_main DESC,
                     succession_link.from_unit_id, succession_link.to_unit_id
            """)
        var found: [Succession] = []
        var links: [SuccessionLink] = []
        for (index, row) in rows.enumerated() {
            links.append(
                SuccessionLink(from: try row["from_unit_id"], to: try row["to_unit_id"], isMain: try row["is_main"]))
            let id: ID<Succession> = try row["id"]
            let next: ID<Succession>? = index + 1 < rows.count ? try rows[index + 1]["id"] : nil
            if next == id { continue }
            found.append(try Succession(row: row, links: links))
            links = []
        }
        return found
    }

    private init(row: Row, links: [SuccessionLink]) throws {
        id = try row["id"]
        kind = try row["kind"]
        decisionNumber = try row["decision_number"]
        decidedOn = try row["decided_on"]
        legalBasis = try row["legal_basis"]
        effectiveOn = try row["effective_on"]
        duty = try row["duty"]
        self.links = links
    }
}
