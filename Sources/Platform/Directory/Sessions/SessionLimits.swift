public import Database
public import Essentials
public import Journal

/// How long a session lasts in a post: without a request, and at all.
public struct SessionLimits: Hashable, Sendable {
    public let idleSeconds: Int64
    public let absoluteSeconds: Int64

    public init(idleSeconds: Int64, absoluteSeconds: Int64) {
        self.idleSeconds = idleSeconds
        self.absoluteSeconds = absoluteSeconds
    }

    /// The stricter of two, in each respect.
    func stricter(_ other: SessionLimits) -> SessionLimits {
        SessionLimits(
            idleSeconds: min(idleSeconds, other.idleSeconds),
            absoluteSeconds: min(absoluteSeconds, other.absoluteSeconds))
    }
}

extension SessionProfile {
    /// What the law allows at most to who may do what a role allows.
    public func limits(of permissions: Set<String>) -> SessionLimits {
        permissions.isDisjoint(with: DirectoryPermissions.administering.map(\.code))
            ? SessionLimits(idleSeconds: idleSeconds, absoluteSeconds: absoluteSeconds)
            : SessionLimits(
                idleSeconds: administratorIdleSeconds, absoluteSeconds: administratorAbsoluteSeconds)
    }

    /// The limits of a post: the strictest of all that it may do, also in somebody's place.
    func limits(of post: ID<Post>, on day: CivilDate, in db: Connection) throws -> SessionLimits {
        let legal = limits(of: try Rights.of(post, on: day, in: db).codes)
        let row = try db.row(
            """
            SELECT min(role_session_limit.idle_minutes) AS idle, min(role_session_limit.absolute_minutes) AS absolute
            FROM role_session_limit JOIN role_grant ON role_grant.role_id = role_session_limit.role_id
            WHERE role_grant.post_id = \(post) AND \(Validity.covers("role_grant", on: day))
            """)
        guard let idle: Int64 = try row?["idle"], let absolute: Int64 = try row?["absolute"] else { return legal }
        return legal.stricter(SessionLimits(idleSeconds: idle * 60, absoluteSeconds: absolute * 60))
    }
}

/// Shortens the sessions of who has a role. Longer than the law allows they cannot become; they hold from the next
/// sign-in or change of post on.
public struct LimitSessions: Sendable {
    private let profile: SessionProfile

    public init(profile: SessionProfile = .level3) {
        self.profile = profile
    }

    /// What was decided for each role.
    public static func all(in db: Connection) throws -> [ID<Role>: SessionLimits] {
        let rows = try db.rows("SELECT role_id, idle_minutes, absolute_minutes FROM role_session_limit")
        return try Dictionary(
            rows.map { row in
                let (idle, absolute): (Int64, Int64) = (try row["idle_minutes"], try row["absolute_minutes"])
                return (
                    try row["role_id"], SessionLimits(idleSeconds: idle * 60, absoluteSeconds: absolute * 60)
                )
            }, uniquingKeysWith: { $1 })
    }

    /// - Throws: `Problems` at `idleMinutes` and `absoluteMinutes`; `NotFound` for who does not give roles in the whole
    ///   province.
    public func callAsFunction(
        _ id: ID<Role>, idleMinutes: Int64?, absoluteMinutes: Int64?, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        guard let root = try Unit.root(on: now.date, in: db),
            caller.rights.covers(PermissionScope(unit: root.path, coversSubtree: true), for: .manageRoles),
            let role = try Role.find(id, in: db)
        else { throw NotFound() }
        let legal = profile.limits(of: role.permissions)
        var problems = Problems()
        let idle = Self.check("idleMinutes", idleMinutes, 1, legal.idleSeconds / 60, &problems)
        let absolute = Self.check("absoluteMinutes", absoluteMinutes, 15, legal.absoluteSeconds / 60, &problems)
        try problems.throwIfAny()
        try db.execute(
            """
            INSERT INTO role_session_limit (role_id, idle_minutes, absolute_minutes)
            VALUES (\(id), \(idle), \(absolute))
            ON CONFLICT (role_id) DO UPDATE SET
                idle_minutes = excluded.idle_minutes, absolute_minutes = excluded.absolute_minutes
            """)
        try db.record(
            SessionsLimited(role: id, idleMinutes: idle, absoluteMinutes: absolute), by: caller.actor, at: now)
    }

    private static func check(
        _ field: String, _ minutes: Int64?, _ least: Int64, _ most: Int64, _ problems: inout Problems
    ) -> Int64 {
        if let minutes, (least...most).contains(minutes) { return minutes }
        problems.add(field, Wording("Từ \(least) đến \(most) phút", en: "From \(least) to \(most) minutes"))
        return most
    }
}

/// Sessions of who has a role end sooner than they did, or later.
public struct SessionsLimited: Event {
    public static let kind = "directory.sessions-limited"
    public let role: ID<Role>
    public let idleMinutes: Int64
    public let absoluteMinutes: Int64
    public var subject: Subject { Subject("role", role) }
}
