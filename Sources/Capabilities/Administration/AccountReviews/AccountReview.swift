import Database
import Directory
import Essentials
import Journal
import SignIn

/// A review of accounts (rà soát tài khoản): who answers for a unit goes through its accounts and says of each whether it
/// is kept, closed, or its rights changed; what came of it is kept as minutes under the journal.
struct AccountReview: Hashable, Sendable {
    let id: ID<AccountReview>
    let name: String
    /// The text that asks for it.
    let basis: String
    /// The unit whose accounts are gone through, with all below it.
    let unitPath: UnitPath
    let unitName: String
    let openedAt: Instant
    let openedBy: String
    let dueOn: CivilDate
    let closedAt: Instant?
    let closedBy: String?
    /// SHA-256 of the minutes, as the journal has it.
    let minutesHash: [UInt8]?

    /// Whoever writes to a review has this lock: what is decided on is not closed meanwhile.
    static let lock = "administration.account-reviews"

    /// Past its day and not closed: an alarm.
    func isOverdue(on day: CivilDate) -> Bool { closedAt == nil && dueOn < day }

    /// Who closes it manages every account in it.
    func isClosable(by caller: Caller) -> Bool { closedAt == nil && covers(caller, for: .manageAccounts) }

    /// The minutes name everybody with the reasons; so only who answers for all of them reads them.
    func hasMinutes(for caller: Caller) -> Bool { closedAt != nil && covers(caller, for: .reviewAccounts) }

    private func covers(_ caller: Caller, for permission: Permission) -> Bool {
        caller.rights.covers(PermissionScope(unit: unitPath, coversSubtree: true), for: permission)
    }
}

/// How often accounts are gone through: statutory, so dated data.
struct AccountReviewRule: Hashable, Sendable {
    /// After how long it is time again.
    let days: Int
    /// How long one is given, unless whoever opens it says otherwise.
    let lastsDays: Int
    /// How long before its last day those are reminded who have accounts left.
    let reminderDays: Int

    /// A quarter: the stricter of the two texts.
    private static let first = Dated(
        AccountReviewRule(days: 92, lastsDays: 30, reminderDays: 7), from: CivilDate(year: 2026, month: 7, day: 1),
        basis: "QCVN 12:2026/BCA 3.7.2.5.2 (hằng quý); TCVN 14423:2026, cấp độ 3 (6 tháng)")

    /// The law's figures from day to day.
    static let rules = [first]

    /// What holds on a day.
    static func inForce(on day: CivilDate) -> Dated<AccountReviewRule> { rules.inForce(on: day) ?? first }
}

/// What is said of an account.
enum ReviewDecision: String, CaseIterable, Sendable {
    case keep, disable, change

    var name: Wording {
        switch self {
        case .keep: Wording("Giữ nguyên", en: "Keep")
        case .disable: Wording("Khóa tài khoản", en: "Disable")
        case .change: Wording("Điều chỉnh quyền", en: "Change its rights")
        }
    }
}

/// An account in a review.
struct ReviewedAccount: Hashable, Sendable {
    let person: ID<Person>
    let personName: String
    let username: String?
    let isActive: Bool
    let unitPath: UnitPath
    let unitName: String
    /// When it had last been used on the day the review began; nil for never.
    let lastUsedAt: Instant?
    let rank: Int64
    let decision: ReviewDecision?
    let reason: String?
    let decidedBy: String?
    let decidedAt: Instant?

    /// Nobody used it for so long that it would be closed, or ever: it is not kept without a reason.
    func isIdle(when opened: Instant) -> Bool {
        let limit = opened.adding(seconds: -Int64(IdleAccounts.rule(on: opened.date).days) * 86_400)
        return lastUsedAt.map { $0 <= limit } ?? true
    }
}

/// How far a review is.
struct ReviewTally: Hashable, Sendable {
    var kept = 0
    var toDisable = 0
    var toChange = 0
    var undecided = 0

    var total: Int { decided + undecided }
    var decided: Int { kept + toDisable + toChange }

    static func + (one: ReviewTally, other: ReviewTally) -> ReviewTally {
        ReviewTally(
            kept: one.kept + other.kept, toDisable: one.toDisable + other.toDisable,
            toChange: one.toChange + other.toChange, undecided: one.undecided + other.undecided)
    }
}

extension ReviewTally {
    init(_ accounts: [ReviewedAccount]) {
        self.init()
        for account in accounts {
            switch account.decision {
            case .keep: kept += 1
            case .disable: toDisable += 1
            case .change: toChange += 1
            case nil: undecided += 1
            }
        }
    }
}

/// A review was begun.
struct AccountReviewOpened: Event {
    static let kind = "directory.account-review-opened"
    let review: ID<AccountReview>
    let unit: ID<Unit>
    let dueOn: CivilDate
    let accounts: Int
    var subject: Subject { Subject("account-review", review) }
}

/// Something was said of an account.
struct AccountReviewed: Event {
    static let kind = "directory.account-reviewed"
    let review: ID<AccountReview>
    let person: ID<Person>
    let decision: String
    var subject: Subject { Subject("account-review", review) }
}

/// A review was closed. Whoever has the minutes can show by this event that they were not changed since.
struct AccountReviewClosed: Event {
    static let kind = "directory.account-review-closed"
    let review: ID<AccountReview>
    /// SHA-256 of the minutes' text, in hexadecimal digits.
    let minutes: String
    let kept: Int
    let disabled: Int
    let toChange: Int
    let undecided: Int
    var subject: Subject { Subject("account-review", review) }
}

/// Why something in a review is not done.
enum AccountReviewRefusal: Refusal, Equatable {
    case isClosed
    case ownAccount
    case isOpenAlready
    case hasUndecided(Int)
    case nobody

    var message: Wording {
        switch self {
        case .isClosed: Wording("Đợt rà soát đã kết thúc", en: "The review is closed")
        case .ownAccount:
            Wording(
                "Không tự rà soát tài khoản của chính mình", en: "Nobody decides on their own account")
        case .isOpenAlready:
            Wording(
                "Đơn vị này đang có một đợt rà soát chưa kết thúc", en: "This unit has a review that is not closed")
        case .hasUndecided(let count):
            Wording(
                "Còn \(count) tài khoản chưa rà soát; chỉ kết thúc sớm được khi đã rà soát hết",
                en: "\(count) accounts are undecided; before its last day only a complete review is closed")
        case .nobody: Wording("Không có tài khoản nào để rà soát", en: "There is no account to go through")
        }
    }
}
