public import Database
public import Essentials

/// Who is signed in. The server keeps it; the browser has only an opaque token.
public struct Sessions: Sendable {
    public let profile: SessionProfile

    /// When a session was last used is noted at most once in so many seconds.
    private static let touchSeconds: Int64 = 60

    public init(profile: SessionProfile = .level3) {
        self.profile = profile
    }

    /// Who asks with this token, in two statements; nil when nobody does any more: signed out, timed out, disabled, or
    /// the post ended.
    public func caller(
        forToken token: String, address: String?, at now: Instant, in db: Connection
    ) throws -> Caller? {
        let condition: SQL = "session.token_hash = \(SecretToken.hash(of: token)) AND \(isOpen(at: now))"
        return try CallerQuery(on: now.date).session(where: condition, address: address, in: db)
    }

    /// Whether the use of a session is to be noted again; asked after each request.
    public func isTouchDue(_ caller: Caller, at now: Instant) -> Bool {
        caller.lastSeenAt.map { now.seconds(since: $0) >= Self.touchSeconds } ?? false
    }

    /// Notes that a session is in use, in a write of its own.
    public func touch(_ session: ID<Session>, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            UPDATE session SET last_seen_at = \(now)
            WHERE id = \(session) AND ended_at IS NULL AND last_seen_at <= \(now.adding(seconds: -Self.touchSeconds))
            """)
    }

    /// Whether the password was entered so recently that signing and issuing may go on.
    public func isSteppedUp(_ caller: Caller, at now: Instant) -> Bool {
        caller.steppedUpAt.map { now.seconds(since: $0) < profile.stepUpSeconds } ?? false
    }

    /// A person's open sessions, the last used first; for the person's own page and for who manages accounts.
    public func list(of person: ID<Person>, at now: Instant, in db: Connection) throws -> [Session] {
        try db.all(
            """
            SELECT * FROM session WHERE person_id = \(person) AND \(isOpen(at: now))
            ORDER BY last_seen_at DESC, id DESC LIMIT 200
            """)
    }

    /// Neither ended nor out of time. Sessions of before there were limits by role have the profile's.
    private func isOpen(at now: Instant) -> SQL {
        """
        session.ended_at IS NULL AND session.expires_at > \(now)
        AND session.last_seen_at + coalesce(session.idle_seconds, \(profile.idleSeconds)) * 1000000 > \(now)
        """
    }

    /// Starts a session with a new token, which nobody knew before.
    package func start(
        _ person: ID<Person>, in post: ID<Post>, by method: String = "password", enrolmentDue: Bool = false,
        address: String?, agent: String?, at now: Instant, in db: Connection
    ) throws -> (id: ID<Session>, token: String) {
        let token = SecretToken()
        let id = db.ids.next(Session.self)
        let limits = try profile.limits(of: post, on: now.date, in: db)
        try db.execute(
            """
            INSERT INTO session (
                id, token_hash, person_id, post_id, started_at, last_seen_at, expires_at, stepped_up_at, address, agent,
                method, enrolment_due, idle_seconds)
            VALUES (
                \(id), \(token.hash), \(person), \(post), \(now), \(now),
                \(now.adding(seconds: limits.absoluteSeconds)), \(now), \(address.map { String($0.prefix(64)) }),
                \(agent.map { String(String.UnicodeScalarView($0.unicodeScalars.prefix(300))) }),
                \(method), \(enrolmentDue), \(limits.idleSeconds))
            """)
        return (id, token.text)
    }
}
