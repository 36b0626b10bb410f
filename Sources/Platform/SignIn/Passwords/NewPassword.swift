public import Database
import Directory
import Essentials

/// A password that somebody chooses: checked by the rules, compared with earlier ones, hashed.
public struct NewPassword: Sendable {
    let database: Database
    let passwords: PasswordHasher
    let rules: PasswordRules

    public init(database: Database, passwords: PasswordHasher, rules: PasswordRules) {
        self.database = database
        self.passwords = passwords
        self.rules = rules
    }

    /// - Parameter person: who chooses it; one who is not entered yet has no earlier ones.
    /// - Returns: what is stored.
    /// - Throws: `Problems` at `password`; `SignInRefusal.busy`.
    func hash(_ password: String, for person: Person, at now: Instant) async throws -> String {
        try rules.check(password, for: person, on: now.date)
        let remembered = rules.profile.policy(on: now.date).administratorRemembers
        let former = try await database.read { db in
            try FormerPasswords.list(of: person.id, atMost: remembered, on: now.date, in: db)
        }
        for hash in former where try await passwords.checking(password, against: hash) {
            throw Problems(
                "password",
                Wording(
                    "Mật khẩu này đã dùng; quản trị viên không dùng lại \(remembered) mật khẩu gần nhất",
                    en: "You have used this password; an administrator's last \(remembered) are not used again"))
        }
        return try await passwords.hashing(password)
    }
}

extension PasswordHasher {
    /// Hashes for a person who waits: a crowd is refused politely.
    func hashing(_ password: String) async throws -> String {
        do {
            return try await hash(password)
        } catch is Busy {
            throw SignInRefusal.busy
        }
    }

    /// Whether it is the one that was stored.
    func checking(_ password: String, against stored: String) async throws -> Bool {
        do {
            return try await check(password, against: stored).isRight
        } catch is Busy {
            throw SignInRefusal.busy
        }
    }
}

/// What administrators' passwords were before (TCVN 14423:2026 5.6.2.2). Nobody else's are kept.
enum FormerPasswords {
    /// More than any profile remembers.
    private static let kept = 24

    /// The present one and those before it, the newest first; none of somebody who does not administer.
    static func list(
        of person: ID<Person>, atMost count: Int, on day: CivilDate, in db: Connection
    ) throws -> [String] {
        guard count > 0, try Administrators.include(person, on: day, in: db) else { return [] }
        let former: [String] = try db.values(
            """
            SELECT password_hash FROM former_password WHERE person_id = \(person)
            ORDER BY id DESC LIMIT \(count - 1)
            """)
        return try (Account.find(person, in: db).map { [$0.passwordHash] } ?? []) + former
    }

    /// Keeps the present one, before it is replaced.
    static func keep(of person: ID<Person>, at now: Instant, in db: Connection) throws {
        guard try Administrators.include(person, on: now.date, in: db),
            let present = try Account.find(person, in: db)?.passwordHash, !present.isEmpty
        else { return }
        try db.execute(
            """
            INSERT INTO former_password (id, person_id, password_hash, ended_at)
            VALUES (\(db.ids.next(FormerPassword.self)), \(person), \(present), \(now))
            """)
        try db.execute(
            """
            DELETE FROM former_password WHERE person_id = \(person) AND id NOT IN (
                SELECT id FROM former_password WHERE person_id = \(person) ORDER BY id DESC LIMIT \(kept))
            """)
    }

    /// Names its ids.
    enum FormerPassword {}

    /// Asks an administrator whose password has become old for another one, at the next sign-in with it.
    static func expire(
        _ account: Account, _ rules: PasswordRules, at now: Instant, in db: Connection
    ) throws {
        guard rules.growOld, let days = rules.profile.policy(on: now.date).administratorDays, !account.mustChange,
            account.changedAt.adding(seconds: Int64(days) * 86_400) <= now,
            try Administrators.include(account.person, on: now.date, in: db)
        else { return }
        try db.execute("UPDATE account SET must_change = \(true) WHERE person_id = \(account.person)")
    }
}
