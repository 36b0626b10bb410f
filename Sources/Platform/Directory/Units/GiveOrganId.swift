public import Database
public import Essentials
import Journal

/// Gives a unit a national identifier from a day on; one of the same form that it had before ends the day before.
public struct GiveOrganId: Sendable {
    public init() {}

    /// - Throws: `Problems` when another unit bears it, `UnitRefusal`, `NotFound`.
    public func callAsFunction(
        _ organId: OrganId, to unit: ID<Unit>, from day: CivilDate, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        try UnitTreeLock.take(in: db)
        guard let unit = try Unit.find(unit, on: day, in: db), caller.may(.manageDirectory, in: unit.path) else {
            throw NotFound()
        }
        if !unit.existence.contains(day) { throw UnitRefusal.doesNotExist(unit.name) }
        try UnitCode.close(organId.scheme, of: unit.id, after: day.adding(days: -1), in: db)
        let validity = Validity(from: day)
        if try UnitCode.isTaken(organId, during: validity, in: db) {
            throw Problems("organId", UnitNames.organIdIsTaken(organId))
        }
        try UnitCode(unit: unit.id, organId: organId, validity: validity).insert(in: db)
        try Unit.index(unit.id, in: db)
        try db.record(
            OrganIdGiven(unit: unit.id, scheme: organId.scheme.rawValue, code: organId.code, from: day),
            by: caller.actor, at: now)
    }
}
