import Database
import Directory
import Essentials
import SignIn
import Web

extension Administration {
    func addSetUp(to routes: inout Routes) {
        routes.route(.get, "/set-up", .public, .limited(Self.secretLimit), handler: showSetUp)
        routes.route(.post, "/set-up", .public, .limited(Self.secretLimit), handler: setUp)
    }

    /// Secrets are long, but nobody needs to try many.
    static let secretLimit = RateLimit(burst: 20, perMinute: 20)

    /// `GET /set-up?token=`: there for who holds the printed secret, until somebody is there.
    private func showSetUp(_ visit: Visit) async throws -> Answer {
        let token = visit.query.text("token") ?? ""
        try await checkSetUp(token)
        return .page(SetUpPage(token: token, help: passwordHelp(visit.now), Filling(["title": "Quản trị hệ thống"])))
    }

    /// `POST /set-up`.
    private func setUp(_ visit: Visit) async throws -> Answer {
        let token = visit.form.text("token") ?? ""
        try await checkSetUp(token)
        return try await submit(visit.form) {
            let form = try FirstRun.Form(visit.form)
            do {
                let firstRun = FirstRun(database: database, passwords: passwords, rules: desk.settings.passwords)
                try await firstRun(form, token: token, address: visit.networkAddress, at: visit.now)
            } catch FirstRunRefusal.isDone {
                throw NotFound()
            }
            return .redirect(
                to: "/sign-in",
                notice: Flash(
                    .good, Wording("Đã thiết lập. Mời đăng nhập.", en: "The installation is set up. Please sign in.")))
        } again: { filling in
            SetUpPage(token: token, help: passwordHelp(visit.now), filling)
        }
    }

    private func checkSetUp(_ token: String) async throws {
        guard try await database.read({ db in try FirstRun.isValid(token, in: db) }) else { throw NotFound() }
    }
}
