public import Database
public import Essentials
import Journal

/// How a unit is named and placed from a day on; everything given stands, also what stays the same.
public struct UnitChange: Sendable {
    public var unit: ID<Unit>
    public var from: CivilDate
    public var name: String
    public var shortName: String?
    public var symbol: String?
    public var parent: ID<Unit>?

    public init(
        unit: ID<Unit>, from: CivilDate, name: String, shortName: String?, symbol: String?, parent: ID<Unit>?
    ) {
        self.unit = unit
        self.from = from
        self.name = name
        self.shortName = shortName
        self.symbol = symbol
        self.parent = parent
    }

    /// A change that so far changes nothing.
    public init(of unit: Unit, from: CivilDate) {
        self.init(
            unit: unit.id, from: from, name: unit.name, shortName: unit.shortName, symbol: unit.symbol,
            parent: unit.parent)
    }
}

/// Renames a unit or places it below another one, from a day on. What was before stays readable.
public struct ChangeUnit: Sendable {
    public init() {}

    /// - Throws: `Problems`, `UnitRefusal`, or `NotFound` when the caller manages not both places.
    @discardableResult
    public func callAsFunction(_ form: UnitChange, by caller: Caller, at now: Instant, in db: Connection) throws -> Unit
    {
        try UnitTreeLock.take(in: db)
        guard let unit = try Unit.find(form.unit, on: form.from, in: db), caller.may(.manageDirectory, in: unit.path)
        else {
            throw NotFound()
        }
        let parent = try form.parent.map { id in
            guard let parent = try Unit.find(id, on: form.from, in: db), caller.may(.manageDirectory, in: parent.path)
            else { throw NotFound() }
            return parent
        }
        let names = try checked(form, unit, parent, in: db)
        try refuse(form, unit, parent, in: db)
        let placement = UnitPlacement(of: unit, below: parent)
        try Unit.endEdition(of: unit.id, before: form.from, in: db)
        try UnitEdition(
            unit: unit.id, name: names.name, shortName: names.shortName, symbol: names.symbol, parent: parent?.id,
            path: placement.path, agency: placement.agency, validity: Validity(from: form.from)
        ).insert(in: db)
        if placement.path != unit.path { try placement.moveThoseBelow(from: form.from, in: db) }
        try Unit.index(unit.id, in: db)
        try db.record(
            UnitChanged(unit: unit.id, parent: parent?.id, name: names.name, from: form.from), by: caller.actor, at: now
        )
        guard let changed = try Unit.find(unit.id, on: form.from, in: db) else { throw NotFound() }
        return changed
    }

    private func checked(_ form: UnitChange, _ unit: Unit, _ parent: Unit?, in db: Connection) throws -> UnitNames {
        var problems = Problems()
        let names = UnitNames(form.name, form.shortName, form.symbol, &problems)
        problems.date("from", form.from)
        if let parent, try Unit.hasChild(named: names.name, below: parent.id, from: form.from, except: unit.id, in: db)
        {
            problems.add("name", UnitNames.isTaken)
        }
        try problems.throwIfAny()
        return names
    }

    private func refuse(_ form: UnitChange, _ unit: Unit, _ parent: Unit?, in db: Connection) throws {
        if !unit.existence.contains(form.from) { throw UnitRefusal.doesNotExist(unit.name) }
        if (parent == nil) != (unit.parent == nil) { throw UnitRefusal.oneTop }
        if let parent {
            if parent.path.isWithin(unit.path) { throw UnitRefusal.belowItself }
            if !parent.existence.contains(form.from) { throw UnitRefusal.doesNotExist(parent.name) }
        }
        if try Unit.editions(of: unit.id, from: form.from, in: db).contains(where: { $0.validity.from > form.from }) {
            throw UnitRefusal.laterChangeIsPlanned
        }
    }
}

/// Why the tree of units does not let itself be changed so.
public enum UnitRefusal: Refusal {
    case doesNotExist(String)
    case belowItself
    case laterChangeIsPlanned
    /// The tree has one top, and it stays there.
    case oneTop

    public var message: Wording {
        switch self {
        case .doesNotExist(let name):
            Wording("\(name) không tồn tại vào ngày này", en: "\(name) does not exist on that day")
        case .belowItself:
            Wording("Không thể đặt đơn vị dưới chính nó", en: "A unit cannot stand below itself")
        case .laterChangeIsPlanned:
            Wording(
                "Đã có thay đổi từ một ngày sau đó; hãy chọn ngày sau thay đổi ấy",
                en: "A change from a later day is already there; choose a day after it")
        case .oneTop:
            Wording("Cây đơn vị chỉ có một gốc và gốc không chuyển chỗ", en: "The tree has one top, which stays there")
        }
    }
}
