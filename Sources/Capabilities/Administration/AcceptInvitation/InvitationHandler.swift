import Database
import Directory
import Essentials
import SignIn
import Web

extension Administration {
    func addInvitation(to routes: inout Routes) {
        routes.route(.get, "/invitation", .public, .limited(Self.secretLimit), handler: showInvitation)
        routes.route(.post, "/invitation", .public, .limited(Self.secretLimit), handler: acceptInvitation)
    }

    /// `GET /invitation?token=`.
    private func showInvitation(_ visit: Visit) async throws -> Answer {
        let token = visit.query.text("token") ?? ""
        return .page(
            InvitationPage(
                for: try await invited(token, at: visit.now), token: token, help: passwordHelp(visit.now), Filling()))
    }

    /// `POST /invitation`.
    private func acceptInvitation(_ visit: Visit) async throws -> Answer {
        let token = visit.form.text("token") ?? ""
        let person = try await invited(token, at: visit.now)
        return try await submit(visit.form) {
            let password = visit.form.raw("password") ?? ""
            var problems = Problems()
            problems.checkRepetition(password, visit.form.raw("passwordAgain"))
            try problems.throwIfAny()
            let accept = AcceptInvitation(database: database, passwords: passwords, rules: rules)
            try await accept(token: token, password: password, address: visit.networkAddress, at: visit.now)
            return .redirect(
                to: "/sign-in",
                notice: Flash(.good, Wording("Đã đặt mật khẩu. Mời đăng nhập.", en: "Password set. Please sign in.")))
        } again: { filling in
            InvitationPage(for: person, token: token, help: passwordHelp(visit.now), filling)
        }
    }

    private var rules: PasswordRules { desk.settings.passwords }

    private func invited(_ token: String, at now: Instant) async throws -> Person {
        let accept = AcceptInvitation(database: database, passwords: passwords, rules: rules)
        let person = try await database.read { db in try accept.person(forToken: token, at: now, in: db) }
        guard let person else { throw AccountRefusal.invitationIsNotValid }
        return person
    }
}
