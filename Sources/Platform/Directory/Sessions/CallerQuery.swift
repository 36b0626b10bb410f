public import Database
public import Essentials

/// Makes callers from the database: one statement for who it is, one for what is allowed.
struct CallerQuery {
    private let day: CivilDate

    init(on day: CivilDate) {
        self.day = day
    }

    func session(where condition: SQL, address: String?, in db: Connection) throws -> Caller? {
        let row = try db.row(
            """
            SELECT session.id AS session_id, session.stepped_up_at, session.last_seen_at,
                   coalesce(account.must_change, \(false)) AS must_change,
                   coalesce(session.enrolment_due, \(false)) AS enrolment_due, \(Self.names)
            FROM session JOIN post ON post.id = session.post_id AND post.person_id = session.person_id
            LEFT JOIN account ON account.person_id = session.person_id
            \(joins) WHERE \(condition)
            """)
        guard let row else { return nil }
        let mustChange: Bool = try row["must_change"]
        let mustEnrol: Bool = try row["enrolment_due"]
        let rights = try mustChange || mustEnrol ? Rights([:]) : Rights.of(try row["post_id"], on: day, in: db)
        return try caller(
            row, rights: rights, session: try row["session_id"], steppedUpAt: try row["stepped_up_at"],
            address: address, lastSeenAt: try row["last_seen_at"], mustChangePassword: mustChange,
            mustEnrolFactor: mustEnrol)
    }

    func apiToken(where condition: SQL, address: String?, in db: Connection) throws -> Caller? {
        let rows = try db.rows(
            """
            SELECT api_token_permission.permission, \(Self.names)
            FROM api_token JOIN api_token_permission ON api_token_permission.token_id = api_token.id
            JOIN post ON post.id = api_token.post_id \(joins) WHERE \(condition)
            """)
        guard let row = rows.first else { return nil }
        let scopes = Set(try rows.map { try $0["permission"] as String })
        let rights = try Rights.of(try row["post_id"], on: day, in: db).limited(to: scopes)
        return try caller(row, rights: rights, address: address)
    }

    func post(_ post: ID<Post>, in db: Connection) throws -> Caller? {
        guard let row = try db.row("SELECT \(Self.names) FROM post \(joins) WHERE post.id = \(post)") else {
            return nil
        }
        return try caller(row, rights: try Rights.of(post, on: day, in: db), address: nil)
    }

    private static let names: SQL = """
        person.id AS person_id, person.name AS person_name, post.id AS post_id, post.title,
        here.unit_id, here.path, here.name AS unit_name,
        agency.unit_id AS agency_id, agency.path AS agency_path, agency.name AS agency_name
        """

    /// An active person, a post and a unit that hold on the day.
    private var joins: SQL {
        """
        JOIN person ON person.id = post.person_id AND person.is_active
        JOIN unit ON unit.id = post.unit_id AND \(Validity.covers("unit", on: day)) AND \(Validity.covers("post", on: day))
        JOIN unit_edition here ON here.unit_id = post.unit_id AND \(Validity.covers("here", on: day))
        JOIN unit_edition agency ON agency.unit_id = here.agency_id AND \(Validity.covers("agency", on: day))
        """
    }

    private func caller(
        _ row: Row, rights: Rights, session: ID<Session>? = nil, steppedUpAt: Instant? = nil, address: String?,
        lastSeenAt: Instant? = nil, mustChangePassword: Bool = false, mustEnrolFactor: Bool = false
    ) throws -> Caller {
        Caller(
            person: try row["person_id"], personName: try row["person_name"], post: try row["post_id"],
            postTitle: try row["title"], unit: try row["unit_id"], unitPath: try row["path"],
            unitName: try row["unit_name"], agency: try row["agency_id"], agencyPath: try row["agency_path"],
            agencyName: try row["agency_name"], rights: rights, session: session, steppedUpAt: steppedUpAt,
            address: address, lastSeenAt: lastSeenAt, mustChangePassword: mustChangePassword,
            mustEnrolFactor: mustEnrolFactor)
    }
}

extension Caller {
    /// A caller in a post, without a session: for work that the platform does in somebody's name, and for samples.
    /// Nil when the post, the unit or the person no longer holds.
    public static func acting(as post: ID<Post>, at now: Instant, in db: Connection) throws -> Caller? {
        try CallerQuery(on: now.date).post(post, in: db)
    }
}
