public import Directory

/// The routes of a capability, as data: what is asked for, who may, and who answers.
///
///     var routes = Routes()
///     routes.route(.get, "/documents/{id}", .needs(.readDocuments)) { visit in … }
///
/// There is no route without an access, so nothing is open by being forgotten.
public struct Routes: Sendable {
    private(set) var entries: [Route] = []

    /// No route yet.
    public init() {}

    /// A route for everybody.
    ///
    /// - Parameters:
    ///   - method: what is wanted done.
    ///   - path: `/documents/{id}`; a part in braces is a parameter, `{rest…}` at the end takes all that is left.
    ///   - access: `.public`.
    ///   - options: what is unusual about it.
    ///   - handler: answers.
    public mutating func route(
        _ method: Method, _ path: String, _ access: OpenAccess, _ options: RouteOption...,
        handler: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        entries.append(Route(method, path, .public, options, nil, .open(handler)))
    }

    /// A route for people who have signed in; the handler's visit has a caller.
    ///
    /// - Parameters:
    ///   - method: what is wanted done.
    ///   - path: `/documents/{id}`.
    ///   - access: `.signedIn` or `.needs(permission)`.
    ///   - options: what is unusual about it.
    ///   - handler: answers.
    public mutating func route(
        _ method: Method, _ path: String, _ access: StaffAccess, _ options: RouteOption...,
        handler: @escaping @Sendable (StaffVisit) async throws -> Answer
    ) {
        entries.append(Route(method, path, Access(access), options, nil, .staff(handler)))
    }

    /// A route that does something grave with a form that may hold files. A file that would not be taken is refused before
    /// the password is asked for, and the form comes back filled.
    ///
    /// - Parameters:
    ///   - method: what is wanted done.
    ///   - path: `/documents/{id}/issue`.
    ///   - access: `.signedIn` or `.needs(permission)`.
    ///   - options: what is unusual about it.
    ///   - mending: shows the form again with what is wrong; it does nothing else, since nobody has proved who they are.
    ///   - handler: answers.
    public mutating func route(
        _ method: Method, _ path: String, _ access: StaffAccess, _ options: RouteOption...,
        mending: @escaping @Sendable (StaffVisit, Problems) async throws -> Answer,
        handler: @escaping @Sendable (StaffVisit) async throws -> Answer
    ) {
        var route = Route(method, path, Access(access), options, nil, .staff(handler))
        route.mending = mending
        entries.append(route)
    }

    /// Says what the fields of all these forms are called, for a form that is handed back without its page.
    public mutating func call(_ words: TypedWords) {
        for index in entries.indices { entries[index].words = words }
    }

    /// An operation of the API for everybody.
    ///
    /// - Parameters:
    ///   - method: what is wanted done.
    ///   - path: below `/api/v1/`.
    ///   - access: `.public`.
    ///   - options: what is unusual about it.
    ///   - operation: what the OpenAPI document says about it.
    ///   - handler: answers with JSON.
    public mutating func api(
        _ method: Method, _ path: String, _ access: OpenAccess, _ options: RouteOption..., operation: Operation,
        handler: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        entries.append(Route(method, path, .public, options, operation, .open(handler)))
    }

    /// An operation of the API for programs that carry a post's token.
    ///
    /// - Parameters:
    ///   - method: what is wanted done.
    ///   - path: below `/api/v1/`.
    ///   - access: `.signedIn` or `.needs(permission)`.
    ///   - options: what is unusual about it.
    ///   - operation: what the OpenAPI document says about it.
    ///   - handler: answers with JSON.
    public mutating func api(
        _ method: Method, _ path: String, _ access: StaffAccess, _ options: RouteOption..., operation: Operation,
        handler: @escaping @Sendable (StaffVisit) async throws -> Answer
    ) {
        entries.append(Route(method, path, Access(access), options, operation, .staff(handler)))
    }

    /// Takes the routes of another capability in.
    public mutating func add(_ other: Routes) {
        entries += other.entries
    }

    /// Every route, for the permission matrix and the walk along the OpenAPI document.
    public var all: [RouteDescription] { entries.map(\.description) }
}

/// What a list of routes tells about one of them.
public struct RouteDescription: Sendable {
    /// What is wanted done.
    public let method: Method
    /// `/documents/{id}`.
    public let path: String
    /// Who may.
    public let access: Access
    /// What is unusual about it.
    public let options: [RouteOption]
    /// What the OpenAPI document says about it; nil for a page.
    public let operation: Operation?

    /// Whether it belongs to the API: problem details instead of pages, tokens instead of sessions.
    public var isAPI: Bool { operation != nil }
}

/// A route with its handler.
struct Route: Sendable {
    enum Handler: Sendable {
        case open(@Sendable (Visit) async throws -> Answer)
        case staff(@Sendable (StaffVisit) async throws -> Answer)
    }

    let description: RouteDescription
    let handler: Handler
    var mending: (@Sendable (StaffVisit, Problems) async throws -> Answer)?
    var words = TypedWords()

    init(
        _ method: Method, _ path: String, _ access: Access, _ options: [RouteOption], _ operation: Operation?,
        _ handler: Handler
    ) {
        description = RouteDescription(
            method: method, path: path, access: access, options: options, operation: operation)
        self.handler = handler
    }

    var isQuiet: Bool { description.options.contains(.quiet) }
    var needsStepUp: Bool { description.options.contains(.needsStepUp) }

    /// The limit of the form, when it may hold files.
    func uploadLimit(standard: Int) -> Int? {
        for case .uploads(let limit) in description.options { return limit ?? standard }
        return nil
    }

    var rateLimit: RateLimit? {
        for case .limited(let limit) in description.options { return limit }
        return nil
    }
}
