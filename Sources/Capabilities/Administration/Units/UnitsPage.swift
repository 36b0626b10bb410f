import Directory
import Essentials
import Web

/// The tree of units as it was on a day, or what a search finds in it.
struct UnitsPage: Page {
    let title = Wording("Cơ quan, đơn vị", en: "Units")
    let actions: [Action]
    let filter: WorkList.Filter
    /// A past or coming day is said first, so that nobody takes it for today.
    let otherDay: Notice?
    let crumbs: Breadcrumb?
    let countText: Wording?
    let branches: [UnitBranch]
    let found: WorkList?

    /// The tree below a unit.
    init(tree: UnitTree, above: [Unit], count: Int, filter: UnitFilter, for caller: Caller) {
        actions = Self.actions(for: caller)
        self.filter = filter.bar
        otherDay = filter.notice
        crumbs =
            above.isEmpty
            ? nil
            : Breadcrumb(
                above.map { unit in
                    .init(
                        .verbatim(unit.listName),
                        path: unit.id == above.last?.id
                            ? nil : AdministrationPaths.units(below: unit.id, on: filter.linkDay))
                })
        countText = DirectoryWords.count(count, "đơn vị", "unit")
        branches = tree.roots.map { UnitBranch($0, in: tree, levels: Self.levelsShown, on: filter.linkDay) }
        found = nil
    }

    /// What a search found.
    init(found units: [Unit], parents: [ID<Unit>: Unit], isCut: Bool, filter: UnitFilter, for caller: Caller) {
        actions = Self.actions(for: caller)
        self.filter = filter.bar
        otherDay = filter.notice
        crumbs = nil
        countText = nil
        branches = []
        found = UnitsTable(day: filter.day, linkDay: filter.linkDay).list(units, parents: parents, isCut: isCut)
    }

    /// Three levels open at once; a department's divisions are one step further.
    private static let levelsShown = 2

    private static func actions(for caller: Caller) -> [Action] {
        var actions: [Action] = []
        if caller.rights.has(.manageDirectory) {
            actions.append(
                Action(
                    Wording("Thêm đơn vị", en: "Add a unit"), path: AdministrationPaths.newUnit, icon: "plus",
                    isPrimary: true))
            actions.append(
                Action(
                    Wording("Nhập từ tệp CSV", en: "Import from CSV"), path: AdministrationPaths.unitsImport,
                    icon: "upload"))
        }
        if caller.widest(.readDirectory) != nil {
            actions.append(
                Action(
                    Wording("Tải về CSV", en: "Download CSV"), path: AdministrationPaths.unitsExport,
                    icon: "download"))
        }
        return actions
    }
}

/// A unit in the tree with those below it.
struct UnitBranch: Viewable {
    let name: String
    let path: String
    let kind: Wording
    let symbol: String?
    let children: [UnitBranch]
    /// Those further below, on a page of their own.
    let more: Link?

    init(_ unit: Unit, in tree: UnitTree, levels: Int, on day: CivilDate?) {
        name = unit.name
        path = AdministrationPaths.unit(unit.id, on: day)
        kind = unit.kind.name
        symbol = unit.symbol
        let below = tree.children(of: unit.id)
        children = levels > 0 ? below.map { UnitBranch($0, in: tree, levels: levels - 1, on: day) } : []
        more =
            levels > 0 || below.isEmpty
            ? nil
            : Link(
                DirectoryWords.count(below.count, "đơn vị trực thuộc", "unit below"),
                path: AdministrationPaths.units(below: unit.id, on: day))
    }
}

/// What the tree is asked for.
struct UnitFilter {
    let words: String?
    let day: CivilDate
    let today: CivilDate
    let includesClosed: Bool

    private var isOtherDay: Bool { day != today }

    /// Links keep the day when it is not today.
    var linkDay: CivilDate? { isOtherDay ? day : nil }

    var bar: WorkList.Filter {
        WorkList.Filter(
            path: AdministrationPaths.units, query: words,
            queryLabel: Wording("Tên, ký hiệu hoặc mã định danh", en: "Name, symbol or identifier"),
            choices: [
                .init(
                    "closed", Wording("Khi tìm", en: "When searching"),
                    options: [
                        .init("", Wording("Đơn vị đang có", en: "Units there are"), isSelected: !includesClosed),
                        .init(
                            "1", Wording("Cả đơn vị đã kết thúc", en: "Closed units too"), isSelected: includesClosed),
                    ])
            ],
            days: [.init("on", Wording("Tại ngày", en: "As of"), value: linkDay)])
    }

    var notice: Notice? {
        guard isOtherDay else { return nil }
        return Notice(
            .info,
            Wording(
                "Đang xem tổ chức tại ngày \(day.text(in: .vietnamese)).",
                en: "This is how things stood on \(day.text(in: .english))."),
            links: [Link(Wording("Xem hôm nay", en: "See today"), path: AdministrationPaths.units)])
    }
}
