public import Database
public import Directory
public import Essentials
import Journal

/// Asks a person who is signed in for the password again: before signing and issuing, and before changing it. Wrong
/// ones count like those of a sign-in.
public struct ConfirmPassword: Sendable {
    let database: Database
    let passwords: PasswordHasher
    private let book: LockoutBook

    public init(database: Database, passwords: PasswordHasher, lockout: Lockout = .level3) {
        self.database = database
        self.passwords = passwords
        book = LockoutBook(rule: lockout)
    }

    /// Steps up: for some minutes the session may do what asks for it.
    ///
    /// - Returns: the session's new token.
    /// - Throws: `SignInRefusal`.
    public func stepUp(_ password: String, by caller: Caller, at now: Instant) async throws -> String {
        guard let session = caller.session else { throw NotFound() }
        if try await database.read({ db in try BreakGlass.isHeld(by: caller.person, in: db) }) {
            try await checkSeal(password, by: caller, at: now)
        } else {
            try await check(password, by: caller, at: now)
        }
        return try await database.write { db in
            try SteppedUp.note(session, by: caller, at: now, in: db)
        }
    }

    /// The emergency account has no password: both of its codes, one after the other, stand in for it.
    private func checkSeal(_ typed: String, by caller: Caller, at now: Instant) async throws {
        let codes = BreakGlassCodes(together: String(typed.prefix(200)))
        let proof = try await database.write { [book] db in
            try BreakGlass.prove(codes, from: caller.address, book, at: now, in: db)
        }
        _ = try proof.get()
    }

    /// - Throws: `SignInRefusal` unless it is the caller's password.
    func check(_ password: String, by caller: Caller, at now: Instant) async throws {
        guard password.utf8.count <= 1024 else { throw SignInRefusal.wrong }
        let person = caller.person
        let known = try await database.write { [book] db -> (LockoutBook.Guess, LockoutBook.Admission, Account) in
            guard let username = try Person.find(person, in: db)?.username,
                let account = try Account.find(person, in: db)
            else { throw NotFound() }
            let guess = LockoutBook.Guess(username: username, address: caller.address)
            return (guess, try book.admit(guess, at: now, in: db), account)
        }
        if case .locked(let until) = known.1 { throw SignInRefusal.locked(until: until) }
        let isRight: Bool
        do {
            isRight = try await passwords.check(password, against: known.2.passwordHash).isRight
        } catch is PasswordHasher.Busy {
            try await database.write { [book] db in try book.strikeOut(known.0, at: now, in: db) }
            throw SignInRefusal.busy
        }
        try await database.write { [book] db in
            if isRight { return try book.strikeOut(known.0, at: now, in: db) }
            let locks = known.1 == .admitted(locks: true)
            try db.record(SignInFailed(person: person, locks: locks), by: caller.actor, at: now)
        }
        if !isRight { throw SignInRefusal.wrong }
    }
}

extension SteppedUp {
    /// For some minutes the session may do what asks for proof. It goes on under a new token, and the old one opens
    /// nothing any more: whoever had it from elsewhere does not gain what was proved now (ASVS V7.2.4).
    ///
    /// - Returns: the new token, for the cookie.
    static func note(_ session: ID<Session>, by caller: Caller, at now: Instant, in db: Connection) throws -> String {
        let token = SecretToken()
        let renewed = try db.execute(
            """
            UPDATE session SET stepped_up_at = \(now), token_hash = \(token.hash)
            WHERE id = \(session) AND ended_at IS NULL
            """)
        guard renewed == 1 else { throw NotFound() }
        try db.record(SteppedUp(session: session), by: caller.actor, at: now)
        return token.text
    }
}
