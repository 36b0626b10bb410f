public import Database
public import Essentials

extension DirectoryPermissions {
    /// What makes an administrator (quản trị): ruling over units, accounts and rights. The law asks more of who has one
    /// of these (TCVN 14423:2026 5.5.2.2, 5.6.2.2).
    public static let administering: [Permission] = [
        .manageDirectory, .decideSuccession, .manageAccounts, .manageRoles,
    ]
}

/// Who administers.
public enum Administrators {
    /// Whether a person has a post on a day that was granted something that makes an administrator.
    public static func include(_ person: ID<Person>, on day: CivilDate, in db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT 1 AS one FROM \(granted(on: day)) AND post.person_id = \(person)
              AND role_permission.permission IN (\(list: DirectoryPermissions.administering.map(\.code))) LIMIT 1
            """) != nil
    }

    /// The posts of active people that hold a permission for a unit; for telling them.
    public static func posts(
        holding permission: Permission, over unit: UnitPath, on day: CivilDate, in db: Connection
    ) throws -> [(post: ID<Post>, person: ID<Person>)] {
        try db.rows(
            """
            SELECT DISTINCT post.id, post.person_id FROM \(granted(on: day))
              AND role_permission.permission = \(permission.code)
              AND EXISTS (
                SELECT 1 AS one FROM unit_edition edition
                WHERE edition.unit_id = role_grant.unit_id AND \(Validity.covers("edition", on: day))
                  AND (edition.path = \(unit)
                    OR (role_grant.covers_subtree AND substr(\(unit), 1, length(edition.path)) = edition.path)))
            ORDER BY post.id
            """
        ).map { (post: try $0["id"], person: try $0["person_id"]) }
    }

    /// The posts of active people that hold a permission for a unit or something below it; for telling them.
    public static func posts(
        holding permission: Permission, within unit: UnitPath, on day: CivilDate, in db: Connection
    ) throws -> [ID<Post>] {
        try db.values(
            """
            SELECT DISTINCT post.id FROM \(granted(on: day)) AND role_permission.permission = \(permission.code)
              AND EXISTS (
                SELECT 1 AS one FROM unit_edition edition
                WHERE edition.unit_id = role_grant.unit_id AND \(Validity.covers("edition", on: day))
                  AND \(unit.contains("edition.path")))
            ORDER BY post.id
            """)
    }

    private static func granted(on day: CivilDate) -> SQL {
        """
        role_grant JOIN role_permission ON role_permission.role_id = role_grant.role_id
        JOIN post ON post.id = role_grant.post_id JOIN person ON person.id = post.person_id
        WHERE person.is_active AND \(Validity.covers("role_grant", on: day)) AND \(Validity.covers("post", on: day))
        """
    }
}
