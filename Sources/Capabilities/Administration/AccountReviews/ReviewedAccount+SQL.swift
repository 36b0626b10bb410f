import Database
import Directory
import Essentials

extension ReviewedAccount: RowDecodable {
    init(row: Row) throws {
        person = try row["person_id"]
        personName = try row["person_name"]
        username = try row["username"]
        isActive = try row["is_active"]
        unitPath = try row["unit_path"]
        unitName = try row["unit_name"]
        lastUsedAt = try row["last_used_at"]
        rank = try row["rank"]
        let decision: String? = try row["decision"]
        self.decision = decision.flatMap(ReviewDecision.init(rawValue:))
        reason = try row["reason"]
        decidedBy = try row["decider_name"]
        decidedAt = try row["decided_at"]
    }

    var keyset: Keyset { Keyset(order: rank, id: person.rawValue) }
}

/// Accounts of a review that one goes through.
struct ListReviewedAccounts: Sendable {
    let review: ID<AccountReview>
    let caller: Caller
    let isDecided: Bool
    let day: CivilDate

    /// Never used and longest idle stand first.
    func page(at position: KeysetPosition, size: Int, in db: Connection) throws -> KeysetPage<ReviewedAccount> {
        try db.page(
            Self.select(on: day), where: condition, order: "item.rank", id: "item.person_id", at: position,
            size: size, keyset: \.keyset)
    }

    func count(in db: Connection) throws -> CappedCount {
        try db.count(
            of: """
                SELECT 1 AS one FROM account_review_item item
                JOIN unit_edition edition ON edition.unit_id = item.unit_id AND \(Validity.covers("edition", on: day))
                WHERE \(condition)
                """)
    }

    /// How many accounts wait for the caller: of one open review or of all. One's own waits for somebody else.
    static func waiting(
        for caller: Caller, of review: ID<AccountReview>? = nil, on day: CivilDate, in db: Connection
    ) throws -> CappedCount {
        let which: SQL = review.map { "review.id = \($0)" } ?? "review.closed_at IS NULL"
        return try db.count(
            of: """
                SELECT 1 AS one FROM account_review review
                JOIN account_review_item item ON item.review_id = review.id AND item.decision IS NULL
                JOIN unit_edition edition ON edition.unit_id = item.unit_id AND \(Validity.covers("edition", on: day))
                WHERE \(which) AND item.person_id <> \(caller.person)
                  AND \(caller.rights.covers("edition.path", for: .reviewAccounts))
                """)
    }

    /// An account of the review in the caller's reach.
    ///
    /// - Throws: `NotFound`.
    func find(_ person: ID<Person>, in db: Connection) throws -> ReviewedAccount {
        let found: ReviewedAccount? = try db.first(
            "\(Self.select(on: day)) WHERE item.review_id = \(review) AND item.person_id = \(person) AND \(isInReach)")
        guard let found else { throw NotFound() }
        return found
    }

    /// Those chosen that wait for a decision.
    func undecided(among chosen: [ID<Person>], in db: Connection) throws -> [ReviewedAccount] {
        try db.all(
            """
            \(Self.select(on: day)) WHERE \(condition) AND item.person_id IN (\(list: chosen)) ORDER BY item.person_id
            """)
    }

    private var condition: SQL {
        let state: SQL = isDecided ? "item.decision IS NOT NULL" : "item.decision IS NULL"
        return "item.review_id = \(review) AND \(state) AND \(isInReach)"
    }

    private var isInReach: SQL { caller.rights.covers("edition.path", for: .reviewAccounts) }

    /// All of a review, for its minutes.
    static func all(of review: ID<AccountReview>, on day: CivilDate, in db: Connection) throws -> [ReviewedAccount] {
        try db.all(
            """
            \(select(on: day)) WHERE item.review_id = \(review) ORDER BY edition.path, person.sort_key, item.person_id
            """)
    }

    private static func select(on day: CivilDate) -> SQL {
        """
        SELECT item.person_id, item.last_used_at, item.rank, item.decision, item.reason, item.decided_at,
               person.name AS person_name, person.username, person.is_active, edition.path AS unit_path,
               edition.name AS unit_name, decider.name AS decider_name
        FROM account_review_item item JOIN person ON person.id = item.person_id
        JOIN unit_edition edition ON edition.unit_id = item.unit_id AND \(Validity.covers("edition", on: day))
        LEFT JOIN person decider ON decider.id = item.decided_by_id
        """
    }
}

/// What people may do, said for all in one statement.
enum HeldRoles {
    static func of(
        _ people: [ID<Person>], on day: CivilDate, in db: Connection
    ) throws -> [ID<Person>: [Wording]] {
        try of("\(list: people)" as SQL, on: day, in: db)
    }

    /// Of everybody in a review.
    static func of(
        all review: ID<AccountReview>, on day: CivilDate, in db: Connection
    ) throws -> [ID<Person>: [Wording]] {
        try of("SELECT person_id FROM account_review_item WHERE review_id = \(review)", on: day, in: db)
    }

    private static func of(
        _ people: SQL, on day: CivilDate, in db: Connection
    ) throws -> [ID<Person>: [Wording]] {
        let rows = try db.rows(
            """
            SELECT DISTINCT post.person_id, role.id, role.name_vi, role.name_en FROM role_grant
            JOIN role ON role.id = role_grant.role_id JOIN post ON post.id = role_grant.post_id
            WHERE \(Validity.covers("role_grant", on: day)) AND \(Validity.covers("post", on: day))
              AND post.person_id IN (\(people)) ORDER BY post.person_id, role.id
            """)
        var held: [ID<Person>: [Wording]] = [:]
        for row in rows {
            let person: ID<Person> = try row["person_id"]
            let role = Wording(try row["name_vi"], en: try row["name_en"])
            held[person, default: []].append(role)
        }
        return held
    }
}
