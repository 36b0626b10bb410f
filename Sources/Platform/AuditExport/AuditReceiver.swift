import Foundation

/// Where audit events go: `tls://siem.example.vn:6514`, `tcp://127.0.0.1:601`, `udp://127.0.0.1:514` or `file:/var/log/lienthong.cef`.
public enum AuditReceiver: Hashable, Sendable {
    /// Syslog over TLS (RFC 5425); the receiver's certificate is checked.
    case tls(host: String, port: Int)
    /// Syslog over TCP (RFC 6587), in the clear.
    case tcp(host: String, port: Int)
    /// Syslog in datagrams (RFC 5426), in the clear: nobody learns whether one arrived.
    case udp(host: String, port: Int)
    /// A file that grows by a line for each event.
    case file(path: String)

    /// Nil for anything that is not written like one of the examples; without a port the usual one.
    public init?(_ text: String) {
        if text.hasPrefix("file:") {
            let path = String(text.dropFirst("file:".count))
            guard path.hasPrefix("/"), !path.hasSuffix("/") else { return nil }
            self = .file(path: path)
            return
        }
        guard let scheme = text.range(of: "://"),
            let (host, port) = Self.place(String(text[scheme.upperBound...]))
        else { return nil }
        switch text[..<scheme.lowerBound] {
        case "tls": self = .tls(host: host, port: port ?? 6514)
        case "tcp": self = .tcp(host: host, port: port ?? 601)
        case "udp": self = .udp(host: host, port: port ?? 514)
        default: return nil
        }
    }

    /// Whether what is sent can be read by others on its way.
    public var isInTheClear: Bool {
        switch self {
        case .tcp(let host, _), .udp(let host, _): !(host == "localhost" || host == "::1" || host.hasPrefix("127."))
        case .tls, .file: false
        }
    }

    /// A host or an address, that of IPv6 in brackets, and a port.
    private static func place(_ text: String) -> (host: String, port: Int?)? {
        var (host, rest) = (Substring(text), Substring())
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            rest = text[colon...]
        }
        let isHost =
            !host.isEmpty && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.:".contains($0)) }
        guard isHost, text.hasPrefix("[") || !host.contains(":") else { return nil }
        if rest.isEmpty { return (String(host), nil) }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65_535).contains(port) else { return nil }
        return (String(host), port)
    }
}
