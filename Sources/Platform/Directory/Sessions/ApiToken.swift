public import Database
public import Essentials
import Journal

/// A key with which another program acts in a person's post. It may never do more than that post, and less when only
/// some permissions were given to it.
public struct ApiToken: Hashable, Sendable {
    public let id: ID<ApiToken>
    /// What it is for, as its owner called it.
    public let name: String
    public let post: ID<Post>
    public let createdAt: Instant
    public let expiresAt: Instant
    public let revokedAt: Instant?
    public let lastUsedAt: Instant?

    /// The longest a token lasts.
    public static let longestDays = 366
}

extension ApiToken: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        post = try row["post_id"]
        createdAt = try row["created_at"]
        expiresAt = try row["expires_at"]
        revokedAt = try row["revoked_at"]
        lastUsedAt = try row["last_used_at"]
    }

    /// All tokens of a person's posts, the newest first.
    public static func list(of person: ID<Person>, in db: Connection) throws -> [ApiToken] {
        try db.all(
            """
            SELECT api_token.* FROM api_token JOIN post ON post.id = api_token.post_id
            WHERE post.person_id = \(person) ORDER BY api_token.id DESC LIMIT 200
            """)
    }

    /// The codes of the permissions a token was given.
    public static func permissions(of id: ID<ApiToken>, in db: Connection) throws -> [String] {
        try db.values("SELECT permission FROM api_token_permission WHERE token_id = \(id) ORDER BY permission")
    }

    /// Who asks with this secret, in two statements; nil when nobody does any more.
    public static func caller(
        forToken secret: String, address: String?, at now: Instant, in db: Connection
    ) throws -> Caller? {
        let condition: SQL = """
            api_token.token_hash = \(SecretToken.hash(of: secret)) AND api_token.revoked_at IS NULL
            AND api_token.expires_at > \(now)
            """
        return try CallerQuery(on: now.date).apiToken(where: condition, address: address, in: db)
    }

    /// Notes the use of a token, at most once a minute.
    public static func touch(secret: String, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            UPDATE api_token SET last_used_at = \(now) WHERE token_hash = \(SecretToken.hash(of: secret))
              AND (last_used_at IS NULL OR last_used_at <= \(now.adding(seconds: -60)))
            """)
    }

    package static func revokeAll(of person: ID<Person>, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            UPDATE api_token SET revoked_at = \(now) WHERE revoked_at IS NULL
              AND post_id IN (SELECT id FROM post WHERE person_id = \(person))
            """)
    }
}

/// Makes a token for the caller's present post.
public struct CreateApiToken: Sendable {
    public init() {}

    /// - Parameters:
    ///   - permissions: codes of what it may do; all of them must be held in the post.
    ///   - lastDay: the day after which it no longer works.
    /// - Returns: the secret, shown once.
    public func callAsFunction(
        name: String, permissions: Set<String>, lastDay: CivilDate, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws -> (token: ApiToken, secret: String) {
        // A token that could make tokens would outlive its own revocation.
        guard caller.session != nil else { throw NotFound() }
        return try make(
            name: name, permissions: permissions, lastDay: lastDay, for: caller, by: caller.actor, at: now, in: db)
    }

    /// The same from the installation's own shell, for any post: who can open its folder could read the secrets anyway.
    /// The journal says that the platform did it.
    ///
    /// - Parameter holder: the post, from `Caller.acting`.
    public func fromShell(
        name: String, permissions: Set<String>, lastDay: CivilDate, for holder: Caller, at now: Instant,
        in db: Connection
    ) throws -> (token: ApiToken, secret: String) {
        try make(name: name, permissions: permissions, lastDay: lastDay, for: holder, by: .platform, at: now, in: db)
    }

    private func make(
        name: String, permissions: Set<String>, lastDay: CivilDate, for holder: Caller, by actor: Actor,
        at now: Instant, in db: Connection
    ) throws -> (token: ApiToken, secret: String) {
        var problems = Problems()
        let name = problems.text("name", name, atMost: 100)
        if permissions.isEmpty || !permissions.allSatisfy({ !holder.rights.scopes(of: $0).isEmpty }) {
            problems.add("permissions", Wording("Chọn trong các quyền đang có", en: "Choose among what you may do"))
        }
        if lastDay < now.date || lastDay > now.date.adding(days: ApiToken.longestDays) {
            problems.add(
                "lastDay",
                Wording(
                    "Hạn dùng từ hôm nay đến \(ApiToken.longestDays) ngày sau",
                    en: "From today to \(ApiToken.longestDays) days from now"))
        }
        try problems.throwIfAny()
        let secret = SecretToken(prefix: "lt_")
        let token = ApiToken(
            id: db.ids.next(), name: name, post: holder.post, createdAt: now,
            expiresAt: Instant(lastDay.adding(days: 1)), revokedAt: nil, lastUsedAt: nil)
        try insert(token, secret, permissions, in: db)
        try db.record(
            ApiTokenCreated(token: token.id, post: token.post, permissions: permissions.sorted()), by: actor, at: now)
        return (token, secret.text)
    }

    private func insert(
        _ token: ApiToken, _ secret: SecretToken, _ permissions: Set<String>, in db: Connection
    ) throws {
        try db.execute(
            """
            INSERT INTO api_token (id, token_hash, name, post_id, created_at, expires_at)
            VALUES (\(token.id), \(secret.hash), \(token.name), \(token.post), \(token.createdAt), \(token.expiresAt))
            """)
        for permission in permissions.sorted() {
            try db.execute(
                "INSERT INTO api_token_permission (token_id, permission) VALUES (\(token.id), \(permission))")
        }
    }
}

/// Stops a token: one's own, or that of someone whose account one may manage.
public struct RevokeApiToken: Sendable {
    public init() {}

    /// - Throws: `NotFound` for a token out of the caller's reach, or one that is stopped already.
    public func callAsFunction(_ id: ID<ApiToken>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let owner = try owner(of: id, in: db)
        if owner != caller.person { try AccountReach.check(owner, by: caller, on: now.date, in: db) }
        try revoke(id, by: caller.actor, at: now, in: db)
    }

    /// Any token, from the installation's own shell; the journal says that the platform did it.
    /// - Throws: `NotFound` for none, or one that is stopped already.
    public func fromShell(_ id: ID<ApiToken>, at now: Instant, in db: Connection) throws {
        _ = try owner(of: id, in: db)
        try revoke(id, by: .platform, at: now, in: db)
    }

    private func owner(of id: ID<ApiToken>, in db: Connection) throws -> ID<Person> {
        let owner: ID<Person>? = try db.value(
            """
            SELECT post.person_id FROM api_token JOIN post ON post.id = api_token.post_id
            WHERE api_token.id = \(id) AND api_token.revoked_at IS NULL
            """)
        guard let owner else { throw NotFound() }
        return owner
    }

    private func revoke(_ id: ID<ApiToken>, by actor: Actor, at now: Instant, in db: Connection) throws {
        try db.execute("UPDATE api_token SET revoked_at = \(now) WHERE id = \(id)")
        try db.record(ApiTokenRevoked(token: id), by: actor, at: now)
    }
}
