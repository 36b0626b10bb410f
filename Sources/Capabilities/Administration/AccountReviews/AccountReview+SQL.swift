import Database
import Directory
import Essentials

extension AccountReview: RowDecodable {
    init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        basis = try row["basis"]
        unitPath = try row["unit_path"]
        unitName = try row["unit_name"]
        openedAt = try row["opened_at"]
        openedBy = try row["opener_name"]
        dueOn = try row["due_on"]
        closedAt = try row["closed_at"]
        closedBy = try row["closer_name"]
        minutesHash = try row["minutes_hash"]
    }

    /// Those over the caller's own agency or a unit above it, and those over units in the caller's reach; newest first.
    static func page(
        at position: KeysetPosition, size: Int, for caller: Caller, on day: CivilDate, in db: Connection
    ) throws -> KeysetPage<AccountReview> {
        try db.page(
            select(on: day), where: isSeen(by: caller), order: "review.id", at: position, size: size,
            keyset: { Keyset(order: $0.id.rawValue, id: $0.id.rawValue) })
    }

    static func count(for caller: Caller, on day: CivilDate, in db: Connection) throws -> CappedCount {
        try db.count(
            of: """
                SELECT 1 AS one FROM account_review review JOIN unit_edition edition
                    ON edition.unit_id = review.unit_id AND \(Validity.covers("edition", on: day))
                WHERE \(isSeen(by: caller))
                """)
    }

    /// - Throws: `NotFound` for one that the caller may not know of.
    static func find(
        _ id: ID<AccountReview>, for caller: Caller, on day: CivilDate, in db: Connection
    ) throws -> AccountReview {
        let found: AccountReview? = try db.first(
            "\(select(on: day)) WHERE review.id = \(id) AND \(isSeen(by: caller))")
        guard let found else { throw NotFound() }
        return found
    }

    /// The open ones of which it has to be said that they end soon, or that they should have ended.
    static func untold(on day: CivilDate, in db: Connection) throws -> [AccountReview] {
        let soon = day.adding(days: AccountReviewRule.inForce(on: day).value.reminderDays)
        return try db.all(
            """
            \(select(on: day)) WHERE review.closed_at IS NULL
              AND ((review.due_on < \(day) AND review.overdue_told_at IS NULL)
                OR (review.due_on BETWEEN \(day) AND \(soon) AND review.reminded_at IS NULL))
            ORDER BY review.id
            """)
    }

    /// When a review of a whole agency, or of a unit above it, was last closed.
    static func lastClosed(of agency: UnitPath, in db: Connection) throws -> Instant? {
        try db.value("SELECT max(closed_at) FROM account_review WHERE unit_id IN (\(list: agency.units))")
    }

    private static func isSeen(by caller: Caller) -> SQL {
        """
        (substr(\(caller.agencyPath), 1, length(edition.path)) = edition.path
            OR \(caller.rights.covers("edition.path", for: .reviewAccounts)))
        """
    }

    private static func select(on day: CivilDate) -> SQL {
        """
        SELECT review.id, review.name, review.basis, edition.path AS unit_path, edition.name AS unit_name,
               review.opened_at, opener.name AS opener_name, review.due_on, review.closed_at,
               closer.name AS closer_name, review.minutes_hash
        FROM account_review review JOIN person opener ON opener.id = review.opened_by_id
        JOIN unit_edition edition ON edition.unit_id = review.unit_id AND \(Validity.covers("edition", on: day))
        LEFT JOIN person closer ON closer.id = review.closed_by_id
        """
    }
}

/// How far an agency is.
struct ReviewProgress: RowDecodable, Sendable {
    let agencyName: String
    let tally: ReviewTally

    init(row: Row) throws {
        agencyName = try row["name"]
        tally = ReviewTally(
            kept: try row["kept"], toDisable: try row["to_disable"], toChange: try row["to_change"],
            undecided: try row["undecided"])
    }

    /// Of every agency with an account in the review.
    static func list(of review: ID<AccountReview>, on day: CivilDate, in db: Connection) throws -> [ReviewProgress] {
        try db.all(
            """
            SELECT agency.name, \(count(.keep)) AS kept, \(count(.disable)) AS to_disable,
                   \(count(.change)) AS to_change, count(*) - count(item.decision) AS undecided
            FROM account_review_item item
            JOIN unit_edition edition ON edition.unit_id = item.unit_id AND \(Validity.covers("edition", on: day))
            JOIN unit_edition agency ON agency.unit_id = edition.agency_id AND \(Validity.covers("agency", on: day))
            WHERE item.review_id = \(review) GROUP BY agency.path, agency.name ORDER BY agency.path
            """)
    }

    private static func count(_ decision: ReviewDecision) -> SQL {
        "count(*) FILTER (WHERE item.decision = \(decision.rawValue))"
    }
}
