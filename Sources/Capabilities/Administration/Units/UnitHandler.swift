import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /units/{id}?on=`.
    func showUnit(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Unit> = try visit.id()
        let today = visit.now.date
        let day = visit.query.day(else: today)
        let facts = try await database.read { db in try UnitFacts(id, on: day, today: today, in: db) }
        return .page(UnitPage(facts, today: today, for: visit.caller))
    }
}

extension Connection {
    /// A unit that the caller may manage; for the pages whose forms change it.
    ///
    /// - Throws: `NotFound` for every other one.
    func managedUnit(
        _ id: ID<Unit>, _ permission: Permission = .manageDirectory, by caller: Caller, on day: CivilDate
    ) throws -> Unit {
        let editions = try Unit.history(of: id, in: self)
        guard let first = editions.first,
            let unit = try Unit.find(id, on: max(day, first.validity.from), in: self),
            caller.may(permission, in: unit.path)
        else { throw NotFound() }
        return unit
    }
}
