import Database
public import Directory
public import Essentials
import Journal

/// Signs a person in with a passkey alone: having the device is one factor, the PIN or biometric it asks for the other.
///
/// Wrong passwords lock the password, never this way in: a stranger who types wrong passwords keeps nobody out.
public struct SignInWithPasskey: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// What the page tells the browser; nil where passkeys cannot be.
    public func options(at now: Instant) -> PasskeyOptions? {
        desk.settings.relyingParty.map { party in
            .proof(
                PasskeyChallenge(for: .signIn, key: desk.settings.key, at: now), party, known: nil,
                needsVerification: true)
        }
    }

    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        response: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignedIn {
        let outcome = try await desk.database.write { db -> Result<SignedIn, SignInRefusal> in
            let found = try desk.passkey(
                response, for: .signIn, of: nil, needsVerification: true, at: now, in: db)
            switch found {
            case .failure(let problem):
                try desk.note(problem, of: nil, address: address, at: now, in: db)
                return .failure(.wrongPasskey)
            case .success(let passkey):
                let mustChange = try Account.find(passkey.person, in: db)?.mustChange ?? false
                return .success(
                    try desk.start(
                        passkey.person, by: .passkey, mustChangePassword: mustChange, address: address, agent: agent,
                        at: now, in: db))
            }
        }
        return try outcome.get()
    }
}

extension SecondStep {
    /// What the second step's page asks; nil when it is too late.
    public func question(pending token: String, at now: Instant) async throws -> Question? {
        try await desk.database.read { db in
            guard let pending = try PendingSignIn.find(token, at: now, in: db) else { return nil }
            let known = try Passkey.list(of: pending.person, in: db)
            let options = desk.settings.relyingParty.flatMap { party -> PasskeyOptions? in
                if known.isEmpty { return nil }
                return .proof(
                    PasskeyChallenge(for: .secondStep(pending: token), key: desk.settings.key, at: now), party,
                    known: known, needsVerification: false)
            }
            return Question(factors: try SecondFactors.of(pending.person, in: db), passkey: options)
        }
    }

    /// The ways to take the second step.
    public struct Question: Sendable {
        public let factors: SecondFactors
        public let passkey: PasskeyOptions?
    }

    /// The second step by a passkey: the password was the first, so touching the device is enough.
    ///
    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        passkey response: String, pending token: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignedIn {
        let outcome = try await desk.database.write { db -> Result<SignedIn, SignInRefusal> in
            guard let pending = try PendingSignIn.find(token, at: now, in: db) else { return .failure(.expired) }
            let found = try desk.passkey(
                response, for: .secondStep(pending: token), of: pending.person, needsVerification: false, at: now,
                in: db)
            if case .failure(let problem) = found {
                try desk.note(problem, of: pending.person, address: address, at: now, in: db)
                return .failure(.wrongPasskey)
            }
            guard try PendingSignIn.finish(token, in: db) else { return .failure(.expired) }
            let mustChange = try Account.find(pending.person, in: db)?.mustChange ?? false
            return .success(
                try desk.start(
                    pending.person, by: pending.first.followed(by: .passkey), mustChangePassword: mustChange,
                    address: address,
                    agent: agent, at: now, in: db))
        }
        return try outcome.get()
    }
}

/// Proves once more, with a passkey, that it is the person: before signing, issuing and changing how one signs in.
public struct ConfirmPasskey: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// What the page tells the browser; nil for a person without a passkey.
    public func options(for caller: Caller, at now: Instant) async throws -> PasskeyOptions? {
        guard let party = desk.settings.relyingParty, let session = caller.session else { return nil }
        let known = try await desk.database.read { db in try Passkey.list(of: caller.person, in: db) }
        if known.isEmpty { return nil }
        let challenge = PasskeyChallenge(for: .stepUp(session: "\(session)"), key: desk.settings.key, at: now)
        return .proof(challenge, party, known: known, needsVerification: true)
    }

    /// - Returns: the session's new token.
    /// - Throws: `SignInRefusal`.
    public func stepUp(_ response: String, by caller: Caller, at now: Instant) async throws -> String {
        guard let session = caller.session else { throw NotFound() }
        // A wrong proof must be written down, so the refusal leaves the transaction as a value.
        let token = try await desk.database.write { db -> String? in
            let found = try desk.passkey(
                response, for: .stepUp(session: "\(session)"), of: caller.person, needsVerification: true, at: now,
                in: db)
            if case .failure(let problem) = found {
                try desk.note(problem, of: caller.person, address: caller.address, at: now, in: db)
                return nil
            }
            return try SteppedUp.note(session, by: caller, at: now, in: db)
        }
        guard let token else { throw SignInRefusal.wrongPasskey }
        return token
    }
}
