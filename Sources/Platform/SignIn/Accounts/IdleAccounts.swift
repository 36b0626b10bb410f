public import Database
public import Directory
public import Essentials
public import Journal

/// Accounts that nobody uses are closed until an administrator opens them again: a forgotten account is a door that
/// nobody watches.
public struct IdleAccounts: Sendable {
    /// After how long, and how long before that it is said.
    public struct Rule: Hashable, Sendable {
        public let days: Int
        public let noticeDays: Int
    }

    /// The law's figure from day to day.
    public static let rules: [Dated<Rule>] = [
        Dated(
            Rule(days: 45, noticeDays: 7), from: CivilDate(year: 2026, month: 8, day: 19),
            basis: "TCVN 14423:2026 (cấp độ 3): vô hiệu hóa tài khoản không dùng 45 ngày; NĐ 331/2026/NĐ-CP")
    ]

    public static func rule(on day: CivilDate) -> Rule {
        rules.inForce(on: day)?.value ?? Rule(days: 45, noticeDays: 7)
    }

    /// An account that is not used.
    public struct Idle: Hashable, Sendable {
        public let person: ID<Person>
        public let name: String
        /// When it was last signed in to, or opened, or its password set.
        public let since: Instant
        /// The day it is closed on.
        public let closesOn: CivilDate
        public let isClosed: Bool
    }

    public init() {}

    /// Closes what is due, of the whole installation. The last account that can open others stays, however idle.
    ///
    /// - Returns: those that were closed now, and those that will be and of whom it was not said yet.
    public func sweep(at now: Instant, in db: Connection) throws -> (closed: [Idle], warned: [Idle]) {
        try db.lock("sign-in.idle-accounts")
        let rule = Self.rule(on: now.date)
        let idle = try Self.list(unusedFor: rule.days - rule.noticeDays, at: now, in: db)
        let due = idle.filter { $0.since <= now.adding(seconds: -Int64(rule.days) * 86_400) }
        let kept = try Self.lastKeeper(of: due, at: now, in: db)
        let closed = due.filter { $0.person != kept }
        for account in closed {
            try ShutOut.close(account.person, by: .platform, at: now, in: db)
            try db.execute("UPDATE account SET idle_closed_at = \(now) WHERE person_id = \(account.person)")
            try db.record(AccountClosedAsIdle(person: account.person, days: rule.days), by: .platform, at: now)
        }
        let warned = try idle.filter { account in
            try !closed.contains(account)
                && db.execute(
                    """
                    UPDATE account SET idle_warned_at = \(now) WHERE person_id = \(account.person)
                      AND (idle_warned_at IS NULL OR idle_warned_at <= \(account.since))
                    """) == 1
        }
        return (closed, warned)
    }

    /// Accounts that will be closed soon, and those that were and wait for an administrator, of people with a post in
    /// the caller's reach; the longest idle first.
    public static func list(for caller: Caller, at now: Instant, atMost count: Int, in db: Connection) throws -> [Idle]
    {
        let rule = rule(on: now.date)
        let here: SQL = """
            EXISTS (SELECT 1 AS one FROM post JOIN unit_edition edition ON edition.unit_id = post.unit_id
                AND \(Validity.covers("edition", on: now.date))
                WHERE post.person_id = person.id AND \(Validity.covers("post", on: now.date))
                  AND \(caller.rights.covers("edition.path", for: .manageAccounts)))
            """
        let soon = unused(since: now.adding(seconds: -Int64(rule.days - rule.noticeDays) * 86_400))
        return try db.rows(
            """
            \(select) WHERE \(here) AND ((person.is_active AND \(soon))
                OR (NOT person.is_active AND account.idle_closed_at IS NOT NULL))
            ORDER BY since, person.id LIMIT \(count)
            """
        ).map { try Idle(row: $0, rule) }
    }

    private static func list(unusedFor days: Int, at now: Instant, in db: Connection) throws -> [Idle] {
        let rule = rule(on: now.date)
        return try db.rows(
            """
            \(select) WHERE person.is_active AND \(unused(since: now.adding(seconds: -Int64(days) * 86_400)))
            ORDER BY since, person.id
            """
        ).map { try Idle(row: $0, rule) }
    }

    /// Who must stay, when everybody who can open any account would be closed: the one who was last here.
    private static func lastKeeper(of due: [Idle], at now: Instant, in db: Connection) throws -> ID<Person>? {
        guard let root = try Unit.root(on: now.date, in: db) else { return nil }
        let keepers = Set(
            try Administrators.posts(holding: .manageAccounts, over: root.path, on: now.date, in: db).map(\.person))
        guard keepers.isSubset(of: due.map(\.person)) else { return nil }
        return due.last { keepers.contains($0.person) }?.person
    }

    /// A key of another program that is in use keeps its owner's account in use.
    private static func unused(since limit: Instant) -> SQL {
        """
        account.changed_at <= \(limit) AND (account.signed_in_at IS NULL OR account.signed_in_at <= \(limit))
        AND (account.opened_at IS NULL OR account.opened_at <= \(limit))
        AND NOT EXISTS (SELECT 1 AS one FROM api_token JOIN post ON post.id = api_token.post_id
            WHERE post.person_id = account.person_id AND api_token.last_used_at > \(limit))
        """
    }

    private static let select: SQL = """
        SELECT person.id, person.name, person.is_active,
               CASE WHEN account.opened_at > account.changed_at AND account.opened_at > coalesce(account.signed_in_at, 0)
                    THEN account.opened_at
                    WHEN account.signed_in_at > account.changed_at THEN account.signed_in_at
                    ELSE account.changed_at END AS since
        FROM account JOIN person ON person.id = account.person_id
        """
}

extension IdleAccounts.Idle {
    init(row: Row, _ rule: IdleAccounts.Rule) throws {
        let (isActive, since): (Bool, Instant) = (try row["is_active"], try row["since"])
        self.init(
            person: try row["id"], name: try row["name"], since: since,
            closesOn: since.adding(seconds: Int64(rule.days) * 86_400).date, isClosed: !isActive)
    }
}

/// An account that nobody used was closed.
public struct AccountClosedAsIdle: Event {
    public static let kind = "directory.account-closed-idle"
    public let person: ID<Person>
    public let days: Int
    public var subject: Subject { Subject("person", person) }
}
