import NIOCore
import NIOPosix

/// A datagram for each message. Nobody learns whether it arrived: for a receiver on the same machine or none other.
struct DatagramDelivery: Delivery {
    let host: String
    let port: Int

    /// What every receiver takes (RFC 5426 3.2); what is longer is cut.
    static let longest = 2048

    func deliver(_ messages: [SyslogMessage]) async throws {
        do {
            let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: host, port: port).get()
            do {
                for message in messages { try await channel.writeAndFlush(Self.datagram(message)) }
                try await channel.close()
            } catch {
                channel.close(promise: nil)
                throw error
            }
        } catch {
            throw AuditExportFailure.unreachable("\(error)")
        }
    }

    private static func datagram(_ message: SyslogMessage) -> ByteBuffer {
        var end = min(longest, message.bytes.count)
        // A letter of several bytes is not cut through.
        while end > 0, end < message.bytes.count, message.bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return ByteBuffer(bytes: message.bytes[..<end])
    }
}
