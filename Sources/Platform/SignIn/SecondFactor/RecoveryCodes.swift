import Crypto
public import Database
public import Directory
public import Essentials
import Foundation
import Journal

/// Codes on paper for the day the telephone is lost: each works once and is stored only as its hash. 120 random
/// bits cannot be guessed, so a quick hash is enough (ASVS V6.5.2).
public enum RecoveryCodes {
    static let count = 10

    /// New codes in place of all earlier ones.
    ///
    /// - Returns: what to show this once.
    /// - Throws: `NotFound` for a person without a second factor.
    public static func renew(by caller: Caller, at now: Instant, in db: Connection) throws -> [String] {
        guard caller.session != nil, try !SecondFactors.of(caller.person, in: db).isEmpty else { throw NotFound() }
        return try make(for: caller, at: now, in: db)
    }

    static func makeFirst(for caller: Caller, at now: Instant, in db: Connection) throws -> [String]? {
        guard try SecondFactors.of(caller.person, in: db).recoveryCodes == 0 else { return nil }
        return try make(for: caller, at: now, in: db)
    }

    private static func make(for caller: Caller, at now: Instant, in db: Connection) throws -> [String] {
        try removeAll(of: caller.person, in: db)
        let codes = (0..<count).map { _ in PaperCode.random() }
        for code in codes {
            try db.execute(
                """
                INSERT INTO recovery_code (code_hash, person_id, made_at)
                VALUES (\(hash(code, of: caller.person)), \(caller.person), \(now))
                """)
        }
        try db.record(RecoveryCodesMade(person: caller.person), by: caller.actor, at: now)
        return codes
    }

    static func removeAll(of person: ID<Person>, in db: Connection) throws {
        try db.execute("DELETE FROM recovery_code WHERE person_id = \(person)")
    }

    /// - Returns: whether it was one, not used before.
    static func use(_ typed: String, of person: ID<Person>, at now: Instant, in db: Connection) throws -> Bool {
        try db.execute(
            """
            UPDATE recovery_code SET used_at = \(now)
            WHERE code_hash = \(hash(typed, of: person)) AND person_id = \(person) AND used_at IS NULL
            """) == 1
    }

    private static func hash(_ typed: String, of person: ID<Person>) -> [UInt8] {
        Array(SHA256.hash(data: Data("\(person) \(PaperCode.read(typed))".utf8)))
    }
}
