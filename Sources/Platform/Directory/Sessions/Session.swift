public import Database
public import Essentials

/// A person signed in on a device, in one post at a time.
public struct Session: Hashable, Sendable {
    public let id: ID<Session>
    public let person: ID<Person>
    public let post: ID<Post>
    public let startedAt: Instant
    public let lastSeenAt: Instant
    /// It ends then at the latest, however busy it is.
    public let expiresAt: Instant
    public let address: String?
    /// The browser, as it calls itself.
    public let agent: String?

    /// Why a session ended.
    public enum Ending: String, CaseIterable, Sendable, SQLConvertible {
        case signedOut = "signed-out"
        case revoked
        case disabled
        case passwordChanged = "password-changed"
    }
}

extension Session: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        post = try row["post_id"]
        startedAt = try row["started_at"]
        lastSeenAt = try row["last_seen_at"]
        expiresAt = try row["expires_at"]
        address = try row["address"]
        agent = try row["agent"]
    }

    /// Ends every open session of a person, or every one but one.
    ///
    /// - Returns: how many were ended.
    @discardableResult
    package static func endAll(
        of person: ID<Person>, except kept: ID<Session>? = nil, ending: Ending, at now: Instant, in db: Connection
    ) throws -> Int {
        var which: SQL = "person_id = \(person) AND ended_at IS NULL"
        if let kept { which += " AND id <> \(kept)" }
        return try db.execute("UPDATE session SET ended_at = \(now), ending = \(ending) WHERE \(which)")
    }
}

/// How long sessions last; the law sets the bounds.
public struct SessionProfile: Hashable, Sendable {
    /// Without a request for so long, a session is over.
    public let idleSeconds: Int64
    public let absoluteSeconds: Int64
    /// The same for who administers.
    public let administratorIdleSeconds: Int64
    public let administratorAbsoluteSeconds: Int64
    /// A password entered so long ago counts as entered just now.
    public let stepUpSeconds: Int64

    public init(
        idleSeconds: Int64, absoluteSeconds: Int64, administratorIdleSeconds: Int64,
        administratorAbsoluteSeconds: Int64, stepUpSeconds: Int64
    ) {
        self.idleSeconds = idleSeconds
        self.absoluteSeconds = absoluteSeconds
        self.administratorIdleSeconds = administratorIdleSeconds
        self.administratorAbsoluteSeconds = administratorAbsoluteSeconds
        self.stepUpSeconds = stepUpSeconds
    }

    /// 15 minutes idle, 5 for administrators (TCVN 14423:2026 5.5.2.2, QCVN 12:2026/BCA 3.6.2.1.8); one working day at
    /// most, which the texts leave to the owner (ASVS V7.3.2).
    public static let level3 = SessionProfile(
        idleSeconds: 15 * 60, absoluteSeconds: 12 * 3600, administratorIdleSeconds: 5 * 60,
        administratorAbsoluteSeconds: 8 * 3600, stepUpSeconds: 600)
}
