public import Directory
public import Essentials

/// A request as a handler sees it: verified, read, and with the person's own words already in order.
///
/// `Visit` may or may not have a caller; `StaffVisit` has one, and is given only to handlers of routes that need one.
public struct VisitBy<Who: Sendable>: Sendable {
    /// Who asks.
    public let caller: Who
    let facts: RequestFacts

    init(caller: Who, facts: RequestFacts) {
        self.caller = caller
        self.facts = facts
    }

    /// When the request came; one moment for all that it does.
    public var now: Instant { facts.now }
    /// The language the person reads.
    public var language: Language { facts.language }
    /// The address asked for, without its query.
    public var path: String { facts.path }
    /// The address asked for, with its query: where to come back to.
    public var address: String { facts.query.isEmpty ? facts.path : "\(facts.path)?\(facts.query.text)" }
    /// Where on the network it came from.
    public var networkAddress: String? { facts.networkAddress }
    /// The browser, as it calls itself.
    public var userAgent: String? { facts.userAgent }
    /// The session's token, for signing out and for switching the post.
    public var sessionToken: String? { facts.session }
    /// What the browser brought back from another system: `Answer.keepingForReturn`.
    public var keptForReturn: String? { facts.away }
    /// Names the request in the log.
    public var requestID: String { facts.requestID }
    /// What stands after the `?`.
    public var query: Query { facts.query }
    /// What was typed into the form; empty when there was none.
    public var form: FormData { facts.form }

    /// A record's identifier out of the path.
    ///
    /// - Throws: `NotFound` when it is none.
    public func id<Entity>(_ name: String = "id", as _: Entity.Type = Entity.self) throws -> ID<Entity> {
        guard let id = ID<Entity>(try parameter(name)) else { throw NotFound() }
        return id
    }

    /// A part of the path.
    ///
    /// - Throws: `NotFound` when the route has no such parameter.
    public func parameter(_ name: String) throws -> String {
        guard let value = facts.parameters.first(where: { $0.name == name })?.value else { throw NotFound() }
        return value
    }

    /// The body of an API request.
    ///
    /// - Throws: `BadRequest` or `Problems` naming the place that is wrong.
    public func json<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
        try StrictJSON.decode(Value.self, from: facts.body)
    }
}

/// A visit by whoever it may be.
public typealias Visit = VisitBy<Caller?>

/// A visit by somebody who has signed in.
public typealias StaffVisit = VisitBy<Caller>

/// What is known about a request besides who asks.
final class RequestFacts: Sendable {
    let method: Method
    let path: String
    let query: Query
    let parameters: [(name: String, value: String)]
    let form: FormData
    let body: [UInt8]
    let idempotencyKey: String?
    let now: Instant
    let language: Language
    let networkAddress: String?
    let userAgent: String?
    let requestID: String
    let session: String?
    let away: String?
    let nonce: String

    init(
        method: Method, path: String, query: Query, parameters: [(name: String, value: String)] = [],
        form: FormData = FormData(), body: [UInt8] = [], idempotencyKey: String? = nil, now: Instant,
        language: Language = .vietnamese, networkAddress: String? = nil, userAgent: String? = nil,
        requestID: String = "", session: String? = nil, away: String? = nil, nonce: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.parameters = parameters
        self.form = form
        self.body = body
        self.idempotencyKey = idempotencyKey
        self.now = now
        self.language = language
        self.networkAddress = networkAddress
        self.userAgent = userAgent
        self.requestID = requestID
        self.session = session
        self.away = away
        self.nonce = nonce
    }
}
