public import Database
public import Essentials

/// What a post is in the leadership of its unit; it decides how its holder may sign.
public enum Standing: String, CaseIterable, Sendable, SQLConvertible {
    /// The head by office (người đứng đầu).
    case head
    /// Acts as head until one is appointed (quyền, Q.).
    case actingHead = "acting-head"
    /// A deputy of the head (cấp phó), also one who is in charge meanwhile (phụ trách, điều hành).
    case deputy
    case member

    public var name: Wording {
        switch self {
        case .head: Wording("Người đứng đầu", en: "Head")
        case .actingHead: Wording("Quyền người đứng đầu", en: "Acting head")
        case .deputy: Wording("Cấp phó", en: "Deputy head")
        case .member: Wording("Thành viên", en: "Member")
        }
    }

    /// Leaders stand first in every list.
    public var rank: Int {
        switch self {
        case .head: 0
        case .actingHead: 1
        case .deputy: 2
        case .member: 3
        }
    }
}

/// A person in a position in a unit, from one day to another (chức vụ, vị trí công tác). Whoever acts, acts in a post.
public struct Post: Hashable, Sendable {
    public let id: ID<Post>
    public let person: ID<Person>
    public let unit: ID<Unit>
    /// `Phó Giám đốc`, as the decision of appointment has it, without the unit's name.
    public let title: String
    /// How it reads under a signature where that differs: `Chánh Văn phòng`.
    public let signatureTitle: String?
    public let standing: Standing
    /// The place among those of equal standing.
    public let order: Int
    public let validity: Validity
    /// The post it continues after a reorganisation.
    public let predecessor: ID<Post>?

    /// Whether its holder stands at the head of the unit, by office or acting.
    public var isHead: Bool { standing == .head || standing == .actingHead }
    public var isDeputy: Bool { standing == .deputy }
}

extension Post: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        unit = try row["unit_id"]
        title = try row["title"]
        signatureTitle = try row["signature_title"]
        standing = try row["standing"]
        order = try row["sort_order"]
        validity = try Validity(row: row)
        predecessor = try row["predecessor_id"]
    }

    static let columns: SQL = """
        post.id, post.person_id, post.unit_id, post.title, post.signature_title, post.standing, post.sort_order,
        post.valid_from, post.valid_to, post.predecessor_id
        """

    /// A post by its identifier, also one that has ended.
    public static func find(_ id: ID<Post>, in db: Connection) throws -> Post? {
        try db.first("SELECT \(columns) FROM post WHERE id = \(id)")
    }

    /// All posts a person has or had, the newest first.
    public static func history(of person: ID<Person>, in db: Connection) throws -> [Post] {
        try db.all("SELECT \(columns) FROM post WHERE person_id = \(person) ORDER BY valid_from DESC, id DESC")
    }

    /// The posts of a unit on a day, leaders first; without those of the units below.
    public static func inUnit(_ unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> [Post] {
        try db.all(
            """
            SELECT \(columns) FROM post WHERE unit_id = \(unit) AND \(Validity.covers("post", on: day))
            ORDER BY standing_rank, sort_order, id
            """)
    }

    /// The post that continues this one on a day: itself, or the last one it was moved to.
    public static func continuing(_ id: ID<Post>, on day: CivilDate, in db: Connection) throws -> Post? {
        guard var post = try find(id, in: db) else { return nil }
        for _ in 0..<100 where !post.validity.contains(day) {
            let next: Post? = try db.first(
                "SELECT \(columns) FROM post WHERE predecessor_id = \(post.id) ORDER BY id LIMIT 1")
            guard let next else { break }
            post = next
        }
        return post.validity.contains(day) ? post : nil
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO post (
                id, person_id, unit_id, title, signature_title, standing, standing_rank, sort_order, predecessor_id,
                valid_from, valid_to)
            VALUES (
                \(id), \(person), \(unit), \(title), \(signatureTitle), \(standing), \(standing.rank), \(order),
                \(predecessor), \(validity.from), \(validity.to))
            """)
    }
}
