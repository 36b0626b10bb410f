import Database
import Essentials

extension Rights {
    /// What a post may do on a day, in one statement: what was granted to it, and what was granted to the posts it
    /// stands in for with approval. What those borrow themselves is not passed on.
    static func of(_ post: ID<Post>, on day: CivilDate, in db: Connection) throws -> Rights {
        let rows = try db.rows(
            """
            SELECT DISTINCT role_permission.permission, edition.path, role_grant.covers_subtree, role_grant.post_id
            FROM role_grant JOIN role_permission ON role_permission.role_id = role_grant.role_id
            JOIN unit ON unit.id = role_grant.unit_id AND \(Validity.covers("unit", on: day))
            JOIN unit_edition edition ON edition.unit_id = unit.id AND \(Validity.covers("edition", on: day))
            WHERE \(Validity.covers("role_grant", on: day)) AND role_grant.post_id IN (
                SELECT CAST(\(post) AS BIGINT) UNION ALL
                SELECT absent.id \(standingIn(on: day)) AND substitution.substitute_post_id = \(post))
            """)
        var scopes: [String: [PermissionScope]] = [:]
        var holders: Set<ID<Post>> = []
        for row in rows {
            let scope = PermissionScope(unit: try row["path"], coversSubtree: try row["covers_subtree"])
            let permission: String = try row["permission"]
            if scopes[permission]?.contains(scope) != true { scopes[permission, default: []].append(scope) }
            holders.insert(try row["post_id"])
        }
        return Rights(scopes, standingInFor: holders.subtracting([post]))
    }

    /// The FROM and WHERE of who stands in for whom on a day, with approval.
    static func standingIn(on day: CivilDate) -> SQL {
        """
        FROM substitution JOIN post absent ON absent.id = substitution.absent_post_id
        JOIN person ON person.id = absent.person_id AND person.is_active
        WHERE substitution.approved_at IS NOT NULL AND substitution.ended_at IS NULL
          AND \(Validity.covers("substitution", on: day)) AND \(Validity.covers("absent", on: day))
        """
    }

    /// Only these permissions of what is allowed: what an API token was given.
    func limited(to codes: Set<String>) -> Rights {
        Rights(scopes.filter { codes.contains($0.key) }, standingInFor: standsInFor)
    }
}
