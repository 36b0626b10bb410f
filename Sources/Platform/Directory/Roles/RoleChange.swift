public import Database
public import Essentials

/// A role as it is and as it is to be: what somebody looks at before it is changed.
public struct RoleChange: Hashable, Sendable {
    /// Nil for a new role.
    public let before: Role?
    public let after: Role

    public var added: Set<String> { after.permissions.subtracting(before?.permissions ?? []) }
    public var removed: Set<String> { (before?.permissions ?? []).subtracting(after.permissions) }
}

/// What a change of a role gives to a post, and takes from it: codes of permissions.
public struct RoleEffect: Hashable, Sendable {
    public let post: ID<Post>
    public let gained: Set<String>
    public let lost: Set<String>
}

extension RoleChange {
    /// Which posts gain or lose what on a day, those who stand in for others included. A right that a post has there
    /// by another role as well is neither gained nor lost.
    public func effects(on day: CivilDate, in db: Connection) throws -> [RoleEffect] {
        guard let before, !(added.isEmpty && removed.isEmpty) else { return [] }
        let others = try rightsByOtherRoles(than: before.id, on: day, in: db)
        return try reach(of: before.id, on: day, in: db).sorted { $0.key < $1.key }.compactMap { post, scopes in
            func moved(_ codes: Set<String>) -> Set<String> {
                codes.filter { code in
                    let kept = others[post]?[code] ?? []
                    return scopes.contains { scope in !kept.contains { $0.covers(scope) } }
                }
            }
            let effect = RoleEffect(post: post, gained: moved(added), lost: moved(removed))
            return effect.gained.isEmpty && effect.lost.isEmpty ? nil : effect
        }
    }

    /// Where the role holds, for each post that has it.
    private func reach(
        of role: ID<Role>, on day: CivilDate, in db: Connection
    ) throws -> [ID<Post>: [PermissionScope]] {
        let rows = try db.rows(
            """
            SELECT DISTINCT reach.post_id, edition.path, role_grant.covers_subtree
            FROM \(Self.granted(on: day)) AND role_grant.role_id = \(role)
            """)
        var scopes: [ID<Post>: [PermissionScope]] = [:]
        for row in rows { scopes[try row["post_id"], default: []].append(try PermissionScope(row: row)) }
        return scopes
    }

    private func rightsByOtherRoles(
        than role: ID<Role>, on day: CivilDate, in db: Connection
    ) throws -> [ID<Post>: [String: [PermissionScope]]] {
        let rows = try db.rows(
            """
            SELECT DISTINCT reach.post_id, role_permission.permission, edition.path, role_grant.covers_subtree
            FROM role_permission, \(Self.granted(on: day)) AND role_permission.role_id = role_grant.role_id
              AND role_grant.role_id <> \(role)
              AND role_permission.permission IN (\(list: added.union(removed).sorted()))
              AND reach.post_id IN (
                SELECT reach.post_id FROM \(Self.granted(on: day)) AND role_grant.role_id = \(role))
            """)
        var rights: [ID<Post>: [String: [PermissionScope]]] = [:]
        for row in rows {
            rights[try row["post_id"], default: [:]][try row["permission"], default: []].append(
                try PermissionScope(row: row))
        }
        return rights
    }

    /// What is granted on a day, to a post itself or to one that it stands in for.
    private static func granted(on day: CivilDate) -> SQL {
        """
        role_grant JOIN (
            SELECT own.id AS post_id, own.id AS source_id FROM post own WHERE \(Validity.covers("own", on: day))
            UNION ALL
            SELECT substitution.substitute_post_id, absent.id \(Rights.standingIn(on: day))
        ) reach ON reach.source_id = role_grant.post_id
        JOIN unit ON unit.id = role_grant.unit_id
        JOIN unit_edition edition ON edition.unit_id = unit.id
        WHERE \(Validity.covers("role_grant", on: day)) AND \(Validity.covers("unit", on: day))
          AND \(Validity.covers("edition", on: day))
        """
    }
}

extension Role {
    /// Whether a person has the role on a day or later, through whichever post, or stands in for who has it.
    func isHeld(by person: ID<Person>, from day: CivilDate, in db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT 1 AS one FROM role_grant JOIN post ON post.id = role_grant.post_id
            WHERE role_grant.role_id = \(id) AND (role_grant.valid_to IS NULL OR role_grant.valid_to >= \(day))
              AND (post.person_id = \(person) OR post.id IN (
                SELECT substitution.absent_post_id FROM substitution
                JOIN post own ON own.id = substitution.substitute_post_id
                WHERE own.person_id = \(person) AND substitution.ended_at IS NULL
                  AND (substitution.valid_to IS NULL OR substitution.valid_to >= \(day))))
            LIMIT 1
            """) != nil
    }
}

extension PermissionScope {
    fileprivate init(row: Row) throws {
        self.init(unit: try row["path"], coversSubtree: try row["covers_subtree"])
    }

    /// Whether the scope takes in all of another.
    func covers(_ other: PermissionScope) -> Bool {
        other.coversSubtree ? coversSubtree && other.unit.isWithin(unit) : covers(other.unit)
    }
}
