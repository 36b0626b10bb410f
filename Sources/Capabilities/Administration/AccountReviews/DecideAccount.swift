import Database
import Directory
import Essentials
import Journal

/// Says what is to be done with an account of a review. It may be said anew until the review is closed.
struct DecideAccount: Sendable {
    let review: ID<AccountReview>

    /// - Parameter reason: must be there, except to keep an account that is in use.
    /// - Throws: `Problems` at `decision` and `reason`, `AccountReviewRefusal`; `NotFound` out of the caller's reach.
    func callAsFunction(
        _ person: ID<Person>, _ decision: ReviewDecision?, reason: String, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        let open = try open(for: caller, at: now, in: db)
        let account = try list(caller, now).find(person, in: db)
        if person == caller.person { throw AccountReviewRefusal.ownAccount }
        var problems = Problems()
        if decision == nil {
            problems.add("decision", Wording("Chọn một kết luận.", en: "Choose what is to be done."))
        }
        let reason = reason.trimmed
        if reason.isEmpty, decision != .keep || account.isIdle(when: open.openedAt) {
            problems.add("reason", Wording("Ghi lý do.", en: "Give the reason."))
        }
        if reason.unicodeScalars.count > 500 {
            problems.add("reason", Wording("Lý do quá dài.", en: "The reason is too long."))
        }
        try problems.throwIfAny()
        guard let decision else { throw problems }
        try store(person, decision, reason, by: caller, at: now, in: db)
    }

    /// Keeps accounts that are in use, as far as they wait for it.
    ///
    /// - Returns: how many that were.
    func keep(_ chosen: [ID<Person>], by caller: Caller, at now: Instant, in db: Connection) throws -> Int {
        let open = try open(for: caller, at: now, in: db)
        let kept = try list(caller, now).undecided(among: chosen, in: db).filter { account in
            account.person != caller.person && !account.isIdle(when: open.openedAt)
        }
        for account in kept { try store(account.person, .keep, "", by: caller, at: now, in: db) }
        return kept.count
    }

    private func open(for caller: Caller, at now: Instant, in db: Connection) throws -> AccountReview {
        try db.lock(AccountReview.lock)
        let found = try AccountReview.find(review, for: caller, on: now.date, in: db)
        if found.closedAt != nil { throw AccountReviewRefusal.isClosed }
        return found
    }

    private func list(_ caller: Caller, _ now: Instant) -> ListReviewedAccounts {
        ListReviewedAccounts(review: review, caller: caller, isDecided: false, day: now.date)
    }

    private func store(
        _ person: ID<Person>, _ decision: ReviewDecision, _ reason: String, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        try db.execute(
            """
            UPDATE account_review_item SET decision = \(decision.rawValue), reason = \(reason),
                decided_by_id = \(caller.person), decided_at = \(now)
            WHERE review_id = \(review) AND person_id = \(person)
            """)
        try db.record(
            AccountReviewed(review: review, person: person, decision: decision.rawValue), by: caller.actor, at: now)
    }
}
