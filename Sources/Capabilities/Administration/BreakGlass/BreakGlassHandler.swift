import Database
import Directory
import Essentials
import HTTPTypes
import SignIn
import Web

extension Administration {
    func addBreakGlass(to routes: inout Routes) {
        routes.route(.get, "/sign-in/emergency", .public, handler: showBreakGlassSignIn)
        routes.route(.post, "/sign-in/emergency", .public, .limited(Self.secretLimit), handler: signInWithBreakGlass)
        routes.route(.post, "/security/break-glass", .needs(.manageRoles), .needsStepUp, handler: sealBreakGlass)
    }

    /// `GET /sign-in/emergency`: no page links to it; the sealed sheets name it.
    @Sendable private func showBreakGlassSignIn(_: Visit) -> Answer {
        .page(BreakGlassSignInPage(Filling()))
    }

    /// `POST /sign-in/emergency`.
    @Sendable private func signInWithBreakGlass(_ visit: Visit) async throws -> Answer {
        do {
            let signedIn = try await SignInWithBreakGlass(desk)(
                visit.form.text("first") ?? "", visit.form.text("second") ?? "", address: visit.networkAddress,
                agent: visit.userAgent, at: visit.now)
            return try await enter(visit, signedIn, back: AdministrationPaths.security)
        } catch let refusal as SignInRefusal {
            var filling = Filling()
            filling.problems = Problems("first", refusal.message)
            return .page(BreakGlassSignInPage(filling), status: .unprocessableContent)
        }
    }

    /// `POST /security/break-glass`: the codes are in this answer and nowhere else.
    private func sealBreakGlass(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        do {
            let codes = try await database.write { db in try SealBreakGlass()(by: caller, at: now, in: db) }
            return .page(BreakGlassCodesPage(codes, at: now))
        } catch let refusal as BreakGlassRefusal {
            return .redirect(to: AdministrationPaths.security, notice: Flash(.warn, refusal.message))
        }
    }
}
