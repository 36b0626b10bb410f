import Database
import Directory
import Essentials
import SignIn
import Web

extension Administration {
    func addAccount(to routes: inout Routes) {
        routes.route(.get, "/account", .signedIn, handler: showAccount)
        routes.route(.get, "/account/password", .signedIn, handler: showPassword)
        routes.route(.post, "/account/password", .signedIn, .limited(Self.secretLimit), handler: changePassword)
        routes.route(.get, "/account/sessions", .signedIn, handler: showSessions)
        routes.route(.post, "/account/sessions/end", .signedIn, .needsStepUp, handler: endOtherSessions)
        routes.route(.post, "/account/sessions/{id}/end", .signedIn, .needsStepUp, handler: endSession)
        routes.route(.get, "/account/tokens", .signedIn, handler: showTokens)
        routes.route(.post, "/account/tokens", .signedIn, .needsStepUp, handler: createToken)
        routes.route(.post, "/account/tokens/{id}/end", .signedIn, handler: endToken)
    }

    /// `GET /account`.
    private func showAccount(_ visit: StaffVisit) async throws -> Answer {
        let (caller, today) = (visit.caller, visit.now.date)
        let facts = try await database.read { db in try AccountFacts(of: caller, on: today, in: db) }
        return .page(AccountPage(facts, caller: caller))
    }

    /// `GET /account/password`.
    private func showPassword(_ visit: StaffVisit) -> Answer {
        .page(PasswordPage(mustChange: visit.caller.mustChangePassword, help: passwordHelp(visit.now), Filling()))
    }

    /// `POST /account/password`.
    private func changePassword(_ visit: StaffVisit) async throws -> Answer {
        try await submit(visit.form) {
            let new = visit.form.raw("password") ?? ""
            var problems = Problems()
            if visit.form.raw("oldPassword") ?? "" == "" {
                problems.add("oldPassword", Wording("Nhập mật khẩu hiện tại.", en: "Type your present password."))
            }
            problems.checkRepetition(new, visit.form.raw("passwordAgain"))
            try problems.throwIfAny()
            let change = ChangePassword(
                confirm: ConfirmPassword(database: database, passwords: passwords), rules: desk.settings.passwords)
            try await change(old: visit.form.raw("oldPassword") ?? "", new: new, by: visit.caller, at: visit.now)
            return .redirect(
                to: visit.caller.mustChangePassword ? "/" : AdministrationPaths.account,
                notice: Flash(
                    .good,
                    Wording(
                        "Đã đổi mật khẩu; các phiên đăng nhập khác đã kết thúc.",
                        en: "Password changed; your other sessions have ended.")))
        } again: { filling in
            PasswordPage(mustChange: visit.caller.mustChangePassword, help: passwordHelp(visit.now), filling)
        }
    }
}
