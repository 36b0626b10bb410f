import Database
import Directory
import Essentials
import Web

/// Changes of rights that nobody has confirmed yet, and those that were.
struct RightsChangesPage: Page {
    let title = Wording("Thay đổi quyền", en: "Changes of rights")
    let explanation = Wording(
        """
        Mỗi lần giao chức vụ, trao hay thu hồi quyền là một cảnh báo cho đến khi một người phân quyền khác xác nhận. Người thực \
        hiện và người được trao không tự xác nhận được.
        """,
        en: """
            Every post or role that is given or taken is an alarm until another person who gives roles has confirmed it. \
            Who did it and whom it concerns cannot.
            """)
    let problem: Notice?
    let tabs: Tabs
    let table: WorkList

    private static let what = WorkList.Column(Wording("Thay đổi", en: "Change"))
    private static let whom = WorkList.Column(Wording("Của ai", en: "Whose"))
    private static let unit = WorkList.Column(Wording("Phạm vi", en: "Where"))
    private static let by = WorkList.Column(Wording("Người thực hiện", en: "Done by"))
    private static let at = WorkList.Column(Wording("Lúc", en: "When"))
    private static let confirmed = WorkList.Column(Wording("Xác nhận", en: "Confirmed"))

    init(
        _ found: KeysetPage<RightsChange>, count: CappedCount, isOpen: Bool, query: Query, problem: Wording? = nil,
        language: Language, now: Instant
    ) {
        let path = AdministrationPaths.rightsChanges
        self.problem = problem.map { Notice(.warn, $0) }
        tabs = Tabs(
            title,
            [
                .init(Wording("Chờ xác nhận", en: "To confirm"), path: path, isCurrent: isOpen),
                .init(Wording("Đã xác nhận", en: "Confirmed"), path: "\(path)?confirmed=1", isCurrent: !isOpen),
            ])
        let countText = DirectoryWords.count(count, "thay đổi", "change")
        var table = WorkList(
            id: "rights-changes", caption: title, countText: countText,
            columns: [Self.what, Self.whom, Self.unit, Self.by, Self.at] + (isOpen ? [] : [Self.confirmed]),
            rows: found.items.map { Self.row($0, isOpen: isOpen, language, now) })
        if isOpen && !found.items.isEmpty {
            table.bulk = .init(
                action: AdministrationPaths.rightsConfirmation,
                buttons: [
                    FormButton(
                        Wording("Xác nhận đã chọn", en: "Confirm those chosen"), icon: "check", name: "which",
                        value: "chosen")
                ])
        }
        table.pagination = found.pagination(path: path, query: query, text: countText)
        table.empty = EmptyState(
            icon: "shield-ok",
            isOpen
                ? Wording("Không có thay đổi nào chờ xác nhận", en: "Nothing waits to be confirmed")
                : Wording("Chưa xác nhận thay đổi nào", en: "Nothing was confirmed yet"))
        self.table = table
    }

    private static func row(
        _ change: RightsChange, isOpen: Bool, _ language: Language, _ now: Instant
    ) -> WorkList.Row {
        let what =
            change.roleName.map { role in
                Wording(
                    "\(change.kind.name.vietnamese): \(role.vietnamese)",
                    en: "\(change.kind.name.english): \(role.english)")
            } ?? change.kind.name
        let who = change.personName ?? "—"
        let by = change.actorName.map(Wording.verbatim) ?? Wording("Hệ thống", en: "The platform")
        var cells: [WorkList.Cell] = [
            .init(Self.what, .text(what)),
            .init(
                Self.whom,
                change.person.map { .link(path: AdministrationPaths.person($0), text: who) }
                    ?? .text(Wording.verbatim(who))),
            .init(Self.unit, .text(Wording.verbatim(change.unitName))), .init(Self.by, .text(by)),
            .init(Self.at, .text(Age(of: change.at, at: now))),
        ]
        if !isOpen { cells.append(.init(Self.confirmed, .text(Wording.verbatim(change.confirmedBy ?? "—")))) }
        return WorkList.Row(
            id: change.id.description,
            selectLabel: isOpen
                ? Wording("Chọn: \(what.vietnamese), \(who)", en: "Choose: \(what.english), \(who)") : nil,
            isUnread: false, cells: cells)
    }
}
