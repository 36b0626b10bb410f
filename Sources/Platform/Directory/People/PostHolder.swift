public import Database
public import Essentials

/// A post with the names one shows: who, in which unit, of which agency.
public struct PostHolder: Hashable, Sendable {
    public let post: Post
    public let personName: String
    public let isActive: Bool
    public let unitName: String
    public let unitPath: UnitPath
    public let agency: ID<Unit>
    public let agencyName: String

    /// `Phó Giám đốc, Sở Nội vụ`.
    public var office: String { "\(post.title), \(unitName)" }
}

extension PostHolder: RowDecodable {
    public init(row: Row) throws {
        post = try Post(row: row)
        personName = try row["person_name"]
        isActive = try row["is_active"]
        unitName = try row["unit_name"]
        unitPath = try row["unit_path"]
        agency = try row["agency_id"]
        agencyName = try row["agency_name"]
    }

    private static func select(on day: CivilDate) -> SQL {
        """
        SELECT \(Post.columns), person.name AS person_name, person.is_active, here.name AS unit_name,
               here.path AS unit_path, here.agency_id, agency.name AS agency_name
        FROM post JOIN person ON person.id = post.person_id
        JOIN unit_edition here ON here.unit_id = post.unit_id AND \(Validity.covers("here", on: day))
        JOIN unit_edition agency ON agency.unit_id = here.agency_id AND \(Validity.covers("agency", on: day))
        """
    }

    /// A post with its names as of a day, whether it holds on that day or not.
    public static func find(_ post: ID<Post>, on day: CivilDate, in db: Connection) throws -> PostHolder? {
        try db.first("\(select(on: day)) WHERE post.id = \(post)")
    }

    /// Several posts at once, for the names in a list.
    public static func all(
        _ posts: some Sequence<ID<Post>>, on day: CivilDate, in db: Connection
    ) throws -> [ID<Post>: PostHolder] {
        let holders: [PostHolder] = try db.all("\(select(on: day)) WHERE post.id IN (\(list: Set(posts).sorted()))")
        return Dictionary(holders.map { ($0.post.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Who has a post in a unit on a day, leaders first, then by given name.
    public static func list(inUnit unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> [PostHolder] {
        try db.all(
            """
            \(select(on: day)) WHERE post.unit_id = \(unit) AND \(Validity.covers("post", on: day))
            ORDER BY post.standing_rank, post.sort_order, person.sort_key, post.id
            """)
    }

    /// Who has a post in a unit or below it on a day.
    public static func list(
        within path: UnitPath, on day: CivilDate, limit: Int = 1000, in db: Connection
    ) throws -> [PostHolder] {
        try db.all(
            """
            \(select(on: day)) WHERE \(path.contains("here.path")) AND \(Validity.covers("post", on: day))
            ORDER BY here.path, post.standing_rank, post.sort_order, person.sort_key, post.id LIMIT \(limit)
            """)
    }

    /// The posts a person has on a day, the highest first.
    public static func posts(of person: ID<Person>, on day: CivilDate, in db: Connection) throws -> [PostHolder] {
        try db.all(
            """
            \(select(on: day)) WHERE post.person_id = \(person) AND \(Validity.covers("post", on: day))
            ORDER BY post.standing_rank, length(here.path), post.valid_from, post.id
            """)
    }

    /// Active people with a post within a unit whose names hold every word, each as a beginning.
    public static func search(
        _ text: String, within path: UnitPath? = nil, on day: CivilDate, limit: Int = 20, in db: Connection
    ) throws -> [PostHolder] {
        guard let matches = WordIndex.people.matches(text) else { return [] }
        var sql: SQL = """
            \(select(on: day)) WHERE person.id IN (\(matches)) AND person.is_active AND \(Validity.covers("post", on: day))
            """
        if let path { sql += " AND \(path.contains("here.path"))" }
        return try db.all("\(sql) ORDER BY person.sort_key, person.id, post.standing_rank, post.id LIMIT \(limit)")
    }

    /// Who stands at the head of a unit on a day, by office or acting; nil while the post is vacant.
    public static func head(of unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> PostHolder? {
        try db.first(
            """
            \(select(on: day)) WHERE post.unit_id = \(unit) AND \(Validity.covers("post", on: day))
              AND post.standing_rank <= \(Standing.actingHead.rank)
            ORDER BY post.standing_rank, post.id LIMIT 1
            """)
    }
}
