import Database
import Directory
import Essentials

/// The password was right, or an identity provider named the person; something else is still to be proved. It lives for five minutes, and nothing but the second
/// step can be done with it.
struct PendingSignIn: Sendable {
    let person: ID<Person>
    /// How the first step was taken.
    let first: SignInMethod

    static let lastsSeconds: Int64 = 300

    /// - Returns: the secret that binds the second step to this very sign-in (ASVS V6.6.2).
    static func begin(
        for person: ID<Person>, after first: SignInMethod = .password, at now: Instant, in db: Connection
    ) throws -> String {
        let token = SecretToken()
        try db.execute("DELETE FROM pending_sign_in WHERE expires_at < \(now)")
        try db.execute(
            """
            INSERT INTO pending_sign_in (token_hash, person_id, expires_at, first_step)
            VALUES (\(token.hash), \(person), \(now.adding(seconds: lastsSeconds)), \(first.rawValue))
            """)
        return token.text
    }

    static func find(_ token: String, at now: Instant, in db: Connection) throws -> PendingSignIn? {
        try db.first(
            """
            SELECT person_id, first_step FROM pending_sign_in
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
        let first: String? = try row["first_step"]
        self.first = first.flatMap(SignInMethod.init(rawValue:)) ?? .password
    }
}
