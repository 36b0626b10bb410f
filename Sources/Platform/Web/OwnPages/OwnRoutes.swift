import Directory
import Essentials
import HTTPTypes

/// The routes of the platform itself.
struct OwnRoutes: Sendable {
    let callers: CallerResolver
    let live: LiveEvents
    let pages: Pages
    let frames: FrameBuilder
    let tokens: FormTokens
    let securityText: SecurityText?
    let showsComponents: Bool

    var routes: Routes {
        var routes = Routes()
        routes.route(.get, "/assets/{file…}", .public, .quiet) { visit in
            Answer.asset(try visit.parameter("file"), version: visit.query.text("v"))
        }
        routes.route(.post, "/language", .public, handler: chooseLanguage)
        routes.route(.post, "/step-up", .signedIn, .limited(RateLimit(burst: 10, perMinute: 10)), handler: stepUp)
        routes.route(.get, "/events", .signedIn, .quiet, handler: listen)
        if showsComponents { routes.route(.get, "/components", .signedIn, handler: showComponents) }
        routes.route(.get, "/.well-known/security.txt", .public) { visit in
            guard let text = securityText else { throw NotFound() }
            return .text(text.text(on: visit.now.date))
        }
        return routes
    }

    @Sendable private func chooseLanguage(_ visit: Visit) throws -> Answer {
        var problems = Problems()
        let language = visit.form.choice("language", as: Language.self, &problems)
        try problems.throwIfAny()
        let answer = Answer.redirect(to: LocalPath.checked(visit.form.text("back")))
        return language.map(answer.speaking) ?? answer
    }

    @Sendable private func stepUp(_ visit: StaffVisit) async throws -> Answer {
        let back = LocalPath.checked(visit.form.text("back"))
        let proof = StepUpProof(visit.form) ?? .password("")
        do {
            let token = try await callers.stepUp(visit.caller, proof, visit.now).token()
            return .redirect(to: back).startingSession(token)
        } catch let refused as StepUpRefused {
            var page = StepUpPage(problem: refused.problem, back: back)
            page.passkey = try await callers.passkeyOptions(visit.caller, visit.now)
            return .page(page, status: .unprocessableContent)
        }
    }

    @Sendable private func listen(_ visit: StaffVisit) async throws -> Answer {
        guard let token = visit.sessionToken else { throw NotFound() }
        return .events(await live.listen(token: token, address: visit.networkAddress, in: visit.language))
    }

    @Sendable private func showComponents(_ visit: StaffVisit) throws -> Answer {
        let frame = frames.values(
            for: ErrorPage.notFound, caller: visit.caller, facts: .none, path: visit.path, address: visit.address,
            language: visit.language, nonce: visit.facts.nonce, notice: nil,
            formToken: LazyFormToken(tokens, anchor: visit.caller.session.map { "session:\($0)" }))
        let gallery = try ComponentGallery.load()
        return .page(ComponentsPage(gallery, pages: pages, frame: frame, language: visit.language))
    }
}
