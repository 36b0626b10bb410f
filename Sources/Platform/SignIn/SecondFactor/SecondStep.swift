import Database
import Directory
public import Essentials
import Journal

/// The second step of a sign-in: a code of the authenticator app, or a recovery code.
///
/// Wrong codes count and lock like wrong passwords, in a book of their own: who knows the password does not get
/// endless codes (ASVS V6.6.3), and who does not know it cannot lock the second step.
public struct SecondStep: Sendable {
    let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// - Parameter pending: from `SignInOutcome.secondStep`.
    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        code: String, pending token: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignedIn {
        // A wrong code must be written down, so the refusal leaves the transaction as a value.
        let outcome = try await desk.database.write { db -> Result<SignedIn, SignInRefusal> in
            guard let pending = try PendingSignIn.find(token, at: now, in: db) else { return .failure(.expired) }
            let guess = LockoutBook.Guess(secondStepOf: pending.person, address: address)
            let admission = try desk.book.admit(guess, at: now, in: db)
            if case .locked(let until) = admission { return .failure(.locked(until: until)) }
            guard let proof = try accept(code, of: pending.person, at: now, in: db) else {
                let event = SecondStepFailed(person: pending.person, locks: admission == .admitted(locks: true))
                try db.record(event, by: .visitor(from: address.map { String($0.prefix(64)) }), at: now)
                return .failure(.wrongCode)
            }
            try desk.book.strikeOut(guess, at: now, in: db)
            guard try PendingSignIn.finish(token, in: db) else { return .failure(.expired) }
            return .success(
                try desk.start(
                    pending.person, by: pending.first.followed(by: proof),
                    mustChangePassword: try Account.find(pending.person, in: db)?.mustChange ?? false,
                    address: address, agent: agent, at: now, in: db))
        }
        return try outcome.get()
    }

    /// Which way of proving the code belongs to; nil when it is wrong or used.
    private func accept(
        _ code: String, of person: ID<Person>, at now: Instant, in db: Connection
    ) throws -> SecondProof? {
        if let factor = try TOTPFactor.of(person, in: db),
            let step = try factor.codes(desk.settings.key).step(of: code, at: now, after: factor.lastStep),
            try factor.use(step, at: now, in: db)
        {
            return .app
        }
        return try RecoveryCodes.use(code, of: person, at: now, in: db) ? .recoveryCode : nil
    }
}

extension LockoutBook.Guess {
    init(secondStepOf person: ID<Person>, address: String?) {
        // A blank cannot stand in a username, so this is nobody's.
        self.init(username: "second step \(person)", address: address)
    }
}
