public import Database
public import Essentials
import Journal

extension Sessions {
    /// Signs out: the session ends at the server.
    public func signOut(by caller: Caller, at now: Instant, in db: Connection) throws {
        guard let session = caller.session else { return }
        try end(session, .signedOut, by: caller, at: now, in: db)
    }

    /// Ends one session: one's own, or that of someone whose account one may manage.
    public func end(_ id: ID<Session>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let session: Session? = try db.first("SELECT * FROM session WHERE id = \(id) AND ended_at IS NULL")
        guard let session else { throw NotFound() }
        if session.person != caller.person {
            try AccountReach.check(session.person, by: caller, on: now.date, in: db)
        }
        try end(id, .revoked, by: caller, at: now, in: db)
    }

    /// Ends all of one's own sessions but the present one, or all of somebody else's.
    ///
    /// - Returns: how many were ended.
    @discardableResult
    public func endAll(of person: ID<Person>, by caller: Caller, at now: Instant, in db: Connection) throws -> Int {
        if person != caller.person { try AccountReach.check(person, by: caller, on: now.date, in: db) }
        let ended = try Session.endAll(of: person, except: caller.session, ending: .revoked, at: now, in: db)
        if ended > 0 { try db.record(SessionsEnded(person: person, count: ended), by: caller.actor, at: now) }
        return ended
    }

    /// Goes on in another of one's own posts.
    public func switchPost(to post: ID<Post>, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard let session = caller.session, let other = try Caller.acting(as: post, at: now, in: db),
            other.person == caller.person
        else { throw NotFound() }
        let limits = try profile.limits(of: post, on: now.date, in: db)
        try db.execute(
            """
            UPDATE session SET post_id = \(post), idle_seconds = \(limits.idleSeconds),
                expires_at = CASE WHEN expires_at < started_at + \(limits.absoluteSeconds) * 1000000 THEN expires_at
                    ELSE started_at + \(limits.absoluteSeconds) * 1000000 END
            WHERE id = \(session) AND ended_at IS NULL
            """)
        try db.record(PostSwitched(session: session, from: caller.post, to: post), by: caller.actor, at: now)
    }

    private func end(
        _ id: ID<Session>, _ ending: Session.Ending, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let ended = try db.execute(
            "UPDATE session SET ended_at = \(now), ending = \(ending) WHERE id = \(id) AND ended_at IS NULL")
        guard ended > 0 else { return }
        try db.record(SessionEnded(session: id, ending: ending.rawValue), by: caller.actor, at: now)
    }
}
