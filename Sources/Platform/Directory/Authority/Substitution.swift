public import Database
public import Essentials

/// Someone acts for an absent colleague (người làm thay khi vắng mặt), on certain days, once that is approved. It lends
/// what the absent post may do in the platform; it gives no authority to sign, which needs its own document.
public struct Substitution: Hashable, Sendable {
    public let id: ID<Substitution>
    public let absent: ID<Post>
    public let substitute: ID<Post>
    public let reason: String
    public let validity: Validity
    public let requestedBy: ID<Person>
    public let approvedBy: ID<Person>?
    public let approvedAt: Instant?
    public let endedAt: Instant?

    /// Whether the substitute acts on a day.
    public func acts(on day: CivilDate) -> Bool {
        approvedAt != nil && endedAt == nil && validity.contains(day)
    }
}

extension Substitution: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        absent = try row["absent_post_id"]
        substitute = try row["substitute_post_id"]
        reason = try row["reason"]
        validity = try Validity(row: row)
        requestedBy = try row["requested_by"]
        approvedBy = try row["approved_by"]
        approvedAt = try row["approved_at"]
        endedAt = try row["ended_at"]
    }

    /// A substitution by its identifier, also one that is over.
    public static func find(_ id: ID<Substitution>, in db: Connection) throws -> Substitution? {
        try db.first("SELECT * FROM substitution WHERE id = \(id)")
    }

    /// Those that a post takes part in, on a day and later, on either side.
    public static func of(_ post: ID<Post>, from day: CivilDate, in db: Connection) throws -> [Substitution] {
        try db.all(
            """
            SELECT * FROM substitution WHERE (absent_post_id = \(post) OR substitute_post_id = \(post))
              AND ended_at IS NULL AND valid_to >= \(day) ORDER BY valid_from, id
            """)
    }

    /// Those within units that still wait for approval.
    public static func waiting(within path: UnitPath, on day: CivilDate, in db: Connection) throws -> [Substitution] {
        try db.all(
            """
            SELECT substitution.* FROM substitution JOIN post ON post.id = substitution.absent_post_id
            JOIN unit_edition edition ON edition.unit_id = post.unit_id AND \(Validity.covers("edition", on: day))
            WHERE \(path.contains("edition.path")) AND substitution.approved_at IS NULL
              AND substitution.ended_at IS NULL AND substitution.valid_to >= \(day) ORDER BY substitution.id
            """)
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO substitution (
                id, absent_post_id, substitute_post_id, reason, valid_from, valid_to, requested_by)
            VALUES (
                \(id), \(absent), \(substitute), \(reason), \(validity.from), \(validity.to), \(requestedBy))
            """)
    }
}

/// Why nobody can act for this person so.
public enum SubstitutionRefusal: Refusal {
    case samePerson
    case anotherAgency
    case postDoesNotHold
    case overlaps
    /// Four eyes: neither of the two approves it.
    case approvedByOneConcerned
    case isOver

    public var message: Wording {
        switch self {
        case .samePerson: Wording("Không thể tự thay mình", en: "Nobody stands in for themselves")
        case .anotherAgency:
            Wording("Người làm thay phải cùng cơ quan", en: "The substitute must be of the same agency")
        case .postDoesNotHold:
            Wording("Chức vụ không còn hiệu lực trong thời gian này", en: "One of the posts does not hold in that time")
        case .overlaps:
            Wording("Đã có người làm thay trong thời gian này", en: "Someone already stands in for that time")
        case .approvedByOneConcerned:
            Wording("Người liên quan không được tự duyệt", en: "Those concerned cannot approve it themselves")
        case .isOver:
            Wording("Việc làm thay này đã kết thúc", en: "This substitution is over")
        }
    }
}
