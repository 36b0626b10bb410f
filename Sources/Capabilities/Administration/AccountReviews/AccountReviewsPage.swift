import Database
import Directory
import Essentials
import Web

/// The reviews of accounts, the newest first.
struct AccountReviewsPage: Page {
    let title = Wording("Rà soát tài khoản", en: "Reviews of accounts")
    let explanation: Wording
    let open: Action?
    let table: WorkList

    private static let review = WorkList.Column(Wording("Đợt rà soát", en: "Review"))
    private static let unit = WorkList.Column(Wording("Đơn vị", en: "Unit"))
    private static let due = WorkList.Column(Wording("Hạn", en: "Due"))
    private static let state = WorkList.Column(Wording("Trạng thái", en: "State"))

    init(
        _ found: KeysetPage<AccountReview>, count: CappedCount, mayOpen: Bool, query: Query, on day: CivilDate
    ) {
        let (path, basis) = (AdministrationPaths.accountReviews, AccountReviewRule.inForce(on: day).basis)
        explanation = Wording(
            """
            Mỗi quý, người phụ trách từng đơn vị xem hết tài khoản của đơn vị: giữ, khóa, hay điều chỉnh quyền. Căn cứ: \(basis).
            """,
            en: """
                Every quarter who answers for a unit goes through its accounts: keep, disable, or change their rights. \
                Basis: \(basis).
                """)
        open =
            mayOpen
            ? Action(
                Wording("Mở đợt rà soát", en: "Begin a review"), path: AdministrationPaths.newAccountReview,
                icon: "plus", isPrimary: true) : nil
        let countText = DirectoryWords.count(count, "đợt rà soát", "review")
        var table = WorkList(
            id: "account-reviews", caption: title, countText: countText,
            columns: [Self.review, Self.unit, Self.due, Self.state], rows: found.items.map { Self.row($0, on: day) })
        table.pagination = found.pagination(path: path, query: query, text: countText)
        table.empty = EmptyState(icon: "tasks", Wording("Chưa có đợt rà soát nào", en: "There was no review yet"))
        self.table = table
    }

    private static func row(_ review: AccountReview, on day: CivilDate) -> WorkList.Row {
        WorkList.Row(
            id: review.id.description, isLate: review.isOverdue(on: day),
            cells: [
                .init(Self.review, .link(path: AdministrationPaths.accountReview(review.id), text: review.name)),
                .init(Self.unit, .text(Wording.verbatim(review.unitName))), .init(Self.due, .text(review.dueOn)),
                .init(Self.state, .state(review.state(on: day))),
            ])
    }

    /// What has to be mended: nobody went through the accounts for longer than the law allows.
    static func warning(_ lastClosed: Instant?, on day: CivilDate) -> Notice? {
        let rule = AccountReviewRule.inForce(on: day)
        let days = rule.value.days
        if let lastClosed, lastClosed.date.adding(days: days) >= day { return nil }
        return Notice(
            .warn,
            Wording(
                "Chưa có đợt rà soát tài khoản nào kết thúc trong \(days) ngày qua. Căn cứ: \(rule.basis).",
                en: "No review of accounts was closed in the last \(days) days. Basis: \(rule.basis)."))
    }
}

extension AccountReview {
    func state(on day: CivilDate) -> StateTag {
        if closedAt != nil { return StateTag(.done, Wording("Đã kết thúc", en: "Closed")) }
        return isOverdue(on: day)
            ? StateTag(.late, Wording("Quá hạn", en: "Overdue"))
            : StateTag(.active, Wording("Đang rà soát", en: "Open"))
    }
}
