public import Database
public import Directory
public import Essentials
import Journal

/// Lets a person set a password: the first one, or another in place of a forgotten one. Who sends it never knows the
/// password (ASVS V6.4.6).
public struct InvitePerson: Sendable {
    /// How long an invitation holds.
    public static let lastsSeconds: Int64 = 24 * 3600

    public init() {}

    /// - Returns: the secret of the link, to be handed over; it is nowhere stored. Earlier ones stop working.
    public func callAsFunction(
        _ id: ID<Person>, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> String {
        try AccountReach.check(id, by: caller, on: now.date, in: db)
        guard let person = try Person.find(id, in: db) else { throw NotFound() }
        if try BreakGlass.isHeld(by: id, in: db) { throw AccountRefusal.isSealed }
        if person.username == nil { throw AccountRefusal.hasNoUsername }
        if !person.isActive { throw AccountRefusal.isDisabled }
        let token = SecretToken()
        try db.execute("UPDATE password_invitation SET used_at = \(now) WHERE person_id = \(id) AND used_at IS NULL")
        try db.execute(
            """
            INSERT INTO password_invitation (token_hash, person_id, expires_at)
            VALUES (\(token.hash), \(id), \(now.adding(seconds: Self.lastsSeconds)))
            """)
        try db.record(PasswordInvited(person: id), by: caller.actor, at: now)
        return token.text
    }
}

/// Sets the password that an invitation asks for.
public struct AcceptInvitation: Sendable {
    private let database: Database
    private let choose: NewPassword

    public init(database: Database, passwords: PasswordHasher, rules: PasswordRules = PasswordRules()) {
        self.database = database
        choose = NewPassword(database: database, passwords: passwords, rules: rules)
    }

    /// Whom an invitation is for; nil when it no longer holds.
    public func person(forToken token: String, at now: Instant, in db: Connection) throws -> Person? {
        try db.first(
            """
            SELECT person.* FROM password_invitation JOIN person ON person.id = password_invitation.person_id
            WHERE password_invitation.token_hash = \(SecretToken.hash(of: token))
              AND password_invitation.used_at IS NULL AND password_invitation.expires_at > \(now) AND person.is_active
            """)
    }

    /// - Throws: `Problems` at `password`, `AccountRefusal.invitationIsNotValid`.
    public func callAsFunction(
        token: String, password: String, address: String?, at now: Instant
    ) async throws {
        let invited = try await database.read { db in try self.person(forToken: token, at: now, in: db) }
        guard let invited else { throw AccountRefusal.invitationIsNotValid }
        let hash = try await choose.hash(password, for: invited, at: now)
        try await database.write { db in
            let used = try db.execute(
                """
                UPDATE password_invitation SET used_at = \(now)
                WHERE token_hash = \(SecretToken.hash(of: token)) AND used_at IS NULL AND expires_at > \(now)
                """)
            guard used == 1 else { throw AccountRefusal.invitationIsNotValid }
            try Accounts.setPassword(hash: hash, for: invited.id, mustChange: false, at: now, in: db)
            try Session.endAll(of: invited.id, ending: .passwordChanged, at: now, in: db)
            if let username = invited.username {
                try LockoutBook(rule: .level3).open(.init(username: username, address: nil), in: db)
            }
            try db.record(PasswordChanged(person: invited.id), by: .visitor(from: address), at: now)
        }
    }
}
