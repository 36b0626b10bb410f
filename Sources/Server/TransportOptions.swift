import ArgumentParser
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Settings
import Web

/// What `serve` is told beside where the installation is: how it is reached, and by what it works. Each may as well stand in
/// the environment or the file; which values go together is judged by `Settings`.
struct TransportOptions: ParsableArguments {
    @Option(help: .of(.host))
    var host: String?

    @Option(help: .of(.port))
    var port: String?

    @Option(help: .of(.origin))
    var origin: String?

    @Option(help: .of(.tlsCertificate), completion: .file())
    var tlsCertificate: String?

    @Option(help: .of(.tlsKey), completion: .file())
    var tlsKey: String?

    @Option(help: .of(.behindProxy))
    var behindProxy: [String] = []

    @Option(help: .of(.adminHost))
    var adminHost: String?

    @Option(help: .of(.adminPort))
    var adminPort: String?

    @Option(help: .of(.virusScanner))
    var virusScanner: String?

    @Option(help: .of(.passwordList), completion: .file())
    var passwordList: String?

    @Option(help: .of(.passwordProfile))
    var passwordProfile: String?

    @Option(help: .of(.identityProviders), completion: .file())
    var identityProviders: String?

    @Option(help: .of(.signatureRoot), completion: .file())
    var signatureRoot: [String] = []

    @Option(help: .of(.signatureList), completion: .file())
    var signatureList: [String] = []

    @Option(help: .of(.vendorAssets), completion: .directory)
    var vendorAssets: String?

    @Option(help: .of(.securityContact))
    var securityContact: [String] = []

    var flags: [Setting: [String]] {
        let single: [Setting: String?] = [
            .host: host, .port: port, .origin: origin, .tlsCertificate: tlsCertificate, .tlsKey: tlsKey,
            .adminHost: adminHost,
            .adminPort: adminPort, .virusScanner: virusScanner, .passwordList: passwordList,
            .passwordProfile: passwordProfile, .vendorAssets: vendorAssets, .identityProviders: identityProviders,
        ]
        return single.compactMapValues { $0.map { [$0] } }
            .merging([
                .behindProxy: behindProxy, .securityContact: securityContact, .signatureRoot: signatureRoot,
                .signatureList: signatureList,
            ]) { $1 }
    }
}

/// Where the server listens, read once from settings that were checked.
struct Transport {
    let scheme: String
    let host: String
    let port: Int
    let server: HTTPServerBuilder
    /// Nothing when no port of operations is asked for.
    let admin: (host: String, port: Int)?

    init(_ settings: Settings) throws {
        host = settings[.host] ?? ""
        port = settings[.port].flatMap { Int($0) } ?? 0
        admin = settings[.adminPort].flatMap { Int($0) }.map { (settings[.adminHost] ?? "", $0) }
        let tls = try settings.tls()
        scheme = tls == nil ? "http" : "https"
        server = try tls.map { try .tls(WebApplication.http(), tlsConfiguration: $0) } ?? WebApplication.http()
    }
}
