public import Database
public import Essentials
import Journal

/// A role to be given to a post.
public struct NewGrant: Sendable {
    /// The role's code: `clerk`.
    public var role: String
    public var post: ID<Post>
    public var unit: ID<Unit>
    public var coversSubtree: Bool
    public var from: CivilDate
    public var to: CivilDate?

    public init(
        role: String, post: ID<Post>, unit: ID<Unit>, coversSubtree: Bool, from: CivilDate, to: CivilDate? = nil
    ) {
        self.role = role
        self.post = post
        self.unit = unit
        self.coversSubtree = coversSubtree
        self.from = from
        self.to = to
    }
}

/// Gives a role to a post. Nobody gives one to themselves, and rights to administer are given only by who holds them
/// there: so that no chain of grants leads further than where it began.
public struct GiveRole: Sendable {
    public init() {}

    /// - Throws: `Problems`, `RoleRefusal`; `NotFound` when the caller gives no roles in the unit.
    @discardableResult
    public func callAsFunction(_ form: NewGrant, by caller: Caller, at now: Instant, in db: Connection) throws -> Grant
    {
        guard let unit = try Unit.planned(form.unit, on: now.date, in: db),
            caller.may(.manageRoles, in: unit.path), let post = try Post.find(form.post, in: db)
        else { throw NotFound() }
        var problems = Problems()
        let validity = problems.validity(form.from, form.to)
        let role = try Role.withCode(form.role, in: db)
        if role == nil { problems.add("role", Wording("Không có nhóm quyền này", en: "There is no such role")) }
        try problems.throwIfAny()
        guard let role else { throw problems }
        try refuse(form, role, post, unit, by: caller, on: now.date, in: db)
        let grant = Grant(
            id: db.ids.next(), role: role.id, post: post.id, unit: unit.id, coversSubtree: form.coversSubtree,
            validity: validity)
        try grant.insert(in: db)
        try db.record(
            GrantGiven(
                grant: grant.id, role: role.id, post: post.id, unit: unit.id, coversSubtree: form.coversSubtree),
            by: caller.actor, at: now)
        return grant
    }

    private func refuse(
        _ form: NewGrant, _ role: Role, _ post: Post, _ unit: Unit, by caller: Caller, on today: CivilDate,
        in db: Connection
    ) throws {
        if post.person == caller.person { throw RoleRefusal.toOneself }
        if let end = post.validity.to, end < form.from || end < today { throw RoleRefusal.postHasEnded }
        let scope = PermissionScope(unit: unit.path, coversSubtree: form.coversSubtree)
        let ruling = [.manageRoles] + DirectoryPermissions.ruling.filter { role.permissions.contains($0.code) }
        if !ruling.allSatisfy({ caller.rights.covers(scope, for: $0) }) { throw RoleRefusal.beyondOwnRights }
        let validity = Validity(from: form.from, to: form.to)
        let isGiven = try Grant.of(post.id, from: form.from, in: db).contains { grant in
            grant.role == role.id && grant.unit == unit.id && grant.coversSubtree == form.coversSubtree
                && grant.validity.overlaps(validity)
        }
        if isGiven { throw RoleRefusal.alreadyGiven }
    }
}

/// Takes a role from a post, effective at once.
public struct WithdrawRole: Sendable {
    public init() {}

    /// - Throws: `RoleRefusal`; `NotFound` when the caller gives no roles in the unit.
    public func callAsFunction(_ id: ID<Grant>, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard let grant = try Grant.find(id, in: db), let unit = try Unit.find(grant.unit, on: now.date, in: db),
            caller.may(.manageRoles, in: unit.path)
        else { throw NotFound() }
        let lastDay = now.date.adding(days: -1)
        if let end = grant.validity.to, end <= lastDay { throw RoleRefusal.hasEnded }
        try grant.end(after: lastDay, in: db)
        try db.record(GrantWithdrawn(grant: id, post: grant.post), by: caller.actor, at: now)
    }
}
