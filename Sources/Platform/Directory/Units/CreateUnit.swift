public import Database
public import Essentials
import Journal

/// A unit to be set up.
public struct NewUnit: Sendable {
    public var parent: ID<Unit>
    public var kind: UnitKind
    public var name: String
    public var shortName: String?
    public var symbol: String?
    public var isAgency: Bool
    public var worksCollectively: Bool
    public var order: Int
    public var from: CivilDate
    public var organIds: [OrganId]

    public init(
        parent: ID<Unit>, kind: UnitKind, name: String, shortName: String? = nil, symbol: String? = nil,
        isAgency: Bool, worksCollectively: Bool = false, order: Int = 0, from: CivilDate, organIds: [OrganId] = []
    ) {
        self.parent = parent
        self.kind = kind
        self.name = name
        self.shortName = shortName
        self.symbol = symbol
        self.isAgency = isAgency
        self.worksCollectively = worksCollectively
        self.order = order
        self.from = from
        self.organIds = organIds
    }
}

/// Sets up a unit below another one.
public struct CreateUnit: Sendable {
    public init() {}

    /// - Throws: `Problems` for what can be mended, `NotFound` when the caller may not manage the unit above.
    @discardableResult
    public func callAsFunction(_ form: NewUnit, by caller: Caller, at now: Instant, in db: Connection) throws -> Unit {
        try UnitTreeLock.take(in: db)
        guard let parent = try Unit.planned(form.parent, on: form.from, in: db),
            caller.may(.manageDirectory, in: parent.path)
        else { throw NotFound() }
        let names = try checked(form, below: parent, in: db)
        let id = db.ids.next(Unit.self)
        let path = parent.path.appending(id)
        let agency = form.isAgency ? id : parent.agency
        let edition = UnitEdition(
            unit: id, name: names.name, shortName: names.shortName, symbol: names.symbol, parent: parent.id, path: path,
            agency: agency, validity: Validity(from: form.from))
        try insert(id, form, edition, in: db)
        try db.record(UnitCreated(unit: id, parent: parent.id, from: form.from), by: caller.actor, at: now)
        return Unit(
            id: id, kind: form.kind, name: edition.name, shortName: edition.shortName, symbol: edition.symbol,
            parent: parent.id, path: path, isAgency: form.isAgency, agency: agency,
            worksCollectively: form.worksCollectively, order: form.order, existence: Validity(from: form.from))
    }

    private func checked(_ form: NewUnit, below parent: Unit, in db: Connection) throws -> UnitNames {
        var problems = Problems()
        let names = UnitNames(form.name, form.shortName, form.symbol, &problems)
        problems.date("from", form.from)
        if !parent.existence.contains(form.from) {
            problems.add(
                "parent",
                Wording("Đơn vị cấp trên không tồn tại vào ngày này", en: "The unit above does not exist on that day"))
        }
        if parent.depth + 1 >= UnitPath.deepest {
            problems.add("parent", Wording("Cây đơn vị quá sâu", en: "The tree would be too deep"))
        }
        if try Unit.hasChild(named: names.name, below: parent.id, from: form.from, in: db) {
            problems.add("name", UnitNames.isTaken)
        }
        for organId in form.organIds
        where try UnitCode.isTaken(organId, during: Validity(from: form.from), in: db) {
            problems.add("organIds", UnitNames.organIdIsTaken(organId))
        }
        if Set(form.organIds.map(\.scheme)).count < form.organIds.count {
            problems.add("organIds", Wording("Mỗi dạng mã chỉ một mã", en: "Only one identifier of each form"))
        }
        try problems.throwIfAny()
        return names
    }

    private func insert(_ id: ID<Unit>, _ form: NewUnit, _ edition: UnitEdition, in db: Connection) throws {
        try Unit.insert(
            id, kind: form.kind, isAgency: form.isAgency, worksCollectively: form.worksCollectively, order: form.order,
            from: form.from, in: db)
        try edition.insert(in: db)
        for organId in form.organIds {
            try UnitCode(unit: id, organId: organId, validity: Validity(from: form.from)).insert(in: db)
        }
        try Unit.index(id, in: db)
    }
}

/// The names of a unit as typed, checked.
struct UnitNames {
    let name: String
    let shortName: String?
    let symbol: String?

    init(_ name: String, _ shortName: String?, _ symbol: String?, _ problems: inout Problems) {
        self.name = problems.text("name", name, atMost: 300)
        self.shortName = problems.optionalText("shortName", shortName, atMost: 100)
        self.symbol = problems.optionalText("symbol", symbol, atMost: 30)
        if let symbol = self.symbol, !symbol.allSatisfy({ $0.isLetter || $0.isNumber || "-&.".contains($0) }) {
            problems.add(
                "symbol",
                Wording("Chữ viết tắt chỉ gồm chữ, số, '-', '&' và '.'", en: "Only letters, digits, '-', '&' and '.'"))
        }
    }

    static let isTaken = Wording(
        "Đã có đơn vị cùng tên trong cùng đơn vị cấp trên", en: "The unit above already has one of this name")

    static func organIdIsTaken(_ organId: OrganId) -> Wording {
        Wording("Mã \(organId.code) đã cấp cho đơn vị khác", en: "\(organId.code) belongs to another unit")
    }
}

/// Changes of the tree wait for each other: a path is made from those above it.
enum UnitTreeLock {
    static func take(in db: Connection) throws {
        try db.lock("directory.unit-tree")
    }
}

extension UnitPath {
    /// Levels that a tree may have; a path must fit its column.
    static let deepest = 20
}
