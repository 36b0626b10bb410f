public import Database
public import Essentials

/// A role given to a post for a unit, or for a unit and all below it, from one day to another.
public struct Grant: Hashable, Sendable {
    public let id: ID<Grant>
    public let role: ID<Role>
    public let post: ID<Post>
    public let unit: ID<Unit>
    public let coversSubtree: Bool
    public let validity: Validity
}

extension Grant: RowDecodable {
    public init(row: Row) throws {
        id = try row["id"]
        role = try row["role_id"]
        post = try row["post_id"]
        unit = try row["unit_id"]
        coversSubtree = try row["covers_subtree"]
        validity = try Validity(row: row)
    }

    /// A grant by its identifier, also one that has ended.
    public static func find(_ id: ID<Grant>, in db: Connection) throws -> Grant? {
        try db.first("SELECT * FROM role_grant WHERE id = \(id)")
    }

    /// What a post has been granted, on a day and later.
    public static func of(_ post: ID<Post>, from day: CivilDate, in db: Connection) throws -> [Grant] {
        try db.all(
            """
            SELECT * FROM role_grant WHERE post_id = \(post) AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY id
            """)
    }

    /// What has been granted for a unit to posts anywhere, on a day and later.
    public static func over(_ unit: ID<Unit>, from day: CivilDate, in db: Connection) throws -> [Grant] {
        try db.all(
            """
            SELECT * FROM role_grant WHERE unit_id = \(unit) AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY id
            """)
    }

    func insert(in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO role_grant (id, role_id, post_id, unit_id, covers_subtree, valid_from, valid_to)
            VALUES (\(id), \(role), \(post), \(unit), \(coversSubtree), \(validity.from), \(validity.to))
            """)
    }

    /// Ends the grant after a day; one that would end before it began never was.
    func end(after day: CivilDate, in db: Connection) throws {
        if day < validity.from {
            try db.execute("DELETE FROM role_grant WHERE id = \(id)")
        } else {
            try db.execute("UPDATE role_grant SET valid_to = \(day) WHERE id = \(id)")
        }
    }
}
