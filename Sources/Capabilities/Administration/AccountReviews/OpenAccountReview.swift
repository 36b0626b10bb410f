import Database
import Directory
import Essentials
import Journal

/// Begins a review of every account of the caller's agency and below.
struct OpenAccountReview: Sendable {
    /// Whoever manages all those accounts.
    static func isAllowed(to caller: Caller) -> Bool {
        caller.rights.covers(PermissionScope(unit: caller.agencyPath, coversSubtree: true), for: .manageAccounts)
    }

    /// - Throws: `Problems` at `name` and `dueOn`, `AccountReviewRefusal`; `NotFound` for who may not.
    func callAsFunction(
        name: String, dueOn: CivilDate?, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> ID<AccountReview> {
        guard Self.isAllowed(to: caller) else { throw NotFound() }
        let (name, dueOn) = try checked(name, dueOn, today: now.date)
        try db.lock(AccountReview.lock)
        let open: Int? = try db.value(
            "SELECT 1 AS one FROM account_review WHERE unit_id = \(caller.agency) AND closed_at IS NULL")
        if open != nil { throw AccountReviewRefusal.isOpenAlready }
        let id = db.ids.next(AccountReview.self)
        let basis = AccountReviewRule.inForce(on: now.date).basis
        try db.execute(
            """
            INSERT INTO account_review (id, name, basis, unit_id, opened_at, opened_by_id, due_on)
            VALUES (\(id), \(name), \(basis), \(caller.agency), \(now), \(caller.person), \(dueOn))
            """)
        let accounts = try gather(id, within: caller.agencyPath, on: now.date, in: db)
        if accounts == 0 { throw AccountReviewRefusal.nobody }
        try db.record(
            AccountReviewOpened(review: id, unit: caller.agency, dueOn: dueOn, accounts: accounts), by: caller.actor,
            at: now)
        try AccountReview.find(id, for: caller, on: now.date, in: db).tellOpened(at: now, in: db)
        return id
    }

    private func checked(
        _ name: String, _ dueOn: CivilDate?, today: CivilDate
    ) throws -> (String, CivilDate) {
        var problems = Problems()
        let name = name.trimmed
        if name.isEmpty { problems.add("name", Wording("Ghi tên đợt rà soát.", en: "Enter the review's name.")) }
        if name.unicodeScalars.count > 200 {
            problems.add("name", Wording("Tên quá dài.", en: "The name is too long."))
        }
        let most = AccountReviewRule.inForce(on: today).value.days
        if dueOn.map({ $0 < today || $0 > today.adding(days: most) }) ?? true {
            problems.add(
                "dueOn",
                Wording(
                    "Hạn từ hôm nay đến \(most) ngày sau.", en: "From today to \(most) days from now."))
        }
        try problems.throwIfAny()
        return (name, dueOn ?? today)
    }

    /// Every person with an account and a post there, once, under the highest post. Accounts that were closed for not
    /// being used are among them: they wait for somebody to say so.
    private func gather(
        _ id: ID<AccountReview>, within path: UnitPath, on day: CivilDate, in db: Connection
    ) throws -> Int {
        try db.execute(
            """
            INSERT INTO account_review_item (review_id, person_id, unit_id, rank, last_used_at)
            SELECT CAST(\(id) AS BIGINT), chosen.person_id, chosen.unit_id, -coalesce(chosen.used_at, 0), chosen.used_at
            FROM (
                SELECT post.person_id, post.unit_id,
                       CASE WHEN token.used_at > coalesce(account.signed_in_at, 0) THEN token.used_at
                            ELSE account.signed_in_at END AS used_at,
                       ROW_NUMBER() OVER (
                           PARTITION BY post.person_id ORDER BY post.standing_rank, length(edition.path), post.id
                       ) AS place
                FROM account JOIN person ON person.id = account.person_id
                JOIN post ON post.person_id = person.id AND \(Validity.covers("post", on: day))
                JOIN unit_edition edition ON edition.unit_id = post.unit_id AND \(Validity.covers("edition", on: day))
                LEFT JOIN (
                    SELECT owner.person_id, max(api_token.last_used_at) AS used_at FROM api_token
                    JOIN post owner ON owner.id = api_token.post_id GROUP BY owner.person_id
                ) token ON token.person_id = person.id
                WHERE (person.is_active OR account.idle_closed_at IS NOT NULL) AND \(path.contains("edition.path"))
            ) chosen WHERE chosen.place = 1
            """)
    }
}
