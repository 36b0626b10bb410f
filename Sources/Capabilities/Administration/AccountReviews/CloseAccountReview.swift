import Crypto
import Database
import Directory
import Essentials
import Foundation
import Journal

/// Closes a review: accounts that were said to be disabled are disabled, and the minutes are written. Before its last day
/// only a review without an undecided account is closed.
struct CloseAccountReview: Sendable {
    /// - Throws: `AccountReviewRefusal`; `NotFound` for who does not manage the accounts of its unit.
    func callAsFunction(_ id: ID<AccountReview>, by caller: Caller, at now: Instant, in db: Connection) throws {
        try db.lock(AccountReview.lock)
        let review = try AccountReview.find(id, for: caller, on: now.date, in: db)
        if review.closedAt != nil { throw AccountReviewRefusal.isClosed }
        guard review.isClosable(by: caller) else { throw NotFound() }
        let accounts = try ListReviewedAccounts.all(of: id, on: now.date, in: db)
        let tally = ReviewTally(accounts)
        if tally.undecided > 0, now.date <= review.dueOn { throw AccountReviewRefusal.hasUndecided(tally.undecided) }
        let disabled = try disable(accounts, by: caller, at: now, in: db)
        let roles = try HeldRoles.of(all: id, on: now.date, in: db)
        let text = ReviewMinutes(review, accounts, disabled: disabled, roles: roles, closedBy: caller, at: now).text
        let hash = Array(SHA256.hash(data: Data(text.utf8)))
        let event = try db.record(
            AccountReviewClosed(
                review: id, minutes: hash.hexadecimal, kept: tally.kept, disabled: disabled.count,
                toChange: tally.toChange, undecided: tally.undecided),
            by: caller.actor, at: now)
        try db.execute(
            """
            UPDATE account_review SET closed_at = \(now), closed_by_id = \(caller.person), minutes = \(text),
                minutes_hash = \(hash), closing_event = \(event) WHERE id = \(id)
            """)
    }

    /// - Returns: whom; an account out of the caller's reach, or the caller's own, is left and stands so in the minutes.
    private func disable(
        _ accounts: [ReviewedAccount], by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Set<ID<Person>> {
        var disabled: Set<ID<Person>> = []
        for account in accounts where account.decision == .disable {
            if account.isActive {
                do {
                    try DisablePerson()(account.person, by: caller, at: now, in: db)
                } catch is NotFound {
                    continue
                } catch AccountRefusal.ownAccount {
                    continue
                }
            }
            disabled.insert(account.person)
        }
        return disabled
    }
}

extension [UInt8] {
    var hexadecimal: String { map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined() }
}
