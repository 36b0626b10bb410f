import Database
import Directory
import Essentials
import Web

/// What each role allows.
struct RolesPage: Page {
    let title = Wording("Nhóm quyền", en: "Roles")
    let actions: [Action]
    let roles: [RoleRow]

    /// A role in the table.
    struct RoleRow: Viewable {
        let name: Wording
        let code: String
        let isBuiltIn: Bool
        let permissions: [Wording]
        let session: Wording
        let change: Action?
        let limit: Action?
    }

    /// - Parameter mayChange: whether the reader decides what roles allow and how long their sessions last.
    init(
        _ roles: [Role], _ limits: [ID<Role>: SessionLimits], _ profile: SessionProfile, mayChange: Bool,
        _ names: PermissionNames
    ) {
        actions =
            mayChange
            ? [
                Action(
                    Wording("Thêm nhóm quyền", en: "Add a role"), path: AdministrationPaths.newRole, icon: "plus",
                    isPrimary: true)
            ] : []
        self.roles = roles.map { role in
            let limit = limits[role.id] ?? profile.limits(of: role.permissions)
            let (idle, absolute) = (limit.idleSeconds / 60, limit.absoluteSeconds / 60)
            return RoleRow(
                name: role.name, code: role.code, isBuiltIn: role.isBuiltIn,
                permissions: names.sorted(role.permissions).map { names[$0] },
                session: Wording(
                    "\(idle) phút không dùng, dài nhất \(absolute) phút",
                    en: "\(idle) minutes unused, \(absolute) at most"),
                change: mayChange ? Self.change(role) : nil,
                limit: mayChange
                    ? Action(
                        Wording("Đặt thời hạn", en: "Set limits"),
                        path: AdministrationPaths.sessionLimits(of: role.id), icon: "clock") : nil)
        }
    }

    /// The program's own roles are not changed, only varied.
    private static func change(_ role: Role) -> Action {
        role.isBuiltIn
            ? Action(
                Wording("Tạo nhóm từ nhóm này", en: "Make one from it"),
                path: AdministrationPaths.newRole(from: role.id), icon: "plus")
            : Action(
                Wording("Sửa nhóm", en: "Change"), path: AdministrationPaths.permissions(of: role.id), icon: "pencil")
    }
}

extension Administration {
    func addRoles(to routes: inout Routes) {
        routes.route(.get, "/roles", .needs(.manageRoles), handler: showRoles)
    }

    /// `GET /roles`.
    private func showRoles(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today) = (visit.caller, visit.now.date)
        let (roles, limits, mayChange) = try await database.read { db in
            (
                try Role.all(in: db), try LimitSessions.all(in: db),
                try DefineRole.isAllowed(to: caller, on: today, in: db)
            )
        }
        return .page(RolesPage(roles, limits, sessions.profile, mayChange: mayChange, permissionNames))
    }
}
