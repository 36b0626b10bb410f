import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// A receiver of syslog: takes frames in, and closes when their sender has.
final class Receiver: Sendable {
    /// How it treats who sends to it.
    enum Manner {
        case reads
        /// Breaks the connection after the first bytes.
        case breaksOff
        /// Reads, and never closes.
        case staysOpen
    }

    private let channel: any Channel
    private let got: Got

    private final class Got: Sendable {
        let connections = Mutex<[ObjectIdentifier: [UInt8]]>([:])
        let order = Mutex<[ObjectIdentifier]>([])
        let held = Mutex<[any Channel]>([])
    }

    private init(_ channel: any Channel, _ got: Got) {
        self.channel = channel
        self.got = got
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    static func start(port: Int = 0, tls: NIOSSLContext? = nil, _ manner: Manner = .reads) async throws -> Receiver {
        let got = Got()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: manner == .staysOpen)
            .childChannelInitializer { child in
                got.held.withLock { $0.append(child) }
                return child.eventLoop.makeCompletedFuture {
                    if let tls {
                        try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try child.pipeline.syncOperations.addHandler(Reader(got: got, breaksOff: manner == .breaksOff))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return Receiver(channel, got)
    }

    func stop() async throws {
        try await channel.close()
        for child in got.held.withLock({ $0 }) { child.close(promise: nil) }
    }

    /// Every message, in the order of the connections.
    func messages() throws -> [String] {
        let connections = got.connections.withLock { $0 }
        return try got.order.withLock { $0 }.flatMap { try Self.messages(in: connections[$0] ?? []) }
    }

    /// The positions that the messages say their events have.
    func positions() throws -> [Int] {
        try messages().map { message in
            let match = try #require(message.firstMatch(of: #/ cn1=([0-9]+) /#))
            return try #require(Int(match.1))
        }
    }

    private static func messages(in bytes: [UInt8]) throws -> [String] {
        var rest = bytes[...]
        var messages: [String] = []
        while let blank = rest.firstIndex(of: 32) {
            let length = try #require(Int(String(decoding: rest[..<blank], as: UTF8.self)))
            let message = rest[(blank + 1)...].prefix(length)
            try #require(message.count == length, "a message is cut off")
            messages.append(String(decoding: message, as: UTF8.self))
            rest = rest[(blank + 1 + length)...]
        }
        try #require(rest.isEmpty)
        return messages
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let got: Got
        private let breaksOff: Bool

        init(got: Got, breaksOff: Bool) {
            self.got = got
            self.breaksOff = breaksOff
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if breaksOff {
                // Without waiting for what is on its way: the sender's system is told that it was lost.
                let socket = context.channel as? any SocketOptionProvider
                _ = socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                return context.close(promise: nil)
            }
            let id = ObjectIdentifier(context.channel)
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            got.order.withLock { if !$0.contains(id) { $0.append(id) } }
            got.connections.withLock { $0[id, default: []] += bytes }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}

/// A certificate of one's own for 127.0.0.1, made for the test.
struct OwnCertificate {
    let certificate: String
    let key: String

    static func make(in folder: String, name: String) throws -> OwnCertificate {
        let made = OwnCertificate(certificate: "\(folder)/\(name).pem", key: "\(folder)/\(name)-key.pem")
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
            "-keyout", made.key, "-out", made.certificate,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
        return made
    }

    func server() throws -> NIOSSLContext {
        try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
    }
}
