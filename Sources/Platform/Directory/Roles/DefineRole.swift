public import Database
public import Essentials
import Journal

/// A role as an administrator of the province words it.
public struct RoleForm: Sendable {
    public var code: String
    public var name: Wording
    public var permissions: Set<String>

    public init(code: String, name: Wording, permissions: Set<String>) {
        self.code = code
        self.name = name
        self.permissions = permissions
    }
}

/// Makes a role, or changes what one of the province's own roles allows. Roles hold everywhere: so this needs the right
/// to give roles in the whole province.
public struct DefineRole: Sendable {
    private let known: Set<String>

    /// - Parameter known: every permission there is, of all capabilities.
    public init(known: [Permission]) {
        self.known = Set(known.map(\.code))
    }

    /// What would be changed; changes nothing.
    ///
    /// - Parameter id: the role to change; nil makes a new one.
    /// - Throws: `Problems`, `RoleRefusal`, `NotFound`.
    public func prepare(
        _ form: RoleForm, changing id: ID<Role>? = nil, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> RoleChange {
        guard try Self.isAllowed(to: caller, on: now.date, in: db) else { throw NotFound() }
        let before = try id.map { try Self.role($0, by: caller, on: now.date, in: db) }
        if before?.isBuiltIn == true { throw RoleRefusal.isBuiltIn }
        let change = RoleChange(before: before, after: try checked(form, before, in: db))
        if change.after == before { throw RoleRefusal.isUnchanged }
        let changed = change.added.union(change.removed)
        if try DirectoryPermissions.ruling.contains(where: { ruling in
            try changed.contains(ruling.code) && !Self.mayDefine(ruling, caller, on: now.date, in: db)
        }) {
            throw RoleRefusal.beyondOwnRights
        }
        if let before, !change.added.isEmpty, try before.isHeld(by: caller.person, from: now.date, in: db) {
            throw RoleRefusal.toOneself
        }
        return change
    }

    /// - Parameter id: the role to change; nil makes a new one.
    /// - Throws: `Problems`, `RoleRefusal`, `NotFound`.
    @discardableResult
    public func callAsFunction(
        _ form: RoleForm, changing id: ID<Role>? = nil, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> Role {
        try db.lock("directory.roles")
        let change = try prepare(form, changing: id, by: caller, at: now, in: db)
        let role = change.after
        try store(role, isNew: change.before == nil, in: db)
        try db.record(
            RoleDefined(role: role.id, code: role.code, permissions: role.permissions.sorted()),
            by: caller.actor, at: now)
        return role
    }

    /// Whether the caller makes and changes roles: who gives them in the whole province.
    public static func isAllowed(to caller: Caller, on today: CivilDate, in db: Connection) throws -> Bool {
        try mayDefine(.manageRoles, caller, on: today, in: db)
    }

    /// The role to look at, for who may change roles.
    ///
    /// - Throws: `NotFound`.
    public static func role(_ id: ID<Role>, by caller: Caller, on today: CivilDate, in db: Connection) throws -> Role {
        guard try isAllowed(to: caller, on: today, in: db), let role = try Role.find(id, in: db) else {
            throw NotFound()
        }
        return role
    }

    private static func mayDefine(
        _ permission: Permission, _ caller: Caller, on today: CivilDate, in db: Connection
    ) throws -> Bool {
        guard let root = try Unit.root(on: today, in: db) else { return false }
        return caller.rights.covers(PermissionScope(unit: root.path, coversSubtree: true), for: permission)
    }

    private func checked(_ form: RoleForm, _ before: Role?, in db: Connection) throws -> Role {
        var problems = Problems()
        let code = problems.text("code", form.code, atMost: 40).lowercased()
        if !code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) {
            problems.add("code", Wording("Mã chỉ gồm a–z, số và '-'", en: "Only a–z, digits and '-'"))
        } else if code.utf8.count < 2 {
            problems.add("code", Wording("Mã cần ít nhất 2 ký tự", en: "At least 2 characters"))
        } else if let other = try Role.withCode(code, in: db), other.id != before?.id {
            problems.add("code", Wording("Mã đã có", en: "This code is taken"))
        }
        let vietnamese = problems.text("name", form.name.vietnamese, atMost: 120)
        let english = problems.text("nameEnglish", form.name.english, atMost: 120)
        if let unknown = form.permissions.subtracting(known).min() {
            problems.add("permissions", Wording("Không có quyền '\(unknown)'", en: "No such permission: '\(unknown)'"))
        }
        try problems.throwIfAny()
        return Role(
            id: before?.id ?? db.ids.next(), code: code, name: Wording(vietnamese, en: english),
            permissions: form.permissions, isBuiltIn: false)
    }

    private func store(_ role: Role, isNew: Bool, in db: Connection) throws {
        if isNew { return try role.insert(in: db) }
        try db.execute(
            """
            UPDATE role SET code = \(role.code), name_vi = \(role.name.vietnamese), name_en = \(role.name.english)
            WHERE id = \(role.id)
            """)
        try role.replacePermissions(in: db)
    }
}

/// Why a role or a grant is not given.
public enum RoleRefusal: Refusal {
    case isBuiltIn
    case isUnchanged
    case beyondOwnRights
    case toOneself
    case postHasEnded
    case alreadyGiven
    case hasEnded

    public var message: Wording {
        switch self {
        case .isBuiltIn:
            Wording(
                "Nhóm quyền của hệ thống không sửa được; hãy tạo nhóm mới từ nhóm này",
                en: "A role of the program cannot be changed; make a new one from it")
        case .isUnchanged:
            Wording("Chưa có gì thay đổi", en: "Nothing is changed")
        case .beyondOwnRights:
            Wording(
                "Không thể trao quyền quản trị mà chính mình không có ở phạm vi này",
                en: "You cannot give a right to administer that you do not hold there")
        case .toOneself:
            Wording("Không thể tự phân quyền cho mình", en: "Nobody gives a role to themselves")
        case .postHasEnded:
            Wording("Chức vụ này đã kết thúc", en: "This post has ended")
        case .alreadyGiven:
            Wording("Quyền này đã được trao", en: "This role is already given")
        case .hasEnded:
            Wording("Quyền này đã hết hiệu lực", en: "This grant has ended")
        }
    }
}

extension Rights {
    /// Whether a permission holds for all of a scope.
    public func covers(_ scope: PermissionScope, for permission: Permission) -> Bool {
        scopes(of: permission).contains { $0.covers(scope) }
    }
}
