import Crypto
import Database
import Essentials
import Foundation

/// The book of wrong passwords.
///
/// A guess is written down as wrong before it is hashed and struck out when it proves right: so guesses that run at the
/// same moment on many nodes cannot together get more tries than the rule allows. Names that do not exist are counted
/// and locked like those that do, so that nothing is told of who has an account.
struct LockoutBook {
    let rule: Lockout

    /// Whose guess it is: the name as typed and where it came from, neither of them readable in the database.
    struct Guess: Sendable {
        let account: String
        let address: String

        init(username: String, address: String?) {
            account = Self.digest(username.precomposedStringWithCanonicalMapping.lowercased())
            self.address = AddressKey(address).text
        }

        /// At the emergency account. What is counted and locked is the address alone, apart from what it did at other
        /// accounts: nobody locks the account for others, and no lock of an ordinary account touches it.
        init(breakGlassFrom address: String?) {
            let place = Self.digest(AddressKey(address).text)
            account = Self.breakGlass + place.prefix(64 - Self.breakGlass.count)
            self.address = Self.breakGlass + "address " + place.prefix(32)
        }

        /// No digest begins so.
        static let breakGlass = "break-glass "

        private static func digest(_ text: String) -> String {
            SHA256.hash(data: Data(text.utf8)).hexadecimal
        }
    }

    /// What came of asking to guess.
    enum Admission: Equatable {
        case admitted(locks: Bool)
        case locked(until: Instant)
    }

    /// Writes a guess down as wrong.
    ///
    /// - Returns: whether it may be tried; when it is the last one, that it locks the account unless it is right.
    func admit(_ guess: Guess, at now: Instant, in db: Connection) throws -> Admission {
        try db.lock("sign-in address \(guess.address)")
        try db.lock("sign-in account \(guess.account)")
        let locks: [Instant] = try db.values(
            """
            SELECT locked_until FROM sign_in_lock
            WHERE subject IN (\(guess.account), \(guess.address)) AND locked_until > \(now)
            """)
        if let until = locks.max() { return .locked(until: until) }
        try count(guess, at: now, in: db)
        try countAddress(guess.address, at: now, in: db)
        let failures = try failures(of: guess.account, at: now, in: db)
        guard failures >= rule.accountFailures else { return .admitted(locks: false) }
        try lock(guess.account, failures, until: now.adding(seconds: rule.accountSeconds), at: now, in: db)
        return .admitted(locks: true)
    }

    /// The guess proved right: what was written down from this address is struck out. What others guessed stays, so
    /// that a person who signs in daily does not give a stranger new tries.
    func strikeOut(_ guess: Guess, at now: Instant, in db: Connection) throws {
        try db.lock("sign-in address \(guess.address)")
        try db.lock("sign-in account \(guess.account)")
        try db.execute(
            "DELETE FROM sign_in_guess WHERE account = \(guess.account) AND address = \(guess.address)")
        if try failures(of: guess.account, at: now, in: db) < rule.accountFailures {
            try db.execute("DELETE FROM sign_in_lock WHERE subject = \(guess.account)")
        }
        try db.execute(
            """
            UPDATE sign_in_lock SET locked_until = NULL, failures = CASE WHEN failures > 0 THEN failures - 1 ELSE 0 END
            WHERE subject = \(guess.address)
            """)
    }

    /// Opens an account again before its time.
    func open(_ guess: Guess, in db: Connection) throws {
        let account = guess.account
        try db.lock("sign-in account \(account)")
        try db.execute("DELETE FROM sign_in_guess WHERE account = \(account)")
        try db.execute("DELETE FROM sign_in_lock WHERE subject = \(account)")
    }

    /// Forgets what no longer counts.
    func forget(at now: Instant, in db: Connection) throws {
        let longest = max(rule.accountSeconds, rule.longestAddressSeconds)
        let before = now.adding(seconds: -2 * longest)
        try db.execute("DELETE FROM sign_in_guess WHERE failed_at < \(before)")
        try db.execute(
            "DELETE FROM sign_in_lock WHERE failed_at < \(before) AND (locked_until IS NULL OR locked_until < \(now))")
    }

    private func count(_ guess: Guess, at now: Instant, in db: Connection) throws {
        let since = now.adding(seconds: -rule.accountSeconds)
        try db.execute(
            """
            INSERT INTO sign_in_guess (account, address, failures, failed_at)
            VALUES (\(guess.account), \(guess.address), 1, \(now))
            ON CONFLICT (account, address) DO UPDATE SET
                failures = CASE WHEN sign_in_guess.failed_at > \(since) THEN sign_in_guess.failures + 1 ELSE 1 END,
                failed_at = \(now)
            """)
    }

    private func countAddress(_ address: String, at now: Instant, in db: Connection) throws {
        let since = now.adding(seconds: -rule.longestAddressSeconds)
        let before: Int? = try db.value(
            "SELECT failures FROM sign_in_lock WHERE subject = \(address) AND failed_at > \(since)")
        let failures = (before ?? 0) + 1
        let until = rule.addressWait(after: failures).map { now.adding(seconds: $0) }
        try lock(address, failures, until: until, at: now, in: db)
    }

    private func lock(
        _ subject: String, _ failures: Int, until: Instant?, at now: Instant, in db: Connection
    ) throws {
        try db.execute(
            """
            INSERT INTO sign_in_lock (subject, failures, failed_at, locked_until)
            VALUES (\(subject), \(failures), \(now), \(until))
            ON CONFLICT (subject) DO UPDATE SET
                failures = excluded.failures, failed_at = excluded.failed_at, locked_until = excluded.locked_until
            """)
    }

    private func failures(of account: String, at now: Instant, in db: Connection) throws -> Int {
        let since = now.adding(seconds: -rule.accountSeconds)
        return try db.value(
            """
            SELECT CAST(coalesce(sum(failures), 0) AS BIGINT) FROM sign_in_guess
            WHERE account = \(account) AND failed_at > \(since)
            """) ?? 0
    }
}
