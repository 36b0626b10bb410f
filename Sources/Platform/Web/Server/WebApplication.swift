public import Database
public import Files
public import Hummingbird
public import HummingbirdCore
import Logging
public import NIOCore

/// The web server of an installation: routes, pages and what stands around them, made into one application.
public struct WebApplication: Sendable {
    /// Everything it answers to: the capabilities' routes and its own.
    public let routes: Routes
    /// The events that browsers listen to. Run it beside the server, and close it when the server shall stop.
    public let liveEvents: LiveEvents
    /// What operations want to know of its answers.
    public let metrics = RequestMetrics()
    let responder: WebResponder

    /// - Parameters:
    ///   - configuration: what the installation decides.
    ///   - database: where callers, counts and keys are.
    ///   - files: where uploads go; nil for an installation without files.
    ///   - callers: who stands behind a session or a token.
    ///   - frame: what stands around every page.
    ///   - pages: every page and template.
    ///   - routes: of the capabilities.
    ///   - bell: rung when something has happened.
    /// - Throws: `RouteProblems` when two routes are the same; whatever reading the assets throws.
    public init(
        configuration: WebConfiguration, database: Database, files: FileStore?, callers: CallerResolver,
        frame: FrameSettings, pages: Pages, routes: Routes, bell: ChangeBell = ChangeBell()
    ) throws {
        let assets = try AssetStore(vendor: configuration.vendorAssets)
        let facts = FrameFactsReader(frame, posts: callers.posts)
        liveEvents = LiveEvents(
            database: database, callers: callers, facts: facts, bell: bell, clock: configuration.clock)
        let province = ProvinceNameReader(frame.provinceName)
        let frames = FrameBuilder(settings: frame, province: province, assetsVersion: assets.version)
        let tokens = FormTokens(secret: configuration.secret)
        let responses = Responses(
            pages: pages, frames: frames, tokens: tokens, secret: configuration.secret, assets: assets,
            formTargets: configuration.formTargets)
        var all = OwnRoutes(
            callers: callers, live: liveEvents, pages: pages, frames: frames, tokens: tokens,
            securityText: configuration.securityText, showsComponents: configuration.showsComponents
        ).routes
        all.add(routes)
        all.addDocument(try OpenAPIDocument(all))
        self.routes = all
        responder = WebResponder(
            answering: Answering(
                configuration: configuration, database: database, callers: callers, table: try RouteTable(all),
                bodies: BodyReader(configuration: configuration, tokens: tokens, store: files),
                limiter: RateLimiter(), facts: facts, province: province, responses: responses),
            errors: ErrorAnswers(responses: responses, logger: configuration.logger),
            headers: SecurityHeaders(isTLS: configuration.isTLS),
            addresses: ClientAddress(trustedProxies: configuration.trustedProxies), configuration: configuration,
            metrics: metrics)
    }

    /// The Hummingbird application.
    ///
    /// - Parameters:
    ///   - address: where it listens; port 0 lets the system choose.
    ///   - server: how it speaks; `WebApplication.http()`, or that in TLS.
    ///   - mostConnections: open at once; more wait until one is closed.
    ///   - onRunning: told the address it was bound to.
    public func application(
        address: BindAddress = .hostname("127.0.0.1", port: 0), server: HTTPServerBuilder = WebApplication.http(),
        mostConnections: Int = 10_000, onRunning: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) -> Application<WebResponder> {
        Application(
            responder: responder, server: server,
            configuration: ApplicationConfiguration(
                address: address, serverName: nil, backlog: 1024,
                availableConnectionsDelegate: .maximum(mostConnections, logger: responder.configuration.logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress) },
            logger: responder.configuration.logger)
    }

    /// Answers one request without a socket: for tests.
    ///
    /// - Parameter socketAddress: where it comes from.
    public func respond(to request: Request, from socketAddress: SocketAddress? = nil) async -> Response {
        await responder.respond(to: request, context: WebContext(socketAddress: socketAddress))
    }

    /// HTTP/1.1 with limits: a silent connection is closed after a minute, heads are bounded.
    public static func http(idleSeconds: Int64 = 60) -> HTTPServerBuilder {
        .http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(idleSeconds),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)))
    }
}
