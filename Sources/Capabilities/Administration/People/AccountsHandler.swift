import Database
import Directory
import Essentials
import SignIn
import Web

extension Administration {
    func addAccounts(to routes: inout Routes) {
        routes.route(
            .post, "/people/{id}/invitation", .needs(.manageAccounts), .needsStepUp, handler: invitePerson)
        routes.route(.post, "/people/{id}/suspension", .needs(.manageAccounts), handler: disablePerson)
        routes.route(.post, "/people/{id}/reinstatement", .needs(.manageAccounts), handler: enablePerson)
        routes.route(
            .post, "/people/{id}/factors/reset", .needs(.manageAccounts), .needsStepUp, handler: resetFactors)
        routes.route(.post, "/people/{id}/unlocking", .needs(.manageAccounts), handler: unlockPerson)
        routes.route(.post, "/people/{id}/sessions/end", .needs(.manageAccounts), handler: endSessions)
    }

    /// `POST /people/{id}/invitation`: the link is in this answer and nowhere else.
    private func invitePerson(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Person> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        let (person, token) = try await database.write { db in
            let token = try InvitePerson()(id, by: caller, at: now, in: db)
            guard let person = try Person.find(id, in: db) else { throw NotFound() }
            return (person, token)
        }
        return .page(InvitedPage(person, token: token, at: now))
    }

    /// `POST /people/{id}/suspension`.
    private func disablePerson(_ visit: StaffVisit) async throws -> Answer {
        try await touch(visit, Wording("Đã khóa tài khoản.", en: "The account is disabled.")) { id, caller, now, db in
            try DisablePerson()(id, by: caller, at: now, in: db)
        }
    }

    /// `POST /people/{id}/reinstatement`.
    private func enablePerson(_ visit: StaffVisit) async throws -> Answer {
        try await touch(visit, Wording("Đã mở lại tài khoản.", en: "The account is enabled.")) { id, caller, now, db in
            try EnablePerson()(id, by: caller, at: now, in: db)
        }
    }

    /// `POST /people/{id}/unlocking`.
    private func unlockPerson(_ visit: StaffVisit) async throws -> Answer {
        try await touch(
            visit, Wording("Đã mở khóa; có thể đăng nhập lại ngay.", en: "Unlocked; signing in works again.")
        ) { id, caller, now, db in
            try Accounts.unlock(id, by: caller, at: now, in: db)
        }
    }

    /// `POST /people/{id}/factors/reset`: for a person who lost the telephone.
    private func resetFactors(_ visit: StaffVisit) async throws -> Answer {
        try await touch(
            visit,
            Wording("Đã gỡ xác thực bước hai và kết thúc mọi phiên.", en: "Second factors reset; all sessions ended.")
        ) { id, caller, now, db in
            try ResetFactors()(id, by: caller, at: now, in: db)
        }
    }

    /// `POST /people/{id}/sessions/end`.
    private func endSessions(_ visit: StaffVisit) async throws -> Answer {
        let sessions = sessions
        return try await touch(
            visit, Wording("Đã kết thúc mọi phiên đăng nhập.", en: "All sessions have ended.")
        ) { id, caller, now, db in
            try sessions.endAll(of: id, by: caller, at: now, in: db)
        }
    }

    private func touch(
        _ visit: StaffVisit, _ notice: Wording,
        _ work: @escaping @Sendable (ID<Person>, Caller, Instant, Connection) throws -> Void
    ) async throws -> Answer {
        let id: ID<Person> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in try work(id, caller, now, db) }
        return .redirect(to: AdministrationPaths.person(id), notice: Flash(.good, notice))
    }
}
