import Database
import Directory
import Essentials
import Web

/// What each role allows.
struct RolesPage: Page {
    let title = Wording("Nhóm quyền", en: "Roles")
    let roles: [RoleRow]

    /// A role in the table.
    struct RoleRow: Viewable {
        let name: Wording
        let code: String
        let isBuiltIn: Bool
        let permissions: [Wording]
        let session: Wording
        let limit: Action?
    }

    /// - Parameter mayLimit: whether the reader decides how long sessions last.
    init(
        _ roles: [Role], _ limits: [ID<Role>: SessionLimits], _ profile: SessionProfile, mayLimit: Bool,
        _ names: PermissionNames
    ) {
        self.roles = roles.map { role in
            let limit = limits[role.id] ?? profile.limits(of: role.permissions)
            let (idle, absolute) = (limit.idleSeconds / 60, limit.absoluteSeconds / 60)
            return RoleRow(
                name: role.name, code: role.code, isBuiltIn: role.isBuiltIn,
                permissions: names.sorted(role.permissions).map { names[$0] },
                session: Wording(
                    "\(idle) phút không dùng, dài nhất \(absolute) phút",
                    en: "\(idle) minutes unused, \(absolute) at most"),
                limit: mayLimit
                    ? Action(
                        Wording("Đặt thời hạn", en: "Set limits"),
                        path: AdministrationPaths.sessionLimits(of: role.id), icon: "clock") : nil)
        }
    }
}

extension Administration {
    func addRoles(to routes: inout Routes) {
        routes.route(.get, "/roles", .needs(.manageRoles), handler: showRoles)
    }

    /// `GET /roles`.
    private func showRoles(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today) = (visit.caller, visit.now.date)
        let (roles, limits, root) = try await database.read { db in
            (try Role.all(in: db), try LimitSessions.all(in: db), try Unit.root(on: today, in: db))
        }
        let mayLimit =
            root.map {
                caller.rights.covers(PermissionScope(unit: $0.path, coversSubtree: true), for: .manageRoles)
            } ?? false
        return .page(RolesPage(roles, limits, sessions.profile, mayLimit: mayLimit, permissionNames))
    }
}
