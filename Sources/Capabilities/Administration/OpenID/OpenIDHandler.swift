import Database
import Directory
import Essentials
import HTTPTypes
import OpenID
import SignIn
import Web

extension Administration {
    func addOpenID(to routes: inout Routes) {
        routes.route(
            .post, "/sign-in/openid/{provider}", .public, .limited(Self.secretLimit), handler: beginOpenIDSignIn)
        routes.route(
            .get, "/sign-in/openid/{provider}/return", .public, .limited(Self.secretLimit), handler: returnFromProvider)
        routes.route(.post, "/account/openid/{provider}", .signedIn, .needsStepUp, handler: beginOpenIDLink)
    }

    /// `POST /sign-in/openid/{provider}`: a form of ours, so nobody is signed in without meaning it (ASVS V7.6.2).
    @Sendable private func beginOpenIDSignIn(_ visit: Visit) async throws -> Answer {
        let back = visit.form.text("back")
        do {
            return try await leave(visit.parameter("provider"), back: back, linking: nil, at: visit.now)
        } catch let problem as OpenIDProblem {
            return try await notTaken(problem, visit.parameter("provider"), visit, back: back)
        }
    }

    /// `POST /account/openid/{provider}`: links the person of this session with who signs in over there.
    private func beginOpenIDLink(_ visit: StaffVisit) async throws -> Answer {
        do {
            return try await leave(
                visit.parameter("provider"), back: nil, linking: visit.caller.session, at: visit.now)
        } catch let problem as OpenIDProblem {
            try await SignInWithOpenID(desk).note(
                problem, of: visit.parameter("provider"), address: visit.networkAddress, at: visit.now)
            return .redirect(
                to: AdministrationPaths.factors, notice: Flash(.warn, SignInRefusal.wrongProvider.message))
        }
    }

    private func leave(
        _ code: String, back: String?, linking session: ID<Session>?, at now: Instant
    ) async throws -> Answer {
        let (address, request) = try await desk.openID.client(code).begin(at: now)
        let voyage = OpenIDVoyage(request, back: back, linking: session, at: now)
        return try .leaving(to: address).keepingForReturn(voyage.sealed(by: desk))
    }

    /// `GET /sign-in/openid/{provider}/return?code=&state=&iss=`, to where each provider sends to an address of its own.
    @Sendable private func returnFromProvider(_ visit: Visit) async throws -> Answer {
        let client = try desk.openID.client(visit.parameter("provider"))
        let voyage = OpenIDVoyage.opened(visit.keptForReturn, by: desk, at: visit.now)
        let answer: Answer
        do {
            guard let voyage else { throw OpenIDProblem.wrongState }
            let said = OpenIDAnswer(
                state: visit.query.text("state"), code: visit.query.text("code"), issuer: visit.query.text("iss"))
            let token = try await client.finish(said, of: voyage.request, at: visit.now)
            answer =
                voyage.isLinking ? try await link(token, voyage, visit) : try await signIn(token, voyage, visit)
        } catch let problem as OpenIDProblem {
            answer = try await notTaken(problem, client.provider.code, visit, back: voyage?.back)
        }
        return answer.keepingForReturn(nil)
    }

    private func signIn(_ token: IDToken, _ voyage: OpenIDVoyage, _ visit: Visit) async throws -> Answer {
        do {
            let outcome = try await SignInWithOpenID(desk)(
                token, of: voyage.request, address: visit.networkAddress, agent: visit.userAgent, at: visit.now)
            switch outcome {
            case .signedIn(let signedIn): return try await enter(visit, signedIn, back: voyage.back)
            case .secondStep(let needed):
                return try await secondStepPage(
                    visit, pending: needed.token, back: voyage.back, Filling(), status: .ok)
            }
        } catch let refusal as SignInRefusal {
            return door(visit, refusal, back: voyage.back)
        }
    }

    private func link(_ token: IDToken, _ voyage: OpenIDVoyage, _ visit: Visit) async throws -> Answer {
        guard let caller = visit.caller, voyage.links(caller) else { throw OpenIDProblem.wrongState }
        do {
            try await database.write { [now = visit.now] db in try LinkOpenID()(token, by: caller, at: now, in: db) }
        } catch let refusal as any Refusal {
            return .redirect(to: AdministrationPaths.factors, notice: Flash(.warn, refusal.message))
        }
        return .redirect(
            to: AdministrationPaths.factors, notice: Flash(.good, Wording("Đã liên kết.", en: "Linked.")))
    }

    private func notTaken(
        _ problem: OpenIDProblem, _ code: String, _ visit: Visit, back: String?
    ) async throws -> Answer {
        try await SignInWithOpenID(desk).note(problem, of: code, address: visit.networkAddress, at: visit.now)
        return door(visit, .wrongProvider, back: back)
    }

    private func door(_ visit: Visit, _ refusal: SignInRefusal, back: String?) -> Answer {
        .page(
            signInPage(visit, back: back, problems: Problems("username", refusal.message)),
            status: .unprocessableContent)
    }

    /// Where to sign out of the provider too; nil for a session that did not begin there, or when it does not answer.
    func signOutElsewhere(_ caller: Caller, at now: Instant) async throws -> String? {
        guard let session = caller.session, !desk.openID.providers.isEmpty else { return nil }
        let issuer = try await database.read { db in try OpenIDIdentity.issuer(of: session, in: db) }
        guard let provider = desk.openID.providers.first(where: { $0.issuer == issuer }) else { return nil }
        return try? await desk.openID.client(provider.code)
            .signOutAddress(returningTo: desk.openID.doorAddress, at: now)
    }
}
