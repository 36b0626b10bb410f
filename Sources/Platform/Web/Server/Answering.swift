import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Hummingbird

/// The way of a request through the house: found, let in, read, answered.
struct Answering: Sendable {
    let configuration: WebConfiguration
    let database: Database
    let callers: CallerResolver
    let table: RouteTable
    let bodies: BodyReader
    let limiter: RateLimiter
    let facts: FrameFactsReader
    let province: ProvinceNameReader
    let responses: Responses

    /// - Throws: whatever stops it; `ErrorAnswers` says it.
    func response(to exchange: inout Exchange) async throws -> Response {
        if !exchange.isAPI, !exchange.path.hasPrefix("/assets/") {
            await province.refresh(at: exchange.now, from: database)
        }
        let route = try await find(&exchange)
        try await resolveCaller(&exchange)
        try limit(route, exchange)
        try admit(to: route, exchange)
        if let path = exchange.caller.flatMap({ callers.detour($0, exchange.path) }), !route.description.isAPI {
            // Who listens for news cannot be led elsewhere; told that there is none, a browser does not call again.
            if exchange.request.headers[.accept] == "text/event-stream" { return Response(status: .noContent) }
            return Response(status: .seeOther, headers: [.location: path])
        }
        let answer: Answer
        do {
            let (form, body) = try await read(for: route, &exchange)
            answer = try await self.answer(of: route, form: form, body: body, exchange)
        } catch let needed as StepUpNeeded where !exchange.isAPI {
            var page = StepUpPage(needed, exchange)
            if let caller = exchange.caller { page.passkey = try await callers.passkeyOptions(caller, exchange.now) }
            answer = .page(page, status: .forbidden)
        } catch let refused as RefusedBeforeStepUp {
            guard let mending = route.mending, let caller = exchange.caller else { throw refused.refusal }
            let facts = facts(of: route, form: refused.form, body: [], exchange)
            answer = try await mending(
                StaffVisit(caller: caller, facts: facts), Problems(refused.field, refused.refusal.message))
        }
        if route.description.method.isUnsafe {
            facts.noteChange()
            if !exchange.isAPI { province.noteForm() }
        }
        try await readFacts(for: answer, &exchange)
        return try responses.response(for: answer, to: &exchange)
    }

    private func read(for route: Route, _ exchange: inout Exchange) async throws -> (FormData, [UInt8]) {
        var form = FormData()
        var body: [UInt8] = []
        if route.description.method.isUnsafe {
            try stepUpByProgram(route, exchange)
            switch try await bodies.read(exchange, for: route) {
            case .form(let read): form = read
            case .bytes(let read): body = read
            }
            exchange.typed = route.words.typed(form.fields)
        }
        if route.needsStepUp { form = try await steppedUp(form, &exchange) }
        return (form, body)
    }

    private func facts(of route: Route, form: FormData, body: [UInt8], _ exchange: Exchange) -> RequestFacts {
        RequestFacts(
            method: route.description.method, path: exchange.path, query: Query(exchange.query),
            parameters: exchange.parameters, form: form, body: body,
            idempotencyKey: exchange.request.headers[.idempotencyKey], now: exchange.now,
            language: exchange.language, networkAddress: exchange.networkAddress,
            userAgent: exchange.request.headers[.userAgent], requestID: exchange.requestID,
            session: exchange.session, away: exchange.cookies[.away], nonce: exchange.nonce)
    }

    private func answer(of route: Route, form: FormData, body: [UInt8], _ exchange: Exchange) async throws -> Answer {
        let facts = facts(of: route, form: form, body: body, exchange)
        switch (route.handler, exchange.caller) {
        case (.open(let handler), let caller): return try await handler(Visit(caller: caller, facts: facts))
        case (.staff(let handler), let caller?): return try await handler(StaffVisit(caller: caller, facts: facts))
        case (.staff, nil): throw SignInNeeded()
        }
    }
}

// MARK: - Found

extension Answering {
    /// Whoever asks for what is not there is known too: the page that says so must not differ from the one for what
    /// may not be known.
    private func find(_ exchange: inout Exchange) async throws -> Route {
        switch table.match(exchange.method, exchange.path) {
        case .nothing:
            try await resolveCaller(&exchange)
            throw NotFound()
        case .otherMethods(let allowed): throw MethodNotAllowed(allowed: allowed)
        case .found(let route, let parameters):
            exchange.route = route
            exchange.parameters = parameters
            return route
        }
    }
}

// MARK: - Let in

