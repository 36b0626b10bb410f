import Database
import Directory
import Essentials
import Web

extension Administration {
    func addSessionLimits(to routes: inout Routes) {
        routes.route(.get, "/roles/{id}/session-limits", .needs(.manageRoles), handler: showSessionLimits)
        routes.route(
            .post, "/roles/{id}/session-limits", .needs(.manageRoles), .needsStepUp, handler: limitSessions)
    }

    /// `GET /roles/{id}/session-limits`.
    private func showSessionLimits(_ visit: StaffVisit) async throws -> Answer {
        let (role, limits) = try await limitedRole(visit)
        return .page(
            sessionLimitsPage(
                role,
                Filling([
                    "idleMinutes": "\(limits.idleSeconds / 60)", "absoluteMinutes": "\(limits.absoluteSeconds / 60)",
                ])))
    }

    /// `POST /roles/{id}/session-limits`.
    private func limitSessions(_ visit: StaffVisit) async throws -> Answer {
        let (role, _) = try await limitedRole(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let (idle, absolute) = (form.text("idleMinutes"), form.text("absoluteMinutes"))
            try await database.write { [profile = sessions.profile] db in
                try LimitSessions(profile: profile)(
                    role.id, idleMinutes: idle.flatMap { Int64($0) }, absoluteMinutes: absolute.flatMap { Int64($0) },
                    by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.roles,
                notice: Flash(
                    .good, Wording("Đã đặt; có hiệu lực từ lần đăng nhập sau.", en: "Set, from the next sign-in on.")))
        } again: { filling in
            sessionLimitsPage(role, filling)
        }
    }

    /// The role and its limits now, for who gives roles in the whole province.
    private func limitedRole(_ visit: StaffVisit) async throws -> (Role, SessionLimits) {
        let id: ID<Role> = try visit.id()
        let (caller, today, profile) = (visit.caller, visit.now.date, sessions.profile)
        return try await database.read { db in
            let role = try DefineRole.role(id, by: caller, on: today, in: db)
            return (role, try LimitSessions.all(in: db)[id] ?? profile.limits(of: role.permissions))
        }
    }

    private func sessionLimitsPage(_ role: Role, _ filling: Filling) -> DirectoryFormPage {
        DirectoryFormPage(
            Wording("Thời hạn phiên làm việc", en: "Limits of sessions"),
            back: Link(Wording("Về nhóm quyền", en: "Back to roles"), path: AdministrationPaths.roles),
            explanation: Wording(
                "Người có nhiều nhóm quyền theo thời hạn ngắn nhất. Không đặt dài hơn mức luật cho phép.",
                en: "Who has several roles has the shortest. Nothing is longer than the law allows."),
            about: [Fact(Wording("Nhóm quyền", en: "Role"), role.name)], filling,
            form: EntryForm(
                to: AdministrationPaths.sessionLimits(of: role.id), draft: nil, filling,
                fields: sessionLimitFields(role, filling), button: Wording("Đặt thời hạn", en: "Set the limits"),
                cancelPath: AdministrationPaths.roles))
    }

    private func sessionLimitFields(_ role: Role, _ filling: Filling) -> [any Viewable] {
        let legal = sessions.profile.limits(of: role.permissions)
        func minutes(_ name: String, _ label: Wording, from least: Int64, to most: Int64) -> TextField {
            filling.text(
                name, label, help: Wording("Từ \(least) đến \(most) phút.", en: "From \(least) to \(most) minutes."),
                width: .short, atMost: 4, inputMode: "numeric")
        }
        return [
            minutes(
                "idleMinutes", Wording("Tự đăng xuất khi không dùng (phút)", en: "Ends when not used (minutes)"),
                from: 1, to: legal.idleSeconds / 60),
            minutes(
                "absoluteMinutes", Wording("Dài nhất (phút)", en: "Longest (minutes)"), from: 15,
                to: legal.absoluteSeconds / 60),
        ]
    }
}
