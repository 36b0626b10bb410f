import Database
import Directory
import Essentials

/// The password was right; something else is still to be proved. It lives for five minutes, and nothing but the second
/// step can be done with it.
struct PendingSignIn: Sendable {
    let person: ID<Person>

    static let lastsSeconds: Int64 = 300

    /// - Returns: the secret that binds the second step to this very sign-in (ASVS V6.6.2).
    static func begin(for person: ID<Person>, at now: Instant, in db: Connection) throws -> String {
        let token = SecretToken()
        try db.execute("DELETE FROM pending_sign_in WHERE expires_at < \(now)")
        try db.execute(
            """
            INSERT INTO pending_sign_in (token_hash, person_id, expires_at)
            VALUES (\(token.hash), \(person), \(now.adding(seconds: lastsSeconds)))
            """)
        return token.text
    }

    static func find(_ token: String, at now: Instant, in db: Connection) throws -> PendingSignIn? {
        try db.first(
            """
            SELECT person_id FROM pending_sign_in
            WHERE token_hash = \(SecretToken.hash(of: token)) AND expires_at > \(now)
            """)
    }

    /// - Returns: false when somebody else finished it at the same moment.
    static func finish(_ token: String, in db: Connection) throws -> Bool {
        try db.execute("DELETE FROM pending_sign_in WHERE token_hash = \(SecretToken.hash(of: token))") == 1
    }
}

extension PendingSignIn: RowDecodable {
    init(row: Row) throws {
        person = try row["person_id"]
    }
}
