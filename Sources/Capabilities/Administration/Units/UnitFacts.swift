import Database
import Directory
import Essentials

/// Everything a unit's page tells, as of a day.
struct UnitFacts: Sendable {
    let unit: Unit
    /// The day it is shown as of: the one asked for, or its first where it did not exist yet.
    let day: CivilDate
    let above: [Unit]
    let children: [Unit]
    let people: [PostHolder]
    let codes: [UnitCode]
    let editions: [UnitEdition]
    let successions: [Succession]
    let successors: [Unit]
    /// The names of units that editions and decisions speak of.
    let names: [ID<Unit>: Unit]

    /// - Throws: `NotFound`.
    init(_ id: ID<Unit>, on asked: CivilDate, today: CivilDate, in db: Connection) throws {
        editions = try Unit.history(of: id, in: db)
        guard let first = editions.first else { throw NotFound() }
        day = max(asked, first.validity.from)
        guard let unit = try Unit.find(id, on: day, in: db) else { throw NotFound() }
        self.unit = unit
        above = try Unit.ancestors(of: unit, on: day, in: db)
        children = try Unit.children(of: id, on: day, in: db)
        people = try PostHolder.list(inUnit: id, on: day, in: db)
        codes = try Unit.codes(of: id, in: db)
        successions = try Succession.about(id, in: db)
        let isClosed = unit.existence.to.map { $0 < today } ?? false
        successors = try isClosed ? Unit.successors(of: id, on: today, in: db) : []
        let mentioned = editions.compactMap(\.parent) + successions.flatMap(\.links).flatMap { [$0.from, $0.to] }
        // Decisions name units of later days too; those of long ago keep their last names.
        let latest = successions.map(\.effectiveOn).max() ?? today
        names = try mentioned.isEmpty ? [:] : Unit.all(mentioned, on: max(latest, today), in: db)
    }

    func name(_ id: ID<Unit>) -> String { names[id]?.name ?? "—" }
}
