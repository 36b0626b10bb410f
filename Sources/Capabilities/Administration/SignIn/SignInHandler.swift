import Database
import Directory
import Essentials
import HTTPTypes
import SignIn
import Web

extension Administration {
    func addSignIn(to routes: inout Routes) {
        routes.route(.get, "/sign-in", .public, handler: showSignIn)
        routes.route(.post, "/sign-in", .public, .limited(Self.signInLimit), handler: signIn)
        routes.route(.post, "/sign-in/passkey", .public, .limited(Self.signInLimit), handler: signInWithPasskey)
        routes.route(.post, "/sign-out", .signedIn, handler: signOut)
        routes.route(.post, "/post", .signedIn, handler: switchPost)
    }

    /// Beside the lock-out of the account: so many tries from one address.
    private static let signInLimit = RateLimit(burst: 20, perMinute: 20)

    /// `GET /sign-in?back=`.
    @Sendable private func showSignIn(_ visit: Visit) throws -> Answer {
        .page(signInPage(visit, back: visit.query.text("back")))
    }

    /// `POST /sign-in`.
    @Sendable private func signIn(_ visit: Visit) async throws -> Answer {
        let (username, back) = (visit.form.text("username"), visit.form.text("back"))
        do {
            let outcome = try await SignInWithPassword(desk)(
                username: username ?? "", password: visit.form.raw("password") ?? "", address: visit.networkAddress,
                agent: visit.userAgent, at: visit.now)
            switch outcome {
            case .signedIn(let signedIn):
                return try await enter(visit, signedIn, back: back)
            case .secondStep(let needed):
                return try await secondStepPage(visit, pending: needed.token, back: back, Filling(), status: .ok)
            }
        } catch let refusal as SignInRefusal {
            var problems = Problems()
            problems.add("username", refusal.message)
            return .page(
                signInPage(visit, username: username, back: back, problems: problems), status: .unprocessableContent)
        }
    }

    /// `POST /sign-in/passkey`.
    @Sendable private func signInWithPasskey(_ visit: Visit) async throws -> Answer {
        let back = visit.form.text("back")
        do {
            let signedIn = try await SignInWithPasskey(desk)(
                response: visit.form.text("credential") ?? "", address: visit.networkAddress, agent: visit.userAgent,
                at: visit.now)
            return try await enter(visit, signedIn, back: back)
        } catch let refusal as SignInRefusal {
            return .page(
                signInPage(visit, back: back, problems: Problems("username", refusal.message)),
                status: .unprocessableContent)
        }
    }

    /// Begins the session, and ends the one that this browser had.
    func enter(_ visit: Visit, _ signedIn: SignedIn, back: String?) async throws -> Answer {
        if let caller = visit.caller {
            try await database.write { [sessions] db in try sessions.signOut(by: caller, at: visit.now, in: db) }
        }
        return .redirect(to: LocalPath.checked(back)).startingSession(signedIn.token)
    }

    /// The door, with a fresh challenge for passkeys.
    func signInPage(
        _ visit: Visit, username: String? = nil, back: String?, problems: Problems? = nil
    ) -> SignInPage {
        SignInPage(
            username: username, back: back, problems: problems, samples: samples, providers: desk.openID.providers,
            passkey: SignInWithPasskey(desk).options(at: visit.now))
    }

    /// `POST /sign-out`.
    @Sendable private func signOut(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let elsewhere = try await signOutElsewhere(caller, at: now)
        try await database.write { [sessions] db in try sessions.signOut(by: caller, at: now, in: db) }
        let next: Answer = elsewhere.map { .leaving(to: $0) } ?? .redirect(to: "/sign-in")
        return next.endingSession()
    }

    /// `POST /post`: acts in another of the own posts.
    @Sendable private func switchPost(_ visit: StaffVisit) async throws -> Answer {
        var problems = Problems()
        let chosen = visit.form.id("post", as: Post.self, &problems)
        try problems.throwIfAny()
        guard let chosen else { throw NotFound() }
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { [sessions] db in
            try sessions.switchPost(to: chosen, by: caller, at: now, in: db)
        }
        return .redirect(to: "/")
    }
}
