public import Database
public import Directory
public import Essentials
import Journal
public import OpenID

/// Signs a person in whom an identity provider has named. It counts as one factor, unless the configuration trusts the
/// provider's word that two were shown: so single sign-on is no weaker side door (ASVS V6.3.4, V6.8.4).
public struct SignInWithOpenID: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        _ token: IDToken, of request: OpenIDRequest, address: String?, agent: String?, at now: Instant
    ) async throws -> SignInOutcome {
        let outcome = try await desk.database.write { db -> Result<SignInOutcome, SignInRefusal> in
            guard try PasskeyChallenge.use(Array("openid \(request.state)".utf8), at: now, in: db) else {
                try note("replayed", request.provider, address: address, at: now, in: db)
                return .failure(.wrongProvider)
            }
            guard let identity = try OpenIDIdentity.find(issuer: token.issuer, subject: token.subject, in: db) else {
                try note("not-linked", request.provider, address: address, at: now, in: db)
                return .failure(.notLinked)
            }
            try db.execute("UPDATE openid_identity SET used_at = \(now) WHERE id = \(identity.id)")
            return .success(
                try enter(
                    identity.person, hasTwoFactors: token.hasTwoFactors, address: address, agent: agent, at: now, in: db
                ))
        }
        return try outcome.get()
    }

    /// Writes down that a provider's word was not taken.
    public func note(_ problem: OpenIDProblem, of provider: String, address: String?, at now: Instant) async throws {
        try await desk.database.write { db in
            try note(problem.rawValue, provider, address: address, at: now, in: db)
        }
    }

    private func enter(
        _ person: ID<Person>, hasTwoFactors: Bool, address: String?, agent: String?, at now: Instant, in db: Connection
    ) throws -> SignInOutcome {
        guard try Person.find(person, in: db)?.isActive == true else { throw SignInRefusal.wrongProvider }
        let factors = try SecondFactors.of(person, in: db)
        if !hasTwoFactors && !factors.isEmpty {
            let token = try PendingSignIn.begin(for: person, after: .openID, at: now, in: db)
            return .secondStep(SecondStepNeeded(token: token, factors: factors))
        }
        return .signedIn(
            try desk.start(
                person, by: hasTwoFactors ? .openIDWithTwoFactors : .openID, address: address, agent: agent, at: now,
                in: db))
    }

    private func note(
        _ reason: String, _ provider: String, address: String?, at now: Instant, in db: Connection
    ) throws {
        try db.record(
            OpenIDRefused(provider: provider, reason: reason),
            by: .visitor(from: address.map { String($0.prefix(64)) }),
            at: now)
    }
}

extension OpenIDIdentity {
    /// The issuer through which a session began; nil for one that began otherwise.
    public static func issuer(of session: ID<Session>, in db: Connection) throws -> String? {
        try db.value(
            """
            SELECT openid_identity.issuer FROM session
            JOIN openid_identity ON openid_identity.person_id = session.person_id
            WHERE session.id = \(session) AND session.method LIKE 'openid%' AND openid_identity.used_at IS NOT NULL
            ORDER BY openid_identity.used_at DESC, openid_identity.id DESC LIMIT 1
            """)
    }
}
