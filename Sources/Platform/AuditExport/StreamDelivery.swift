import NIOCore
import NIOPosix
import NIOSSL

/// A connection for each batch: what is sent, the end of it, and then the receiver's own end, which says that it has read
/// everything. A receiver need not say goodbye in TLS's own way (close_notify): rsyslog's GnuTLS driver does not. So who
/// sits on the way could pretend that a batch was read; the receiver then sees a gap in the positions.
struct StreamDelivery: Delivery {
    let host: String
    let port: Int
    let tls: NIOSSLContext?
    var connectTimeout = TimeAmount.seconds(5)
    var batchTimeout = TimeAmount.seconds(30)

    func deliver(_ messages: [SyslogMessage]) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let ended = loop.makePromise(of: Void.self)
        let channel = try await connect(on: loop, ended)
        var bytes = channel.allocator.buffer(capacity: messages.reduce(0) { $0 + $1.bytes.count + 8 })
        for message in messages { bytes.writeBytes(message.framed) }
        let limit = loop.scheduleTask(in: batchTimeout) { [batchTimeout] in
            // Said before the channel closes, for a closed channel is what success looks like.
            ended.fail(AuditExportFailure.tooSlow(seconds: batchTimeout.nanoseconds / 1_000_000_000))
            channel.close(promise: nil)
        }
        defer { limit.cancel() }
        try await withTaskCancellationHandler {
            try await send(bytes, to: channel, ended.futureResult)
        } onCancel: {
            ended.fail(CancellationError())
            channel.close(promise: nil)
        }
    }

    private func send(_ bytes: ByteBuffer, to channel: any Channel, _ ended: EventLoopFuture<Void>) async throws {
        do {
            try await channel.writeAndFlush(bytes)
            try await channel.close(mode: .output)
            try await ended.get()
        } catch {
            channel.close(promise: nil)
            // Why it ended says more than that nothing can be written any more.
            var reason: any Error = error
            do { try await ended.get() } catch { reason = error }
            if reason is AuditExportFailure || reason is CancellationError { throw reason }
            throw AuditExportFailure.cutOff("\(reason)")
        }
    }

    private func connect(on loop: any EventLoop, _ ended: EventLoopPromise<Void>) async throws -> any Channel {
        do {
            return try await ClientBootstrap(group: loop)
                .connectTimeout(connectTimeout)
                .channelInitializer { [host, tls] channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(Self.handler(tls, host))
                        }
                        try channel.pipeline.syncOperations.addHandler(EndOfReceiver(ended))
                    }
                }
                .connect(host: host, port: port).get()
        } catch {
            ended.fail(error)
            throw AuditExportFailure.unreachable("\(error)")
        }
    }

    /// An address has no name that could be sent ahead; the certificate must then name the address.
    private static func handler(_ tls: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : host)
    }
}

/// Waits for the receiver's end of the connection; what it says before that does not matter.
private final class EndOfReceiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let ended: EventLoopPromise<Void>

    init(_ ended: EventLoopPromise<Void>) {
        self.ended = ended
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.uncleanShutdown = error { ended.succeed(()) } else { ended.fail(error) }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended.succeed(())
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // One that never got a connection.
        ended.fail(ChannelError.ioOnClosedChannel)
    }
}
