import Directory
import Essentials
import Web

/// Units as a list, as of a day.
struct UnitsTable {
    let day: CivilDate
    /// Kept in links when it is not today.
    let linkDay: CivilDate?

    private static let name = WorkList.Column(Wording("Tên", en: "Name"))
    private static let kind = WorkList.Column(Wording("Loại", en: "Kind"), isMinor: true)
    private static let parent = WorkList.Column(Wording("Đơn vị cấp trên", en: "Unit above"))
    private static let state = WorkList.Column(Wording("Trạng thái", en: "State"))

    /// - Parameter isCut: more were found than are shown.
    func list(_ units: [Unit], parents: [ID<Unit>: Unit], isCut: Bool) -> WorkList {
        var list = WorkList(
            id: "units", caption: Wording("Đơn vị tìm thấy", en: "Units found"),
            countText: isCut
                ? Wording(
                    "\(units.count) đơn vị đầu tiên; gõ thêm từ để thu hẹp",
                    en: "The first \(units.count) units; type more words to narrow down")
                : DirectoryWords.count(units.count, "đơn vị", "unit"),
            columns: [Self.name, Self.kind, Self.parent, Self.state], rows: units.map { row($0, parents) })
        list.empty = EmptyState(
            icon: "search", Wording("Không có đơn vị nào phù hợp", en: "No unit matches"),
            text: Wording(
                "Gõ ít từ hơn, không cần dấu; tên cũ và mã định danh cũng tìm được.",
                en: "Type fewer words; diacritics are not needed. Former names and identifiers are found too."))
        return list
    }

    private func row(_ unit: Unit, _ parents: [ID<Unit>: Unit]) -> WorkList.Row {
        WorkList.Row(
            id: unit.id.description,
            cells: [
                .init(
                    Self.name,
                    .link(
                        path: AdministrationPaths.unit(unit.id, on: linkDay), text: unit.name,
                        note: unit.symbol.map(Wording.verbatim))),
                .init(Self.kind, .text(unit.kind.name)),
                .init(Self.parent, .text(unit.parent.flatMap { parents[$0] }.map { Wording.verbatim($0.listName) })),
                .init(Self.state, .state(DirectoryWords.tag(of: unit, on: day))),
            ])
    }
}
