package import Database
package import Essentials

/// Whose account a caller may touch.
///
/// Who resets a password can become that person. So an account may be touched only by someone who may manage accounts
/// in every unit where the person has a post now or later, and wherever the person was granted anything.
package enum AccountReach {
    /// - Throws: `NotFound` for a person out of reach, so that nothing is told of others.
    package static func check(_ person: ID<Person>, by caller: Caller, on day: CivilDate, in db: Connection) throws {
        guard caller.rights.has(.manageAccounts), try Person.find(person, in: db) != nil,
            try units(of: person, on: day, in: db).allSatisfy({ caller.rights.covers($0, for: .manageAccounts) })
        else { throw NotFound() }
    }

    private static func units(of person: ID<Person>, on day: CivilDate, in db: Connection) throws -> [PermissionScope] {
        let rows = try db.rows(
            """
            SELECT edition.path AS path, 1 = 0 AS covers_subtree
            FROM post JOIN unit_edition edition ON edition.unit_id = post.unit_id AND \(Validity.covers("edition", on: day))
            WHERE post.person_id = \(person) AND (post.valid_to IS NULL OR post.valid_to >= \(day))
            UNION
            SELECT edition.path AS path, role_grant.covers_subtree AS covers_subtree
            FROM role_grant JOIN post ON post.id = role_grant.post_id
            JOIN unit_edition edition ON edition.unit_id = role_grant.unit_id AND \(Validity.covers("edition", on: day))
            WHERE post.person_id = \(person) AND (post.valid_to IS NULL OR post.valid_to >= \(day))
              AND (role_grant.valid_to IS NULL OR role_grant.valid_to >= \(day))
            """)
        return try rows.map { PermissionScope(unit: try $0["path"], coversSubtree: try $0["covers_subtree"]) }
    }
}
