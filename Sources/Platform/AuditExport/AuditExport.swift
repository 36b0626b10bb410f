import Essentials
public import Journal
public import NIOSSL

/// Sends the journal to another system as it grows (ASVS V16.4.3; TCVN 14423:2026 5: logs to a SIEM): every event in CEF,
/// the digests of the access log among them.
///
/// Over TCP and TLS a batch counts as arrived when the receiver has read all of it and closed the connection; until then
/// the cursor stays. Syslog itself acknowledges nothing, but who closes properly has read to the end; a receiver that died
/// leaves a reset connection, or none.
public struct AuditExport: JournalDestination {
    /// What its cursor is kept under.
    public static let cursor = "audit-export"
    public var name: String { Self.cursor }
    private let delivery: any Delivery
    private let host: String

    /// - Parameters:
    ///   - receiver: where to.
    ///   - authority: a file with the certificates that sign the receiver's, PEM; nil trusts the system's.
    ///   - host: this server's name, as it is to stand in the receiver.
    /// - Throws: when the certificates cannot be read.
    public init(to receiver: AuditReceiver, authority: String? = nil, host: String) throws {
        self.host = host
        switch receiver {
        case .tls(let name, let port):
            delivery = StreamDelivery(host: name, port: port, tls: try Self.tls(authority: authority))
        case .tcp(let name, let port): delivery = StreamDelivery(host: name, port: port, tls: nil)
        case .udp(let name, let port): delivery = DatagramDelivery(host: name, port: port)
        case .file(let path): delivery = FileDelivery(path: path)
        }
    }

    /// Sends a batch; returns once it has arrived.
    public func take(_ events: [RecordedEvent]) async throws {
        try await delivery.deliver(events.map { SyslogMessage($0, host: host) })
    }

    /// What is asked of the receiver: TLS 1.2 or newer, a certificate of its name from an authority that is trusted.
    public static func tls(authority: String?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority {
            let certificates = try NIOSSLCertificate.fromPEMFile(authority)
            configuration.trustRoots = .certificates(certificates)
        }
        return try NIOSSLContext(configuration: configuration)
    }
}

/// One way to a receiver.
protocol Delivery: Sendable {
    /// Returns when the messages have arrived, as far as this way lets anybody know.
    func deliver(_ messages: [SyslogMessage]) async throws
}

/// Why a batch did not arrive.
enum AuditExportFailure: Error, Hashable, CustomStringConvertible {
    /// Nobody answered, or not in time.
    case unreachable(String)
    /// The receiver went away before it had read everything.
    case cutOff(String)
    /// It did not close within the time it has.
    case tooSlow(seconds: Int64)
    /// The file cannot be written.
    case file(String)

    var description: String {
        switch self {
        case .unreachable(let reason): "the receiver cannot be reached: \(reason)"
        case .cutOff(let reason): "the receiver went away before it had read everything: \(reason)"
        case .tooSlow(let seconds): "the receiver has not read everything within \(seconds) seconds"
        case .file(let reason): "the file cannot be written: \(reason)"
        }
    }
}
