import ArgumentParser
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import Web

/// How the server is reached. Sign-in demands TLS, so an address that other machines can reach demands it too: the
/// server's own, or that of a proxy in front of it.
struct TransportOptions: ParsableArguments {
    @Option(help: "The address to listen on. Off localhost it takes a certificate, or a proxy that has one.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 8080

    @Option(help: "The certificate chain, PEM: speak TLS.")
    var tlsCertificate: String?

    @Option(help: "The certificate's private key, PEM.")
    var tlsKey: String?

    @Option(
        help: """
            The address or network (10.0.0.0/8) of a proxy that speaks TLS. Only what it forwards from there is answered, \
            and only its X-Forwarded-For is believed. May be given several times.
            """)
    var behindProxy: [String] = []

    @Option(
        help: "The port of operations (/health, /ready, /metrics); 0 lets the system choose. Without it there is none.")
    var adminPort: Int?

    @Option(help: "The address of the port of operations. It asks nobody who they are: keep it inside.")
    var adminHost = "127.0.0.1"

    var isTLS: Bool { tlsCertificate != nil }

    var proxies: [Network] { behindProxy.compactMap { Network($0) } }

    func validate() throws {
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-certificate and --tls-key belong together.")
        }
        for proxy in behindProxy where Network(proxy) == nil {
            throw ValidationError("--behind-proxy \(proxy) is no address and no network.")
        }
        if !Self.isLoopback(host) && !isTLS && behindProxy.isEmpty {
            throw ValidationError(
                """
                \(host) can be reached from other machines, and passwords would travel in the clear. Give --tls-certificate \
                and --tls-key, or name the proxy that speaks TLS with --behind-proxy ADDRESS, or listen on 127.0.0.1.
                """)
        }
    }

    /// How the server speaks.
    ///
    /// - Throws: `ExitCode` 1 with a message when the certificate or its key cannot be used.
    func server() throws -> HTTPServerBuilder {
        guard let tlsCertificate, let tlsKey else { return WebApplication.http() }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(tlsCertificate)
            let key = try NIOSSLPrivateKey(file: tlsKey, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            // A key that is not the certificate's is found here and not at the first visitor.
            _ = try NIOSSLContext(configuration: configuration)
            return try .tls(WebApplication.http(), tlsConfiguration: configuration)
        } catch {
            StandardError.print("lienthong: cannot use the certificate \(tlsCertificate) with \(tlsKey): \(error)")
            throw ExitCode(1)
        }
    }

    func apply(to web: inout WebConfiguration) {
        web.isTLS = isTLS || !behindProxy.isEmpty
        web.trustedProxies = proxies
        web.demandsForwardedTLS = !isTLS && !behindProxy.isEmpty
    }

    /// Whether nobody but this very machine can reach it, not even through a proxy.
    var isLocal: Bool { Self.isLoopback(host) && behindProxy.isEmpty }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        return Network("127.0.0.0/8").map { $0.contains(host) } ?? false
    }
}
