import Database
import Directory
import Essentials

/// What the account page tells.
struct AccountFacts: Sendable {
    let person: Person
    let posts: [PostHolder]
    /// Of the present post.
    let grants: [Grant]
    let roles: [ID<Role>: Wording]
    let units: [ID<Unit>: Unit]

    /// - Throws: `NotFound` when the person is gone.
    init(of caller: Caller, on day: CivilDate, in db: Connection) throws {
        guard let person = try Person.find(caller.person, in: db) else { throw NotFound() }
        self.person = person
        posts = try PostHolder.posts(of: caller.person, on: day, in: db)
        grants = try Grant.of(caller.post, from: day, in: db)
        roles = try Role.names(in: db)
        units = try grants.isEmpty ? [:] : Unit.all(grants.map(\.unit), on: day, in: db)
    }
}

extension Role {
    /// What every role is called.
    static func names(in db: Connection) throws -> [ID<Role>: Wording] {
        let roles = try all(in: db)
        return Dictionary(roles.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
