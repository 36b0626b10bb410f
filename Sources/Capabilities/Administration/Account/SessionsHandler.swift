import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /account/sessions`.
    func showSessions(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let found = try await database.read { [sessions] db in try sessions.list(of: caller.person, at: now, in: db) }
        return .page(SessionsPage(found, current: caller.session, at: now))
    }

    /// `POST /account/sessions/{id}/end`: one of one's own.
    func endSession(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Session> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { [sessions] db in
            // Another's session is ended from that person's page, not by guessing here.
            guard try sessions.list(of: caller.person, at: now, in: db).contains(where: { $0.id == id }) else {
                throw NotFound()
            }
            try sessions.end(id, by: caller, at: now, in: db)
        }
        return .redirect(
            to: AdministrationPaths.sessions,
            notice: Flash(.good, Wording("Đã kết thúc phiên đăng nhập.", en: "The session has ended.")))
    }

    /// `POST /account/sessions/end`: all but the present one.
    func endOtherSessions(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let count = try await database.write { [sessions] db in
            try sessions.endAll(of: caller.person, by: caller, at: now, in: db)
        }
        return .redirect(
            to: AdministrationPaths.sessions,
            notice: Flash(
                .good, Wording("Đã kết thúc \(count) phiên đăng nhập khác.", en: "Other sessions ended: \(count).")))
    }
}
