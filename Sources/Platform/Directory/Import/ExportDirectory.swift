public import Database
public import Essentials
import Spreadsheets

/// The units below one, as a spreadsheet that can be imported again.
public struct ExportUnits: Sendable {
    public init() {}

    /// - Returns: CSV in UTF-8 with a mark at its beginning.
    public func callAsFunction(
        within path: UnitPath, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> String {
        guard caller.may(.readDirectory, in: path) else { throw NotFound() }
        let units = try Unit.subtree(of: path, on: now.date, in: db)
        let names = Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let codes = try codes(within: path, on: now.date, in: db)
        let rows = units.map { unit in
            let own = codes[unit.id] ?? [:]
            let parent = unit.parent.flatMap { codes[$0]?[.level1First] ?? names[$0] } ?? ""
            return [
                unit.name, unit.shortName ?? "", unit.symbol ?? "", unit.kind.name.vietnamese, parent,
                unit.isAgency ? "có" : "không", unit.worksCollectively ? "có" : "không", own[.level1First] ?? "",
                own[.level1Last] ?? "", String(unit.order), unit.existence.from.vietnamese,
            ]
        }
        return CSVWriter.text([ImportUnits.columns.map(\.heading.vietnamese)] + rows)
    }

    private func codes(
        within path: UnitPath, on day: CivilDate, in db: Connection
    ) throws -> [ID<Unit>: [OrganIdScheme: String]] {
        let codes: [UnitCode] = try db.all(
            """
            SELECT unit_code.* FROM unit_code
            JOIN unit_edition edition ON edition.unit_id = unit_code.unit_id AND \(Validity.covers("edition", on: day))
            WHERE \(path.contains("edition.path")) AND \(Validity.covers("unit_code", on: day))
            """)
        var found: [ID<Unit>: [OrganIdScheme: String]] = [:]
        for code in codes { found[code.unit, default: [:]][code.organId.scheme] = code.organId.code }
        return found
    }
}

/// The people with a post in a unit or below it, one row a post, as a spreadsheet.
public struct ExportPeople: Sendable {
    public init() {}

    /// - Returns: CSV in UTF-8 with a mark at its beginning. Roles are left out: rights are given, not copied.
    public func callAsFunction(
        within path: UnitPath, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> String {
        guard caller.may(.readDirectory, in: path) else { throw NotFound() }
        let holders = try PostHolder.list(within: path, on: now.date, limit: 100_000, in: db)
        let people = try people(within: path, on: now.date, in: db)
        let rows = holders.map { holder in
            let person = people[holder.post.person]
            return [
                holder.personName, person?.username ?? "", person?.mail ?? "", person?.phone ?? "", holder.unitName,
                holder.post.title, holder.post.standing.name.vietnamese, "", holder.post.validity.from.vietnamese,
                holder.post.validity.to?.vietnamese ?? "",
            ]
        }
        return CSVWriter.text([ImportPeople.columns.map(\.heading.vietnamese)] + rows)
    }

    private func people(
        within path: UnitPath, on day: CivilDate, in db: Connection
    ) throws -> [ID<Person>: Person] {
        let people: [Person] = try db.all(
            """
            SELECT * FROM person WHERE id IN (
                SELECT post.person_id FROM post
                JOIN unit_edition edition ON edition.unit_id = post.unit_id AND \(Validity.covers("edition", on: day))
                WHERE \(path.contains("edition.path")))
            """)
        return Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
