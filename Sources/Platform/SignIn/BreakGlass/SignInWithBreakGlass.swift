import Database
import Directory
public import Essentials
import Journal

/// Opens the emergency account with the codes of both envelopes. Locks of ordinary accounts do not touch it, and nobody
/// can lock it for others: wrong codes lock the address that they come from.
public struct SignInWithBreakGlass: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// - Throws: `SignInRefusal`.
    public func callAsFunction(
        _ first: String, _ second: String, address: String?, agent: String?, at now: Instant
    ) async throws -> SignedIn {
        // A wrong code must be written down, so the refusal leaves the transaction as a value.
        let outcome = try await desk.database.write { db -> Result<SignedIn, SignInRefusal> in
            let proof = try BreakGlass.prove(
                BreakGlassCodes(first, second), from: address, desk.book, at: now, in: db)
            switch proof {
            case .failure(let refusal): return .failure(refusal)
            case .success(let account):
                return .success(try enter(account, address: address, agent: agent, at: now, in: db))
            }
        }
        return try outcome.get()
    }

    private func enter(
        _ account: BreakGlass, address: String?, agent: String?, at now: Instant, in db: Connection
    ) throws -> SignedIn {
        let signedIn = try desk.start(
            account.person, by: .breakGlass, address: address, agent: agent, at: now, in: db)
        try db.execute("UPDATE break_glass SET opened_at = coalesce(opened_at, \(now))")
        guard let post = try PostHolder.posts(of: account.person, on: now.date, in: db).first?.post else {
            throw SignInRefusal.noPost
        }
        try db.record(
            BreakGlassOpened(person: account.person, session: signedIn.session),
            by: Actor(person: account.person, post: post.id, unit: post.unit, address: address), at: now)
        return signedIn
    }
}

extension BreakGlass {
    /// Whether the codes are right and may be tried; wrong ones are written down.
    static func prove(
        _ codes: BreakGlassCodes, from address: String?, _ book: LockoutBook, at now: Instant, in db: Connection
    ) throws -> Result<BreakGlass, SignInRefusal> {
        let guess = LockoutBook.Guess(breakGlassFrom: address)
        let admission = try book.admit(guess, at: now, in: db)
        if case .locked(let until) = admission { return .failure(.locked(until: until)) }
        guard let account = try find(in: db), account.opens(with: codes, at: now) else {
            try db.record(
                BreakGlassRefused(locks: admission == .admitted(locks: true)),
                by: .visitor(from: address.map { String($0.prefix(64)) }), at: now)
            return .failure(.wrongSeal)
        }
        try book.strikeOut(guess, at: now, in: db)
        return .success(account)
    }
}

extension LockoutBook {
    /// Every address may try again: whoever seals anew stands at the machine or administers everything.
    static func forgetBreakGlass(in db: Connection) throws {
        try db.execute("DELETE FROM sign_in_guess WHERE account LIKE \(Guess.breakGlass + "%")")
        try db.execute("DELETE FROM sign_in_lock WHERE subject LIKE \(Guess.breakGlass + "%")")
    }
}
