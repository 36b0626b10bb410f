public import Database
public import Essentials

extension Connection {
    /// The posts that hold a permission in a unit by a grant on that very unit: whom to tell that something waits there.
    public func posts(with permission: Permission, in unit: ID<Unit>, on day: CivilDate) throws -> [ID<Post>] {
        try values(
            """
            SELECT DISTINCT role_grant.post_id FROM role_grant
            JOIN role_permission ON role_permission.role_id = role_grant.role_id
            JOIN post ON post.id = role_grant.post_id
            WHERE role_grant.unit_id = \(unit) AND role_permission.permission = \(permission.code)
              AND \(Validity.covers("role_grant", on: day)) AND \(Validity.covers("post", on: day))
            ORDER BY role_grant.post_id LIMIT 50
            """)
    }
}
