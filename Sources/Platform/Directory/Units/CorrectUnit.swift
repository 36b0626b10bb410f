public import Database
public import Essentials
import Journal

/// A unit as it should have been entered: mends slips and properties that have no dates.
public struct UnitCorrection: Sendable {
    public var unit: ID<Unit>
    public var kind: UnitKind
    public var name: String
    public var shortName: String?
    public var symbol: String?
    public var isAgency: Bool
    public var worksCollectively: Bool
    public var order: Int

    /// A correction that so far corrects nothing.
    public init(of unit: Unit) {
        self.unit = unit.id
        kind = unit.kind
        name = unit.name
        shortName = unit.shortName
        symbol = unit.symbol
        isAgency = unit.isAgency
        worksCollectively = unit.worksCollectively
        order = unit.order
    }
}

/// Mends what was entered wrongly, in the edition of today. A renaming is no correction: it has a date (`ChangeUnit`).
public struct CorrectUnit: Sendable {
    public init() {}

    /// - Throws: `Problems`; `NotFound` when the caller does not manage the unit.
    @discardableResult
    public func callAsFunction(
        _ form: UnitCorrection, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Unit {
        try UnitTreeLock.take(in: db)
        let today = now.date
        guard let unit = try Unit.find(form.unit, on: today, in: db), caller.may(.manageDirectory, in: unit.path) else {
            throw NotFound()
        }
        var problems = Problems()
        let names = UnitNames(form.name, form.shortName, form.symbol, &problems)
        if let parent = unit.parent,
            try Unit.hasChild(named: names.name, below: parent, from: today, except: unit.id, in: db)
        {
            problems.add("name", UnitNames.isTaken)
        }
        try problems.throwIfAny()
        try db.execute(
            """
            UPDATE unit SET kind = \(form.kind), is_agency = \(form.isAgency),
                works_collectively = \(form.worksCollectively), sort_order = \(form.order) WHERE id = \(unit.id)
            """)
        try db.execute(
            """
            UPDATE unit_edition SET name = \(names.name), short_name = \(names.shortName), symbol = \(names.symbol)
            WHERE unit_id = \(unit.id) AND \(Validity.covers("unit_edition", on: today))
            """)
        if form.isAgency != unit.isAgency { try changeAgency(of: unit, to: form.isAgency, from: today, in: db) }
        try Unit.index(unit.id, in: db)
        try db.record(UnitCorrected(unit: unit.id, name: names.name), by: caller.actor, at: now)
        guard let corrected = try Unit.find(unit.id, on: today, in: db) else { throw NotFound() }
        return corrected
    }

    /// Those below that looked to the agency above now look to this unit, or the other way round.
    private func changeAgency(of unit: Unit, to isAgency: Bool, from day: CivilDate, in db: Connection) throws {
        let above = try unit.parent.flatMap { try Unit.find($0, on: day, in: db)?.agency } ?? unit.id
        try db.execute(
            """
            UPDATE unit_edition SET agency_id = \(isAgency ? unit.id : above)
            WHERE \(unit.path.contains("path")) AND agency_id = \(isAgency ? unit.agency : unit.id)
              AND (valid_to IS NULL OR valid_to >= \(day))
            """)
    }
}
