public import Database
public import Directory
public import Essentials

/// What a person can prove beside the password.
public struct SecondFactors: Hashable, Sendable {
    /// An authenticator app, and since when.
    public let appSince: Instant?
    public let appUsedAt: Instant?
    public let passkeys: Int
    public let recoveryCodes: Int

    /// Recovery codes alone are no factor: they stand in for one.
    public var isEmpty: Bool { appSince == nil && passkeys == 0 }

    /// What a person has enrolled and has left.
    public static func of(_ person: ID<Person>, in db: Connection) throws -> SecondFactors {
        let app = try TOTPFactor.of(person, in: db)
        let codes: Int? = try db.value(
            "SELECT count(*) FROM recovery_code WHERE person_id = \(person) AND used_at IS NULL")
        let passkeys: Int? = try db.value("SELECT count(*) FROM passkey WHERE person_id = \(person)")
        return SecondFactors(
            appSince: app?.confirmedAt, appUsedAt: app?.usedAt, passkeys: passkeys ?? 0, recoveryCodes: codes ?? 0)
    }
}

/// An authenticator app that a person enrolled.
struct TOTPFactor: Sendable {
    let id: ID<TOTPFactor>
    let person: ID<Person>
    let sealed: [UInt8]
    /// Nil until a first code has shown that the app has the secret.
    let confirmedAt: Instant?
    let lastStep: Int64?
    let usedAt: Instant?

    func codes(_ key: FactorKey) throws -> TOTP {
        TOTP(secret: try key.open(sealed, for: Self.purpose(person)))
    }

    static func purpose(_ person: ID<Person>) -> String { "totp \(person)" }
}

extension TOTPFactor: RowDecodable {
    init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        sealed = try row["sealed_secret"]
        confirmedAt = try row["confirmed_at"]
        lastStep = try row["last_step"]
        usedAt = try row["used_at"]
    }

    /// The app in use.
    static func of(_ person: ID<Person>, in db: Connection) throws -> TOTPFactor? {
        try db.first("SELECT * FROM totp_factor WHERE person_id = \(person) AND confirmed_at IS NOT NULL")
    }

    /// The one that waits for its first code.
    static func enrolling(_ person: ID<Person>, in db: Connection) throws -> TOTPFactor? {
        try db.first("SELECT * FROM totp_factor WHERE person_id = \(person) AND confirmed_at IS NULL")
    }

    /// Uses a code up. Two who type the same one at the same moment are decided by the row.
    ///
    /// - Returns: false when it was used meanwhile.
    func use(_ step: Int64, at now: Instant, in db: Connection) throws -> Bool {
        try db.execute(
            """
            UPDATE totp_factor SET last_step = \(step), used_at = \(now)
            WHERE id = \(id) AND (last_step IS NULL OR last_step < \(step))
            """) == 1
    }
}
