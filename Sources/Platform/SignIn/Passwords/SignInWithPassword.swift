public import Database
public import Directory
public import Essentials
import Journal

/// Signs a person in with a password.
///
/// The answer and the work are the same whether or not there is such an account, so that nobody learns who has one.
public struct SignInWithPassword: Sendable {
    private let database: Database
    private let passwords: PasswordHasher
    private let sessions: Sessions
    private let book: LockoutBook

    public init(database: Database, passwords: PasswordHasher, sessions: Sessions, lockout: Lockout = .level3) {
        self.database = database
        self.passwords = passwords
        self.sessions = sessions
        book = LockoutBook(rule: lockout)
    }

    /// - Parameters:
    ///   - username: as typed.
    ///   - password: exactly as typed.
    ///   - address: where the request comes from.
    ///   - agent: the browser, as it calls itself.
    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        username: String, password: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignedIn {
        let username = String(username.trimmed.prefix(Self.longestName))
        let guess = LockoutBook.Guess(username: username, address: address)
        guard password.utf8.count <= Self.longestPassword else { throw SignInRefusal.wrong }
        let known = try await database.write { [book] db in
            try (admission: book.admit(guess, at: now, in: db), account: Account.find(username: username, in: db))
        }
        if case .locked(let until) = known.admission { throw SignInRefusal.locked(until: until) }
        let check: PasswordHasher.Check
        do {
            check = try await passwords.check(password, against: known.account?.passwordHash)
        } catch is PasswordHasher.Busy {
            // Nothing was tried, so nothing is held against anyone.
            try await database.write { [book] db in try book.strikeOut(guess, at: now, in: db) }
            throw SignInRefusal.busy
        }
        guard check.isRight, let account = known.account, account.isActive else {
            let locks = known.admission == .admitted(locks: true)
            try await note(known.account?.person, locks: locks, address: address, at: now)
            throw SignInRefusal.wrong
        }
        return try await start(account, check, guess, address: address, agent: agent, at: now)
    }

    /// Longer names are none; longer passwords would only cost work.
    private static let longestName = 64
    private static let longestPassword = 1024

    private func note(_ person: ID<Person>?, locks: Bool, address: String?, at now: Instant) async throws {
        try await database.write { db in
            let event = SignInFailed(person: person, locks: locks)
            try db.record(event, by: .visitor(from: address.map { String($0.prefix(64)) }), at: now)
        }
    }

    private func start(
        _ account: Account, _ check: PasswordHasher.Check, _ guess: LockoutBook.Guess, address: String?, agent: String?,
        at now: Instant
    ) async throws -> SignedIn {
        try await database.write { [book, sessions] db in
            try book.strikeOut(guess, at: now, in: db)
            // Between the check and now the account may have been disabled or given another password.
            guard let fresh = try Account.find(account.person, in: db), fresh.isActive,
                fresh.passwordHash == account.passwordHash
            else { throw SignInRefusal.wrong }
            guard let post = try Self.post(for: account.person, at: now, in: db) else { throw SignInRefusal.noPost }
            if let rehashed = check.rehashed {
                try Account.store(rehashed, for: account.person, in: db)
            }
            try db.execute("UPDATE account SET signed_in_at = \(now) WHERE person_id = \(account.person)")
            let session = try sessions.start(
                account.person, in: post.id, address: address, agent: agent, at: now, in: db)
            let actor = Actor(person: account.person, post: post.id, unit: post.unit, address: address)
            try db.record(PersonSignedIn(person: account.person, session: session.id), by: actor, at: now)
            return SignedIn(token: session.token, session: session.id, mustChangePassword: fresh.mustChange)
        }
    }

    /// The post last worked in while it holds, else the highest.
    private static func post(for person: ID<Person>, at now: Instant, in db: Connection) throws -> Post? {
        let posts = try PostHolder.posts(of: person, on: now.date, in: db).map(\.post)
        let last: ID<Post>? = try db.value(
            "SELECT post_id FROM session WHERE person_id = \(person) ORDER BY last_seen_at DESC, id DESC LIMIT 1")
        return posts.first { $0.id == last } ?? posts.first
    }
}

/// A person has signed in.
public struct SignedIn: Sendable {
    /// For the cookie; it is nowhere stored.
    public let token: String
    public let session: ID<Session>
    public let mustChangePassword: Bool
}

/// Why a sign-in is refused.
public enum SignInRefusal: Refusal, Equatable {
    /// Wrong name or wrong password, or the account is disabled: which one is not told.
    case wrong
    case locked(until: Instant)
    /// The password is right, but the person has no post today.
    case noPost
    /// Too many sign in at this moment.
    case busy

    public var message: Wording {
        switch self {
        case .wrong:
            Wording("Tên đăng nhập hoặc mật khẩu không đúng", en: "Wrong name or password")
        case .locked(let until):
            Wording(
                "Đã nhập sai nhiều lần; chỉ đăng nhập lại được sau \(until.time.hourAndMinute) ngày \(until.date.vietnamese)",
                en: "Too many wrong passwords; you can sign in again after \(until.time.hourAndMinute) on \(until.date)"
            )
        case .noPost:
            Wording(
                "Tài khoản hiện không có chức vụ nào; hãy liên hệ quản trị",
                en: "You have no post today; ask an administrator")
        case .busy:
            Wording("Hệ thống đang bận; hãy thử lại sau ít phút", en: "The system is busy; try again in a minute")
        }
    }
}
