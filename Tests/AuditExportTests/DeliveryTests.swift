import Essentials
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import AuditExport
@testable import Journal

@Suite struct DeliveryTests {
    private let events = (0..<3).map { Samples.event($0) }
    private var messages: [SyslogMessage] { events.map { SyslogMessage($0, host: "may-1") } }

    @Test func `over TCP each message arrives whole, in its frame`() async throws {
        let receiver = try await Receiver.start()
        let export = try AuditExport(to: .tcp(host: "127.0.0.1", port: receiver.port), host: "may-1")
        try await export.take(events)
        #expect(try receiver.messages().map { Array($0.utf8) } == messages.map(\.bytes))
        try await receiver.stop()
    }

    @Test func `over TLS the receiver must show a certificate that is trusted`() async throws {
        try await TemporaryFolder.with { folder in
            let own = try OwnCertificate.make(in: folder.path, name: "siem")
            let other = try OwnCertificate.make(in: folder.path, name: "other")
            let receiver = try await Receiver.start(tls: try own.server())
            let place = AuditReceiver.tls(host: "127.0.0.1", port: receiver.port)
            for authority in [other.certificate, nil] {
                let export = try AuditExport(to: place, authority: authority, host: "may-1")
                await #expect(throws: AuditExportFailure.self) { try await export.take(events) }
            }
            #expect(try receiver.messages().isEmpty)
            try await AuditExport(to: place, authority: own.certificate, host: "may-1").take(events)
            try await AuditExport(
                to: .tls(host: "localhost", port: receiver.port), authority: own.certificate, host: "may-1"
            ).take(events)
            #expect(try receiver.positions() == [0, 1, 2, 0, 1, 2])
            try await receiver.stop()
        }
    }

    @Test func `a receiver that breaks off has got nothing`() async throws {
        let receiver = try await Receiver.start(.breaksOff)
        let export = try AuditExport(to: .tcp(host: "127.0.0.1", port: receiver.port), host: "may-1")
        await #expect(throws: AuditExportFailure.self) { try await export.take(events) }
        try await receiver.stop()
    }

    @Test func `a receiver that never says that it has read everything is not waited for without end`() async throws {
        let receiver = try await Receiver.start(.staysOpen)
        let delivery = StreamDelivery(
            host: "127.0.0.1", port: receiver.port, tls: nil, batchTimeout: .milliseconds(50))
        await #expect(throws: AuditExportFailure.tooSlow(seconds: 0)) { try await delivery.deliver(messages) }
        try await receiver.stop()
    }

    @Test func `a receiver that is not there is said to be that`() async throws {
        let receiver = try await Receiver.start()
        let port = receiver.port
        try await receiver.stop()
        let export = try AuditExport(to: .tcp(host: "127.0.0.1", port: port), host: "may-1")
        let error = await #expect(throws: AuditExportFailure.self) { try await export.take(events) }
        #expect(error?.description.hasPrefix("the receiver cannot be reached: ") == true)
    }

    @Test func `in datagrams each message is one, and a long one is cut`() async throws {
        let got = Mutex<[[UInt8]]>([])
        let (arrived, arrival) = AsyncStream.makeStream(of: [UInt8].self)
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Datagrams(arrival))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        let long = Samples.event(3, payload: String(repeating: "ệ", count: 1000))
        try await AuditExport(to: .udp(host: "127.0.0.1", port: port), host: "may-1").take(events + [long])
        for await datagram in arrived {
            got.withLock { $0.append(datagram) }
            if got.withLock({ $0.count }) == 4 { break }
        }
        try await channel.close()
        let datagrams = got.withLock { $0 }
        #expect(Array(datagrams.prefix(3)) == messages.map(\.bytes))
        #expect((DatagramDelivery.longest - 2...DatagramDelivery.longest).contains(datagrams[3].count))
        #expect(String(validating: datagrams[3], as: UTF8.self) != nil)
    }

    @Test func `in a file each message is a line, also after a line that was torn`() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder.path(of: "audit.cef")
            let export = try AuditExport(to: .file(path: path), host: "may-1")
            try await export.take([events[0]])
            let torn = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try torn.seekToEnd()
            try torn.write(contentsOf: Data("<109>1 torn".utf8))
            try torn.close()
            try await export.take(Array(events[1...]))
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            let written = messages.map { String(decoding: $0.bytes, as: UTF8.self) }
            #expect(lines == [written[0], "<109>1 torn", written[1], written[2]])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o640)
            let nowhere = try AuditExport(to: .file(path: folder.path(of: "no/audit.cef")), host: "may-1")
            await #expect(throws: AuditExportFailure.self) { try await nowhere.take(events) }
        }
    }
}

private final class Datagrams: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let arrival: AsyncStream<[UInt8]>.Continuation

    init(_ arrival: AsyncStream<[UInt8]>.Continuation) {
        self.arrival = arrival
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        arrival.yield(Array(unwrapInboundIn(data).data.readableBytesView))
    }
}
