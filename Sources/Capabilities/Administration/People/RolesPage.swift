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
    }

    init(_ roles: [Role], _ names: PermissionNames) {
        self.roles = roles.map { role in
            RoleRow(
                name: role.name, code: role.code, isBuiltIn: role.isBuiltIn,
                permissions: names.sorted(role.permissions).map { names[$0] })
        }
    }
}

extension Administration {
    func addRoles(to routes: inout Routes) {
        routes.route(.get, "/roles", .needs(.manageRoles), handler: showRoles)
    }

    /// `GET /roles`.
    private func showRoles(_ visit: StaffVisit) async throws -> Answer {
        let roles = try await database.read { db in try Role.all(in: db) }
        return .page(RolesPage(roles, permissionNames))
    }
}
