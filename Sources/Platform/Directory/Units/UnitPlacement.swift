import Database
import Essentials

/// Where a unit comes to stand, and how those below it follow.
struct UnitPlacement {
    let old: UnitPath
    let path: UnitPath
    let agency: ID<Unit>

    init(of unit: Unit, below parent: Unit?) {
        old = unit.path
        path = parent?.path.appending(unit.id) ?? UnitPath(root: unit.id)
        agency = unit.isAgency ? unit.id : parent?.agency ?? unit.id
    }

    /// Gives every unit below a path from a day on: the edition in force is ended and continued, later ones are mended.
    func moveThoseBelow(from day: CivilDate, in db: Connection) throws {
        let below: [UnitEdition] = try db.all(
            """
            SELECT * FROM unit_edition
            WHERE \(old.contains("path")) AND path <> \(old) AND (valid_to IS NULL OR valid_to >= \(day))
            """)
        // An agency further down keeps those below it; what belonged to one above now belongs to the new one.
        let moved = Set(below.map(\.unit)).union(path.units.suffix(1))
        for edition in below {
            let place = UnitPath(text: path.text + edition.path.text.dropFirst(old.text.count))
            let responsible = moved.contains(edition.agency) ? edition.agency : agency
            if edition.validity.from >= day {
                try db.execute(
                    """
                    UPDATE unit_edition SET path = \(place), agency_id = \(responsible)
                    WHERE unit_id = \(edition.unit) AND valid_from = \(edition.validity.from)
                    """)
            } else {
                try Unit.endEdition(of: edition.unit, before: day, in: db)
                try UnitEdition(
                    unit: edition.unit, name: edition.name, shortName: edition.shortName, symbol: edition.symbol,
                    parent: edition.parent, path: place, agency: responsible,
                    validity: Validity(from: day, to: edition.validity.to)
                ).insert(in: db)
            }
        }
    }
}
