public import Database
public import Directory
public import Essentials
import Journal
public import OpenID

/// Who a person is at an identity provider: the issuer and its own, never-changing name for the person.
public struct OpenIDIdentity: Hashable, Sendable {
    public let id: ID<OpenIDIdentity>
    public let issuer: String
    public let subject: String
    public let person: ID<Person>
    public let linkedAt: Instant
    public let usedAt: Instant?
}

extension OpenIDIdentity: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        issuer = try row["issuer"]
        subject = try row["subject"]
        person = try row["person_id"]
        linkedAt = try row["linked_at"]
        usedAt = try row["used_at"]
    }

    /// All of a person's, the oldest first.
    public static func list(of person: ID<Person>, in db: Connection) throws -> [OpenIDIdentity] {
        try db.all("SELECT * FROM openid_identity WHERE person_id = \(person) ORDER BY id")
    }

    static func find(issuer: String, subject: String, in db: Connection) throws -> OpenIDIdentity? {
        try db.first("SELECT * FROM openid_identity WHERE issuer = \(issuer) AND subject = \(subject)")
    }
}

/// Links a person with an identity: who manages the account types it, or the person proves it.
public struct LinkOpenID: Sendable {
    public init() {}

    /// By who manages the account.
    ///
    /// - Parameter subject: the provider's own name for the person.
    /// - Throws: `Problems` at `subject`, `OpenIDRefusal`; `NotFound` for a person out of the caller's reach.
    public func callAsFunction(
        _ person: ID<Person>, subject typed: String, at provider: OpenIDProvider, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        try AccountReach.check(person, by: caller, on: now.date, in: db)
        // To link oneself, one proves it: an identity that is typed could be a stranger's.
        if person == caller.person { throw OpenIDRefusal.isOwn }
        let subject = typed.trimmed
        guard (1...255).contains(subject.utf8.count), subject.utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F }) else {
            throw Problems(
                "subject",
                Wording(
                    "Mã người dùng (sub) dài 1–255 ký tự không dấu",
                    en: "The user's code (sub) has 1–255 plain characters"))
        }
        try link(person, issuer: provider.issuer, subject, by: caller, at: now, in: db)
    }

    /// By the person, with what the provider has just said.
    ///
    /// - Throws: `OpenIDRefusal`.
    public func callAsFunction(_ token: IDToken, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard caller.session != nil else { throw NotFound() }
        try link(caller.person, issuer: token.issuer, token.subject, by: caller, at: now, in: db)
    }

    private func link(
        _ person: ID<Person>, issuer: String, _ subject: String, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        if try BreakGlass.isHeld(by: person, in: db) { throw AccountRefusal.isSealed }
        let id = db.ids.next(OpenIDIdentity.self)
        let linked = try db.execute(
            """
            INSERT INTO openid_identity (id, issuer, subject, person_id, linked_at)
            VALUES (\(id), \(issuer), \(subject), \(person), \(now)) ON CONFLICT (issuer, subject) DO NOTHING
            """)
        guard linked == 1 else { throw OpenIDRefusal.isLinked }
        // So the account counts among those that are closed when nobody uses them.
        try Accounts.openWithoutPassword(person, at: now, in: db)
        try db.record(OpenIDLinked(person: person, identity: id), by: caller.actor, at: now)
    }
}

/// Takes a link away; sessions that it began go on until they end.
public struct UnlinkOpenID: Sendable {
    public init() {}

    /// - Throws: `NotFound` for an identity that is neither one's own nor of somebody whose account one manages.
    public func callAsFunction(
        _ id: ID<OpenIDIdentity>, of person: ID<Person>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        if person != caller.person { try AccountReach.check(person, by: caller, on: now.date, in: db) }
        let gone = try db.execute("DELETE FROM openid_identity WHERE id = \(id) AND person_id = \(person)")
        guard gone == 1 else { throw NotFound() }
        try db.record(OpenIDUnlinked(person: person, identity: id), by: caller.actor, at: now)
    }
}

/// Why an identity of a provider is not taken.
public enum OpenIDRefusal: Refusal {
    /// It belongs to somebody already, perhaps to this person.
    case isLinked
    case isOwn

    public var message: Wording {
        switch self {
        case .isOwn:
            Wording(
                "Tự liên kết ở trang xác thực bước hai của mình, bằng cách đăng nhập ở cổng định danh",
                en: "Link yourself on your page of second factors, by signing in at the provider")
        case .isLinked:
            Wording(
                "Định danh này đã liên kết với một tài khoản", en: "This identity is linked with an account already")
        }
    }
}
