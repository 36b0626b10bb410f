public import Database
public import Directory
import Essentials
import Journal

/// What every way of signing in needs; made once.
public struct SignInDesk: Sendable {
    public let database: Database
    public let passwords: PasswordHasher
    public let sessions: Sessions
    public let settings: SignInSettings
    /// Who else is believed when they say who somebody is.
    public let openID: OpenIDDesk
    let book: LockoutBook

    public init(
        database: Database, passwords: PasswordHasher, sessions: Sessions, settings: SignInSettings,
        openID: OpenIDDesk = .none, lockout: Lockout = .level3
    ) {
        self.database = database
        self.passwords = passwords
        self.sessions = sessions
        self.settings = settings
        self.openID = openID
        book = LockoutBook(rule: lockout)
    }
}

/// What an installation decides about signing in.
public struct SignInSettings: Sendable {
    /// Seals the secrets of second factors.
    public var key: FactorKey
    /// Whether everybody must have a second factor: yes as soon as others than this very machine can reach it
    /// (TCVN 14423:2026 5.6.2.4, QCVN 12:2026/BCA 3.7.2.8.3).
    public var demandsSecondFactor: Bool

    /// The site passkeys are bound to; nil while the installation's address is not known, and there are none then.
    public var relyingParty: RelyingParty?

    /// What is asked of a password that somebody chooses.
    public var passwords: PasswordRules

    public init(
        key: FactorKey, demandsSecondFactor: Bool, relyingParty: RelyingParty? = nil,
        profile: PasswordProfile = .level3, common: CommonPasswords? = nil
    ) {
        self.key = key
        passwords = PasswordRules(profile: profile, hasSecondFactor: demandsSecondFactor, common: common)
        self.relyingParty = relyingParty
        self.demandsSecondFactor = demandsSecondFactor
    }
}

/// How somebody proved who it is; stored with the session.
public enum SignInMethod: String, CaseIterable, Sendable {
    case password
    case passwordAndApp = "password, app"
    case passwordAndRecoveryCode = "password, recovery code"
    case passwordAndPasskey = "password, passkey"
    case passkey
    case breakGlass = "break glass"
    case openID = "openid"
    /// The provider showed two factors, in words that the configuration trusts.
    case openIDWithTwoFactors = "openid, two factors"
    case openIDAndApp = "openid, app"
    case openIDAndRecoveryCode = "openid, recovery code"
    case openIDAndPasskey = "openid, passkey"

    /// How it was proved, when this was the first step and a code or passkey the second.
    func followed(by second: SecondProof) -> SignInMethod {
        switch (self, second) {
        case (.openID, .app): .openIDAndApp
        case (.openID, .recoveryCode): .openIDAndRecoveryCode
        case (.openID, .passkey): .openIDAndPasskey
        case (_, .app): .passwordAndApp
        case (_, .recoveryCode): .passwordAndRecoveryCode
        case (_, .passkey): .passwordAndPasskey
        }
    }
}

/// What the second step of a sign-in was taken with.
enum SecondProof {
    case app, recoveryCode, passkey
}

extension SignInDesk {
    /// Starts a session for somebody who has proved everything.
    ///
    /// - Throws: `SignInRefusal` for a person who may not work here today.
    func start(
        _ person: ID<Person>, by method: SignInMethod, mustChangePassword: Bool = false, address: String?,
        agent: String?, at now: Instant, in db: Connection
    ) throws -> SignedIn {
        guard try Person.find(person, in: db)?.isActive == true,
            // Whatever somebody adds to the emergency account opens nothing: only its sealed codes do.
            try method == .breakGlass || !BreakGlass.isHeld(by: person, in: db)
        else { throw SignInRefusal.wrong }
        guard let post = try Self.post(for: person, at: now, in: db) else { throw SignInRefusal.noPost }
        let isDue =
            try method != .breakGlass && method != .openIDWithTwoFactors && settings.demandsSecondFactor
            && SecondFactors.of(person, in: db).isEmpty
        try db.execute("UPDATE account SET signed_in_at = \(now) WHERE person_id = \(person)")
        let session = try sessions.start(
            person, in: post.id, by: method.rawValue, enrolmentDue: isDue, address: address, agent: agent, at: now,
            in: db)
        let actor = Actor(person: person, post: post.id, unit: post.unit, address: address)
        try db.record(
            PersonSignedIn(person: person, session: session.id, method: method.rawValue), by: actor, at: now)
        return SignedIn(
            token: session.token, session: session.id, mustChangePassword: mustChangePassword, mustEnrolFactor: isDue)
    }

    /// The post last worked in while it holds, else the highest.
    private static func post(for person: ID<Person>, at now: Instant, in db: Connection) throws -> Post? {
        let posts = try PostHolder.posts(of: person, on: now.date, in: db).map(\.post)
        let last: ID<Post>? = try db.value(
            "SELECT post_id FROM session WHERE person_id = \(person) ORDER BY last_seen_at DESC, id DESC LIMIT 1")
        return posts.first { $0.id == last } ?? posts.first
    }
}
