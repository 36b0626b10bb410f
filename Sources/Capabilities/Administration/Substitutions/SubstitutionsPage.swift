import Database
import Directory
import Essentials
import Web

/// Who stands in for whom.
struct SubstitutionsPage: Page {
    let title = Wording("Làm thay khi vắng mặt", en: "Substitutions")
    let create = Action(
        Wording("Đề nghị người làm thay", en: "Ask for a substitute"), path: AdministrationPaths.newSubstitution,
        icon: "plus", isPrimary: true)
    let tabs: Tabs
    let countText: Wording
    let rows: [SubstitutionRow]
    let pagination: Pagination?

    /// A substitution in the table.
    struct SubstitutionRow: Viewable {
        let absent: String
        let absentOffice: String
        let substitute: String
        let substituteOffice: String
        let period: Wording
        let reason: String
        let state: StateTag
        let approve: Action?
        let end: Action?
    }

    /// What the page is made from.
    struct Found: Sendable {
        let count: CappedCount
        let page: KeysetPage<Substitution>
        let holders: [ID<Post>: PostHolder]
    }

    init(_ found: Found, isPast: Bool, query: Query, for caller: Caller, on today: CivilDate) {
        let path = AdministrationPaths.substitutions
        tabs = Tabs(
            title,
            [
                .init(Wording("Đang và sắp tới", en: "Now and to come"), path: path, isCurrent: !isPast),
                .init(Wording("Đã qua", en: "Past"), path: "\(path)?past=1", isCurrent: isPast),
            ])
        countText = DirectoryWords.count(found.count, "việc làm thay", "substitution")
        rows = found.page.items.map { Self.row($0, found.holders, caller, today) }
        pagination = found.page.pagination(path: path, query: query, text: countText)
    }

    private static func row(
        _ substitution: Substitution, _ holders: [ID<Post>: PostHolder], _ caller: Caller, _ today: CivilDate
    ) -> SubstitutionRow {
        let (absent, substitute) = (holders[substitution.absent], holders[substitution.substitute])
        let concerned = [absent, substitute].compactMap { $0?.post.person }.contains(caller.person)
        let mayApprove = absent.map { caller.may(.approveSubstitutions, in: $0.unitPath) } ?? false
        let isOpen = substitution.endedAt == nil && (substitution.validity.to.map { $0 >= today } ?? true)
        return SubstitutionRow(
            absent: absent?.personName ?? "—", absentOffice: absent?.office ?? "—",
            substitute: substitute?.personName ?? "—", substituteOffice: substitute?.office ?? "—",
            period: DirectoryWords.period(substitution.validity), reason: substitution.reason,
            state: tag(substitution, on: today),
            approve: isOpen && mayApprove && !concerned && substitution.approvedAt == nil
                ? Action(
                    Wording("Duyệt", en: "Approve"), posting: AdministrationPaths.approval(of: substitution.id),
                    icon: "check", isPrimary: true) : nil,
            end: isOpen && (concerned || mayApprove)
                ? Action(
                    Wording("Kết thúc", en: "End"), posting: AdministrationPaths.end(of: substitution.id),
                    icon: "stop") : nil)
    }

    private static func tag(_ substitution: Substitution, on day: CivilDate) -> StateTag {
        if substitution.endedAt != nil { return StateTag(.stopped, Wording("Đã kết thúc", en: "Ended")) }
        if let to = substitution.validity.to, to < day { return StateTag(.done, Wording("Đã qua", en: "Past")) }
        if substitution.approvedAt == nil { return StateTag(.waiting, Wording("Chờ duyệt", en: "To be approved")) }
        return substitution.acts(on: day)
            ? StateTag(.active, Wording("Đang làm thay", en: "Stands in"))
            : StateTag(.waiting, Wording("Đã duyệt, chưa đến ngày", en: "Approved, not begun"))
    }
}
