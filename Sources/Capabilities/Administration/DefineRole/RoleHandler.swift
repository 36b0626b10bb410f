import Database
import Directory
import Essentials
import HTTPTypes
import Web

extension Administration {
    func addRoleChanges(to routes: inout Routes) {
        routes.route(.get, "/roles/new", .needs(.manageRoles), handler: showNewRole)
        routes.route(.post, "/roles", .needs(.manageRoles), .needsStepUp, handler: makeRole)
        routes.route(.get, "/roles/{id}/permissions", .needs(.manageRoles), handler: showRole)
        routes.route(.post, "/roles/{id}/permissions", .needs(.manageRoles), .needsStepUp, handler: changeRole)
    }

    /// `GET /roles/new?from=`: empty, or with what another role allows.
    private func showNewRole(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today) = (visit.caller, visit.now.date)
        let model = visit.query.text("from").flatMap { ID<Role>($0) }
        let role = try await database.read { db in
            guard try DefineRole.isAllowed(to: caller, on: today, in: db) else { throw NotFound() }
            return try model.flatMap { try Role.find($0, in: db) }
        }
        var filling = role.map { Filling($0) } ?? Filling()
        filling[RoleFields.name] = nil
        filling[RoleFields.nameEnglish] = nil
        return .page(DirectoryFormPage.newRole(permissions, filling))
    }

    /// `POST /roles`: nobody has it yet, so there is nothing to look at before.
    private func makeRole(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (RoleForm(visit.form), visit.caller, visit.now)
        return try await submit(visit.form) {
            let role = try await database.write { [permissions] db in
                try DefineRole(known: permissions)(form, by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.roles,
                notice: Flash(
                    .good,
                    Wording("Đã thêm \(role.name.vietnamese).", en: "\(role.name.english) was added.")))
        } again: { filling in
            DirectoryFormPage.newRole(permissions, filling)
        }
    }

    /// `GET /roles/{id}/permissions`.
    private func showRole(_ visit: StaffVisit) async throws -> Answer {
        let role = try await changedRole(visit)
        return .page(
            role.isBuiltIn
                ? DirectoryFormPage.builtInRole(role, permissionNames)
                : DirectoryFormPage.changeRole(role, permissions, Filling(role)))
    }

    /// `POST /roles/{id}/permissions`: shows who gains and loses what, and carries it out once that was seen.
    private func changeRole(_ visit: StaffVisit) async throws -> Answer {
        let role = try await changedRole(visit)
        if role.isBuiltIn {
            return .page(DirectoryFormPage.builtInRole(role, permissionNames), status: .conflict)
        }
        let typed = visit.form
        if typed.text(RoleFields.step) == "edit" {
            return .page(DirectoryFormPage.changeRole(role, permissions, Filling(typed: typed)))
        }
        return try await submit(typed) {
            guard let seen = typed.text(RoleFields.seen) else { return .page(try await preview(of: role, visit)) }
            do {
                return try await carryOut(role, seen: seen, visit)
            } catch let refusal as PreviewRefusal {
                return .page(try await preview(of: role, visit, refusal: refusal.message), status: .conflict)
            }
        } again: { filling in
            DirectoryFormPage.changeRole(role, permissions, filling)
        }
    }

    private func carryOut(_ role: Role, seen: String, _ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (RoleForm(visit.form, code: role.code), visit.caller, visit.now)
        let changed = try await database.write { [permissions] db in
            let define = DefineRole(known: permissions)
            let change = try define.prepare(form, changing: role.id, by: caller, at: now, in: db)
            guard try RolePreview(change, on: now.date, in: db).fingerprint == seen else {
                throw PreviewRefusal.hasChanged
            }
            return try define(form, changing: role.id, by: caller, at: now, in: db)
        }
        return .redirect(
            to: AdministrationPaths.roles,
            notice: Flash(
                .good,
                Wording("Đã sửa \(changed.name.vietnamese).", en: "\(changed.name.english) was changed.")))
    }

    private func preview(of role: Role, _ visit: StaffVisit, refusal: Wording? = nil) async throws -> RolePreviewPage {
        let (form, caller, now) = (RoleForm(visit.form, code: role.code), visit.caller, visit.now)
        let preview = try await database.read { [permissions] db in
            let change = try DefineRole(known: permissions).prepare(
                form, changing: role.id, by: caller, at: now, in: db)
            return try RolePreview(change, on: now.date, in: db)
        }
        return RolePreviewPage(preview, form, permissionNames, refusal: refusal)
    }

    private func changedRole(_ visit: StaffVisit) async throws -> Role {
        let id: ID<Role> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        return try await database.read { db in try DefineRole.role(id, by: caller, on: today, in: db) }
    }
}
