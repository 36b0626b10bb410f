import Foundation

/// Scheme, host and port of an address. Providers are asked over TLS; only one on this very machine may do without.
struct WebOrigin: Hashable, Sendable {
    let text: String

    /// - Returns: nil for what is no `https` address of a host, nor an `http` address of this machine.
    init?(of address: String) {
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URLComponents(string: address),
            let scheme = url.scheme?.lowercased(), let host = url.host?.lowercased(), !host.isEmpty, url.user == nil,
            url.password == nil
        else { return nil }
        let isHere = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        guard scheme == "https" || (scheme == "http" && isHere) else { return nil }
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        text = "\(scheme)://\(host):\(port)"
    }
}
