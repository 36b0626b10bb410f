import Database
import Directory
import Essentials
import Web

/// A review: how far each agency is, and the accounts that one goes through.
struct AccountReviewPage: Page {
    let title: Wording
    let back = Link(Wording("Các đợt rà soát", en: "Reviews"), path: AdministrationPaths.accountReviews)
    let notices: [Notice]
    let facts: FactList
    let action: Action?
    /// What closing it does; it is not undone.
    let closing: Wording?
    let progress: [ProgressRow]
    let tabs: Tabs
    let table: WorkList

    /// What it is made of.
    struct Facts: Sendable {
        let review: AccountReview
        let found: KeysetPage<ReviewedAccount>
        let count: CappedCount
        let roles: [ID<Person>: [Wording]]
        let progress: [ReviewProgress]
    }

    /// How far an agency is.
    struct ProgressRow: Viewable {
        let agency: String
        let decided: Wording
        let state: StateTag
    }

    init(
        _ facts: Facts, isDecided: Bool, query: Query, for caller: Caller, problem: Wording? = nil, at now: Instant
    ) {
        let (review, tally) = (facts.review, facts.progress.reduce(ReviewTally()) { $0 + $1.tally })
        let path = AdministrationPaths.accountReview(review.id)
        title = .verbatim(review.name)
        notices = [problem.map { Notice(.warn, $0) }, Self.overdue(review, tally, on: now.date)].compactMap(\.self)
        self.facts = Self.facts(review, tally)
        action = Self.action(review, for: caller)
        closing = review.isClosable(by: caller) ? Self.closing(tally) : nil
        progress = facts.progress.map(ProgressRow.init)
        tabs = Tabs(
            Wording("Tài khoản", en: "Accounts"),
            [
                .init(Wording("Chưa rà soát", en: "Undecided"), path: path, isCurrent: !isDecided),
                .init(Wording("Đã rà soát", en: "Decided"), path: "\(path)?decided=1", isCurrent: isDecided),
            ])
        table = Self.table(facts, isDecided: isDecided, query: query, for: caller.person, at: now)
    }

    private static func facts(_ review: AccountReview, _ tally: ReviewTally) -> FactList {
        FactList([
            Fact(Wording("Phạm vi", en: "Scope"), review.unitName),
            Fact(Wording("Căn cứ", en: "Basis"), review.basis),
            Fact(Wording("Mở lúc", en: "Begun"), review.openedAt, note: .verbatim(review.openedBy)),
            Fact(Wording("Hạn", en: "Due"), review.dueOn),
            Fact(
                Wording("Tiến độ", en: "Progress"),
                Wording(
                    "\(tally.decided) trên \(tally.total) tài khoản", en: "\(tally.decided) of \(tally.total) accounts")
            ),
            Fact(
                Wording("Kết luận", en: "Decisions"),
                Wording(
                    "\(tally.kept) giữ nguyên, \(tally.toDisable) khóa, \(tally.toChange) điều chỉnh quyền",
                    en: "\(tally.kept) kept, \(tally.toDisable) to disable, \(tally.toChange) to change")),
            Fact(Wording("Kết thúc lúc", en: "Closed"), review.closedAt, note: review.closedBy.map(Wording.verbatim)),
        ])
    }

    private static func overdue(_ review: AccountReview, _ tally: ReviewTally, on day: CivilDate) -> Notice? {
        guard review.isOverdue(on: day) else { return nil }
        let due = review.dueOn
        return Notice(
            .bad,
            Wording(
                """
                Đợt rà soát đã quá hạn ngày \(due.text(in: .vietnamese)); còn \(tally.undecided) tài khoản chưa rà soát.
                """,
                en: "This review was due on \(due.text(in: .english)); \(tally.undecided) accounts are undecided."))
    }

    private static func action(_ review: AccountReview, for caller: Caller) -> Action? {
        if review.hasMinutes(for: caller) {
            return Action(
                Wording("Biên bản", en: "Minutes"), path: AdministrationPaths.reviewMinutes(review.id), icon: "print",
                isPrimary: true)
        }
        guard review.isClosable(by: caller) else { return nil }
        return Action(
            Wording("Kết thúc và lập biên bản", en: "Close and write the minutes"),
            posting: AdministrationPaths.reviewClosure(review.id), icon: "stamp")
    }

    private static func closing(_ tally: ReviewTally) -> Wording {
        Wording(
            "Kết thúc sẽ khóa \(tally.toDisable) tài khoản đã kết luận khóa và lập biên bản; không mở lại được.",
            en: "Closing disables \(tally.toDisable) accounts and writes the minutes; it is not undone.")
    }
}

extension AccountReviewPage.ProgressRow {
    init(_ progress: ReviewProgress) {
        let tally = progress.tally
        agency = progress.agencyName
        decided = .verbatim("\(tally.decided)/\(tally.total)")
        state =
            tally.undecided == 0
            ? StateTag(.done, Wording("Xong", en: "Done")) : StateTag(.active, Wording("Đang rà soát", en: "Open"))
    }
}