extension Answering {
    /// Who asks, and for a page the frame's facts, in one transaction.
    private func resolveCaller(_ exchange: inout Exchange) async throws {
        let isAPI = exchange.isAPI
        guard let token = isAPI ? exchange.bearerToken : exchange.session else { return }
        if let limit = configuration.rateLimits.perAddress, let address = exchange.networkAddress,
            limiter.isEmpty(address, limit, at: exchange.now)
        {
            throw TooMany(retryAfterSeconds: 10)
        }
        let isPage = exchange.isGet && !isAPI && exchange.route?.isQuiet == false
        let (address, now) = (exchange.networkAddress, exchange.now)
        let found = try await database.read { [callers, facts] db -> (Caller, FrameFacts?)? in
            let resolve = isAPI ? callers.byBearer : callers.bySession
            guard let caller = try resolve(token, address, now, db) else { return nil }
            return (caller, isPage ? try facts.facts(for: caller, at: now, in: db) : nil)
        }
        guard let (caller, facts) = found else {
            // Only where a person looks: what a window asked by itself a moment before the session got a new token must
            // not take that from the browser.
            if isPage { exchange.cookiesToSet.append(SetCookie(name: .session, value: nil)) }
            return
        }
        exchange.caller = caller
        exchange.facts = facts
        if isPage || exchange.route?.description.method.isUnsafe == true, !isAPI {
            try await callers.activity(caller, now)
        }
    }

    private func limit(_ route: Route, _ exchange: Exchange) throws {
        if let limit = route.rateLimit {
            try take("\(route.description.path) \(exchange.networkAddress ?? "")", limit, exchange)
        }
        if let caller = exchange.caller {
            if let limit = configuration.rateLimits.perPerson { try take("person \(caller.person)", limit, exchange) }
        } else if let limit = configuration.rateLimits.perAddress, !route.isQuiet {
            try take(exchange.networkAddress ?? "", limit, exchange)
        }
    }

    private func take(_ key: String, _ limit: RateLimit, _ exchange: Exchange) throws {
        if let seconds = limiter.take(key, limit, at: exchange.now) { throw TooMany(retryAfterSeconds: seconds) }
    }

    /// What one may not know is not there. A form of somebody whose session has ended is read first, so that what was
    /// typed can be handed back.
    private func admit(to route: Route, _ exchange: Exchange) throws {
        switch (route.description.access, exchange.caller) {
        case (.public, _), (.signedIn, _?): break
        case (.needs(let permission), let caller?): if !caller.rights.has(permission) { throw NotFound() }
        case (.signedIn, nil), (.needs, nil):
            if exchange.isGet || route.description.isAPI { throw SignInNeeded() }
        }
    }
}

// MARK: - Proved once more

extension Answering {
    /// A program has nobody to ask.
    private func stepUpByProgram(_ route: Route, _ exchange: Exchange) throws {
        guard route.needsStepUp, route.description.isAPI, let caller = exchange.caller else { return }
        if !isSteppedUp(caller, exchange) { throw StepUpNeeded() }
    }

    /// Files of a stopped form wait in the spool, and the form names them when it is sent again.
    /// - Throws: `RefusedBeforeStepUp` for one that would not be taken: better said now than after the password.
    private func waiting(_ form: FormData) async throws -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for file in form.allFiles {
            do {
                guard let kept = try await bodies.store?.inspect(file.uploaded()) else { continue }
                fields.append((FormFile.kept, kept.id.description))
            } catch let refusal as FileRefusal {
                throw RefusedBeforeStepUp(field: file.field, refusal: refusal, form: FormData(form.fields))
            }
        }
        return fields
    }

    /// - Returns: the form without the password.
    private func steppedUp(_ form: FormData, _ exchange: inout Exchange) async throws -> FormData {
        guard let caller = exchange.caller else { throw SignInNeeded() }
        let proof = StepUpProof(form)
        let isProof = [StepUpPage.field, StepUpPage.passkeyField]
        let rest = FormData(form.fields.filter { !isProof.contains($0.name) }, files: form.allFiles)
        if isSteppedUp(caller, exchange) { return rest }
        guard let proof else {
            throw StepUpNeeded(fields: rest.fields + (try await waiting(rest)))
        }
        do {
            let token = try await callers.stepUp(caller, proof, exchange.now).token()
            exchange.session = token
            exchange.cookiesToSet.append(SetCookie(name: .session, value: token))
        } catch let refused as StepUpRefused {
            throw StepUpNeeded(problem: refused.problem, fields: rest.fields)
        }
        try await resolveAgain(&exchange)
        return rest
    }

    private func isSteppedUp(_ caller: Caller, _ exchange: Exchange) -> Bool {
        guard let at = caller.steppedUpAt else { return false }
        return exchange.now.seconds(since: at) < WebConfiguration.stepUpSeconds
    }

    private func resolveAgain(_ exchange: inout Exchange) async throws {
        guard let token = exchange.session else { throw SignInNeeded() }
        let (address, now) = (exchange.networkAddress, exchange.now)
        exchange.caller = try await database.read { [callers] db in try callers.bySession(token, address, now, db) }
        if exchange.caller == nil { throw SignInNeeded() }
    }

    /// A page after a form needs its frame's facts too; they are read after the form did its work.
    private func readFacts(for answer: Answer, _ exchange: inout Exchange) async throws {
        guard case .page(let page) = answer.content, type(of: page).frame == .office, exchange.facts == nil,
            let caller = exchange.caller
        else { return }
        let now = exchange.now
        exchange.facts = try await database.read { [facts] db in try facts.facts(for: caller, at: now, in: db) }
    }
}
