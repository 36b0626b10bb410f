public import Database
public import Directory
public import Essentials
import Journal

/// The password side of a person.
struct Account: Sendable {
    let person: ID<Person>
    /// Empty while there is no password and another system vouches for the person.
    let passwordHash: String
    let mustChange: Bool
    let isActive: Bool
    /// When the password was set.
    let changedAt: Instant
}

extension Account: RowDecodable {
    init(row: Row) throws {
        person = try row["person_id"]
        passwordHash = try row["password_hash"]
        mustChange = try row["must_change"]
        isActive = try row["is_active"]
        changedAt = try row["changed_at"]
    }

    private static let select: SQL = """
        SELECT account.person_id, account.password_hash, account.must_change, account.changed_at, person.is_active
        FROM account JOIN person ON person.id = account.person_id
        """

    static func find(username: String, in db: Connection) throws -> Account? {
        try db.first("\(select) WHERE person.username = \(username.lowercased())")
    }

    static func find(_ person: ID<Person>, in db: Connection) throws -> Account? {
        try db.first("\(select) WHERE account.person_id = \(person)")
    }

    /// The same password, hashed with today's parameters.
    static func store(_ rehashed: String, for person: ID<Person>, in db: Connection) throws {
        try db.execute("UPDATE account SET password_hash = \(rehashed) WHERE person_id = \(person)")
    }
}

/// Passwords set from inside the platform.
public enum Accounts {
    /// Gives a person a password that was hashed before: for the printed accounts of a sample, where one hash serves many.
    ///
    /// - Parameters:
    ///   - hash: from `PasswordHasher.hash`.
    ///   - mustChange: until it is changed, the person may do nothing else.
    public static func setPassword(
        hash: String, for person: ID<Person>, mustChange: Bool, at now: Instant, in db: Connection
    ) throws {
        try FormerPasswords.keep(of: person, at: now, in: db)
        try db.execute(
            """
            INSERT INTO account (person_id, password_hash, must_change, changed_at)
            VALUES (\(person), \(hash), \(mustChange), \(now))
            ON CONFLICT (person_id) DO UPDATE SET
                password_hash = excluded.password_hash, must_change = excluded.must_change,
                changed_at = excluded.changed_at
            """)
    }

    /// Whether a person has a password.
    public static func hasPassword(_ person: ID<Person>, in db: Connection) throws -> Bool {
        try Account.find(person, in: db)?.passwordHash.isEmpty == false
    }

    /// Opens an account without a password, for who signs in through another system; one that is there stays.
    static func openWithoutPassword(_ person: ID<Person>, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO account (person_id, password_hash, must_change, changed_at)
            VALUES (\(person), '', \(false), \(now)) ON CONFLICT (person_id) DO NOTHING
            """)
    }

    /// Forgets wrong passwords that no longer count against anybody; the server does it every night.
    public static func forgetOldGuesses(at now: Instant, in db: Connection) throws {
        try LockoutBook(rule: .level3).forget(at: now, in: db)
    }

    /// Opens an account that wrong passwords have locked.
    public static func unlock(_ id: ID<Person>, by caller: Caller, at now: Instant, in db: Connection) throws {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        guard let username = try Person.find(id, in: db)?.username else { throw AccountRefusal.hasNoUsername }
        let book = LockoutBook(rule: .level3)
        try book.open(LockoutBook.Guess(username: username, address: nil), in: db)
        try book.open(LockoutBook.Guess(secondStepOf: id, address: nil), in: db)
        try db.record(AccountUnlocked(person: id), by: caller.actor, at: now)
    }
}
