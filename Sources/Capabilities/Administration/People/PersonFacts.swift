import Database
import Directory
import Essentials
import SignIn

/// Everything a person's page tells, and how far the caller's rights reach.
struct PersonFacts: Sendable {
    let person: Person
    /// All posts, the newest first, named as units are named today.
    let posts: [PostHolder]
    /// Of the posts that hold today or later.
    let grants: [Grant]
    let roles: [ID<Role>: Wording]
    let units: [ID<Unit>: Unit]
    let hasPassword: Bool
    let factors: SecondFactors
    /// Only for who may manage the account.
    let sessions: [Session]
    let mayManageAccount: Bool

    /// - Throws: `NotFound`.
    init(_ id: ID<Person>, for caller: Caller, sessions: Sessions, at now: Instant, in db: Connection) throws {
        guard let person = try Person.find(id, in: db) else { throw NotFound() }
        self.person = person
        let today = now.date
        let history = try Post.history(of: id, in: db)
        let holders = try history.isEmpty ? [:] : PostHolder.all(history.map(\.id), on: today, in: db)
        posts = history.compactMap { holders[$0.id] }
        let open = history.filter { $0.validity.to.map { $0 >= today } ?? true }
        grants = try open.flatMap { try Grant.of($0.id, from: today, in: db) }
        roles = try grants.isEmpty ? [:] : Role.names(in: db)
        let units = try Unit.all(open.map(\.unit) + grants.map(\.unit), on: today, in: db)
        self.units = units
        factors = try SecondFactors.of(id, in: db)
        hasPassword = try Accounts.hasPassword(id, in: db)
        mayManageAccount = Self.reaches(open, grants, units, caller)
        self.sessions = try mayManageAccount ? sessions.list(of: id, at: now, in: db) : []
    }

    /// Whether to offer what touches the account; the commands ask again by the same rule. Who may reset a password can
    /// become that person, so all that the person has must lie within the caller's own.
    private static func reaches(
        _ posts: [Post], _ grants: [Grant], _ units: [ID<Unit>: Unit], _ caller: Caller
    ) -> Bool {
        guard caller.rights.has(.manageAccounts) else { return false }
        let scopes =
            posts.compactMap { units[$0.unit].map { PermissionScope(unit: $0.path, coversSubtree: false) } }
            + grants.compactMap { grant in
                units[grant.unit].map { PermissionScope(unit: $0.path, coversSubtree: grant.coversSubtree) }
            }
        return scopes.allSatisfy { caller.rights.covers($0, for: .manageAccounts) }
    }
}
