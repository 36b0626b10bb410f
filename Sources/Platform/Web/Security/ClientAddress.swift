import HTTPTypes
import NIOCore

/// Where a request really came from.
struct ClientAddress: Sendable {
    /// Networks whose machines may say for whom they ask, as `10.0.0.0/8` or a single address.
    let trustedProxies: [Network]

    /// The socket's other end; behind a trusted proxy, the last address in `X-Forwarded-For` that is not one itself.
    /// Nobody else's header is believed.
    func address(of socket: SocketAddress?, _ headers: HTTPFields) -> String? {
        guard let peer = socket?.ipAddress else { return nil }
        guard isTrusted(peer) else { return peer }
        let hops = headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }.map { String($0).trimmed }
        for hop in hops.reversed() {
            guard Network.bytes(of: hop) != nil else { return peer }
            if !isTrusted(hop) { return hop }
        }
        return peer
    }

    private func isTrusted(_ address: String) -> Bool {
        trustedProxies.contains { $0.contains(address) }
    }
}

/// A range of network addresses: `10.0.0.0/8`, `::1`.
public struct Network: Hashable, Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// Nil when it is no address or range.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let bytes = Self.bytes(of: String(parts[0])), parts.count <= 2 else { return nil }
        self.bytes = bytes
        guard parts.count == 2 else {
            prefix = bytes.count * 8
            return
        }
        guard let prefix = Int(parts[1]), (0...(bytes.count * 8)).contains(prefix) else { return nil }
        self.prefix = prefix
    }

    func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        for bit in 0..<prefix {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            if bytes[bit / 8] & mask != other[bit / 8] & mask { return false }
        }
        return true
    }

    static func bytes(of address: String) -> [UInt8]? {
        guard let parsed = try? SocketAddress(ipAddress: address, port: 0) else { return nil }
        switch parsed {
        case .v4(let v4): return withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
        case .v6(let v6): return withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: return nil
        }
    }
}
