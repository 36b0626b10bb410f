import Directory
import Essentials
import Web

/// The tree of units as it was on a day, or what a search finds in it.
struct UnitsPage: Page {
    let title = Wording("Cơ quan, đơn vị", en: "Units")
    let actions: [Action]
    let filter: UnitFilter
    /// A past or coming day is said first, so that nobody takes it for today.
    let otherDay: Notice?
    let crumbs: Breadcrumb?
    let countText: Wording?
    let branches: [UnitBranch]
    let found: WorkList?

    /// The tree below a unit.
    init(tree: UnitTree, above: [Unit], count: Int, filter: UnitFilter, for caller: Caller) {
        actions = Self.actions(for: caller)
        self.filter = filter
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
        self.filter = filter
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
struct UnitFilter: Viewable {
    let query: TextField
    let on: DateField
    let closed: CheckboxField
    let day: CivilDate
    let isOtherDay: Bool

    /// - Parameters:
    ///   - day: as of when.
    ///   - today: as of now.
    init(query words: String?, day: CivilDate, today: CivilDate, includesClosed: Bool) {
        self.day = day
        isOtherDay = day != today
        let filling = Filling([
            "q": words, "on": day == today ? nil : day.vietnamese, "closed": includesClosed ? "1" : nil,
        ])
        query = filling.text(
            "q", Wording("Tên, ký hiệu hoặc mã định danh", en: "Name, symbol or identifier"), isOptional: true,
            width: .medium, atMost: 200)
        on = filling.date("on", Wording("Tại ngày", en: "As of"), isOptional: true)
        closed = CheckboxField(
            FieldWords("closed", Wording("Khi tìm", en: "When searching"), isOptional: true),
            options: [
                .init(
                    "1", Wording("Gồm cả đơn vị đã kết thúc", en: "Closed units too"), isSelected: includesClosed)
            ])
    }

    /// Links keep the day when it is not today.
    var linkDay: CivilDate? { isOtherDay ? day : nil }

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
