import Database
import Directory
import Essentials
import Web

extension AccountReviewPage {
    private static let who = WorkList.Column(Wording("Tài khoản", en: "Account"))
    private static let unit = WorkList.Column(Wording("Đơn vị", en: "Unit"))
    private static let roles = WorkList.Column(Wording("Quyền", en: "Roles"), isMinor: true)
    private static let used = WorkList.Column(Wording("Dùng gần nhất", en: "Last used"))
    private static let state = WorkList.Column(Wording("Kết luận", en: "Decision"))

    /// The accounts of one tab that are in the caller's reach.
    static func table(
        _ facts: Facts, isDecided: Bool, query: Query, for caller: ID<Person>, at now: Instant
    ) -> WorkList {
        let countText = DirectoryWords.count(facts.count, "tài khoản", "account")
        let rows = facts.found.items.map { account in
            row(account, of: facts.review, facts.roles[account.person] ?? [], for: caller, at: now)
        }
        var table = WorkList(
            id: "reviewed-accounts", caption: Wording("Tài khoản", en: "Accounts"), countText: countText,
            columns: [who, unit, roles, used, state], rows: rows)
        if facts.found.items.contains(where: { mayBeKept($0, of: facts.review, by: caller) }) {
            table.bulk = .init(
                action: AdministrationPaths.reviewKeeping(facts.review.id),
                buttons: [
                    FormButton(
                        Wording("Giữ các tài khoản đã chọn", en: "Keep those chosen"), icon: "check", name: "which",
                        value: "chosen")
                ])
        }
        table.pagination = facts.found.pagination(
            path: AdministrationPaths.accountReview(facts.review.id), query: query, text: countText)
        table.empty = EmptyState(
            icon: "ok",
            isDecided
                ? Wording("Chưa rà soát tài khoản nào", en: "Nothing was decided yet")
                : Wording("Không còn tài khoản nào chờ bạn rà soát", en: "No account waits for you"))
        return table
    }

    private static func row(
        _ account: ReviewedAccount, of review: AccountReview, _ roles: [Wording], for caller: ID<Person>,
        at now: Instant
    ) -> WorkList.Row {
        let isIdle = account.isIdle(when: review.openedAt)
        let label = account.username.map { "\(account.personName) (\($0))" } ?? account.personName
        let path = AdministrationPaths.reviewed(account.person, in: review.id)
        let isLinked = review.closedAt == nil && account.person != caller
        return WorkList.Row(
            id: account.person.description,
            selectLabel: mayBeKept(account, of: review, by: caller)
                ? Wording("Chọn: \(account.personName)", en: "Choose: \(account.personName)") : nil,
            isLate: isIdle && account.decision == nil,
            cells: [
                .init(who, isLinked ? .link(path: path, text: label) : .text(Wording.verbatim(label))),
                .init(unit, .text(Wording.verbatim(account.unitName))),
                .init(Self.roles, .text(DirectoryWords.list(roles))),
                .init(used, .text(account.lastUsed(at: now))),
                .init(state, .state(tag(account, isIdle: isIdle, isOwn: account.person == caller))),
            ])
    }

    /// Together with others, without a reason.
    private static func mayBeKept(
        _ account: ReviewedAccount, of review: AccountReview, by caller: ID<Person>
    ) -> Bool {
        review.closedAt == nil && account.decision == nil && account.person != caller
            && !account.isIdle(when: review.openedAt)
    }

    private static func tag(_ account: ReviewedAccount, isIdle: Bool, isOwn: Bool) -> StateTag {
        if let decision = account.decision { return StateTag(decision == .keep ? .done : .stopped, decision.name) }
        if isOwn { return StateTag(.waiting, Wording("Của bạn: người khác rà soát", en: "Yours: for somebody else")) }
        return isIdle
            ? StateTag(.late, Wording("Lâu không dùng", en: "Idle"))
            : StateTag(.waiting, Wording("Chưa rà soát", en: "Undecided"))
    }
}

extension ReviewedAccount {
    /// When it had last been used, in words.
    func lastUsed(at now: Instant) -> any Spoken {
        guard let lastUsedAt else { return Wording("Chưa bao giờ", en: "Never") }
        return Age(of: lastUsedAt, at: now)
    }
}
