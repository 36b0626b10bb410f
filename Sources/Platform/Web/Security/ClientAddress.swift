import HTTPTypes
import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

    /// Whether a request comes from such a machine itself.
    func isTrusted(_ socket: SocketAddress?) -> Bool {
        socket?.ipAddress.map(isTrusted) ?? false
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

    /// Whether an address lies in it; a name never does.
    public func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        for bit in 0..<prefix {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            if bytes[bit / 8] & mask != other[bit / 8] & mask { return false }
        }
        return true
    }

    /// An address of the old kind within the new one is the old one.
    static func bytes(of address: String) -> [UInt8]? {
        var old = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, address, &old) == 1 { return old }
        var new = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &new) == 1 else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return new.starts(with: mapped) ? Array(new[12...]) : new
    }
}
