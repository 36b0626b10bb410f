import NIOCore

enum SocketAddressSample {
    static func make(_ address: String) throws -> SocketAddress {
        try SocketAddress(ipAddress: address, port: 1)
    }
}
