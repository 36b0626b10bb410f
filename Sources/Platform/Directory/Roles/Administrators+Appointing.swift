package import Database
package import Essentials
package import Journal

extension Administrators {
    /// Enters a person with the administrator's role over everything below a unit: the first one of an installation, and
    /// the sealed one. Who may do so is for the caller to know.
    ///
    /// - Throws: `FirstRunRefusal`, `Problems`.
    package static func appoint(
        _ person: NewPerson, _ title: String, over root: Unit, by actor: Actor, at now: Instant, in db: Connection
    ) throws -> Post {
        guard let role = try Role.withCode(DefaultRole.administrator.rawValue, in: db) else {
            throw FirstRunRefusal.rolesAreMissing
        }
        let person = try Person.entering(person, in: db)
        let post = try Post.assigning(
            NewPost(person: person.id, unit: root.id, title: title, from: now.date), in: root, db)
        let grant = Grant(
            id: db.ids.next(), role: role.id, post: post.id, unit: root.id, coversSubtree: true,
            validity: Validity(from: now.date))
        try grant.insert(in: db)
        try db.record(PersonCreated(person: person.id), by: actor, at: now)
        try db.record(
            PostAssigned(post: post.id, person: person.id, unit: root.id, from: now.date), by: actor, at: now)
        try db.record(
            GrantGiven(grant: grant.id, role: role.id, post: post.id, unit: root.id, coversSubtree: true),
            by: actor, at: now)
        return post
    }
}

extension Caller {
    /// Whether the caller has every right to administer, over everything: who may make others that have.
    package func rulesOverEverything(on day: CivilDate, in db: Connection) throws -> Bool {
        guard let root = try Unit.root(on: day, in: db) else { return false }
        let everything = PermissionScope(unit: root.path, coversSubtree: true)
        return DirectoryPermissions.ruling.allSatisfy { rights.covers(everything, for: $0) }
    }
}
