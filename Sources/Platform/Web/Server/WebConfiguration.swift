public import Essentials
import Files
public import Logging

/// What an installation decides about its web server.
public struct WebConfiguration: Sendable {
    /// For form tokens and cookies; the same on every node.
    public var secret: WebSecret
    /// Whether browsers reach it over TLS, by itself or through a proxy: then they are told to insist on it.
    public var isTLS: Bool
    /// Networks of proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [Network]
    /// Whether TLS ends at such a proxy, so that only what it says it got over TLS is answered.
    public var demandsForwardedTLS = false
    /// How much is let through.
    public var rateLimits: RateLimits
    /// Bytes of a form without files and of an API body.
    public var bodyLimit: Int
    /// Bytes of a form with files.
    public var uploadLimit: Int
    /// Folder of the assets that come from Debian's packages; served under `/assets/vendor/`.
    public var vendorAssets: String?
    /// Whom to tell of a weakness; nil when the installation names nobody.
    public var securityText: SecurityText?
    /// Origins of other systems to which a form of ours may lead on: identity providers.
    public var formTargets: [String] = []
    /// Shows the page of all components, which is for those who build pages and for nobody else.
    public var showsComponents = false
    /// Writes a line for every request, without what was asked for and by whom.
    public var logsRequests: Bool
    /// What time it is.
    public var clock: WallClock
    /// Where faults are written.
    public var logger: Logger

    /// - Parameters:
    ///   - secret: for form tokens and cookies.
    ///   - isTLS: whether browsers reach it over TLS.
    ///   - clock: what time it is.
    ///   - logger: where faults are written.
    public init(
        secret: WebSecret, isTLS: Bool = false, clock: WallClock = .system, logger: Logger = Logger(label: "web")
    ) {
        self.secret = secret
        self.isTLS = isTLS
        trustedProxies = []
        rateLimits = RateLimits()
        bodyLimit = 1 << 20
        uploadLimit = Int(FileStore.largestUpload) + bodyLimit
        vendorAssets = nil
        logsRequests = false
        self.clock = clock
        self.logger = logger
    }

    /// Seconds after which a password must be entered again for what needs it.
    static let stepUpSeconds: Int64 = 600
}
