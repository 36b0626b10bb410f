public import Hummingbird
import Logging
import NIOCore

/// What the server knows of a connection.
public struct WebContext: RequestContext {
    /// The framework's own part.
    public var coreContext: CoreRequestContextStorage
    let socketAddress: SocketAddress?

    /// - Parameter source: the connection.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        socketAddress = source.channel.remoteAddress
    }

    /// Without a connection.
    init(socketAddress: SocketAddress?) {
        var logger = Logger(label: "web")
        logger[metadataKey: "hb.request.id"] = "\(Random.token())"
        coreContext = CoreRequestContextStorage(source: LoggerOnly(logger: logger))
        self.socketAddress = socketAddress
    }

    private struct LoggerOnly: RequestContextSource {
        let logger: Logger
    }
}
