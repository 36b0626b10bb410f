public import NIOSSL
public import Web

extension Settings {
    /// How the server speaks TLS itself; nil when it does not.
    ///
    /// - Throws: what is wrong with the certificate or its key.
    public func tls() throws -> TLSConfiguration? {
        guard let certificate = self[.tlsCertificate], let key = self[.tlsKey] else { return nil }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        // Beside TLS 1.3 only suites with forward secrecy and authenticated encryption (RFC 9325 4.2).
        configuration.cipherSuites = "ECDHE+AESGCM:ECDHE+CHACHA20"
        configuration.applicationProtocols = ["http/1.1"]
        // A key that is not the certificate's is found here and not at the first visitor.
        _ = try NIOSSLContext(configuration: configuration)
        return configuration
    }

    /// What the web server is told of how it is reached.
    public func apply(to web: inout WebConfiguration) {
        let hasTLS = self[.tlsCertificate] != nil
        let proxies = list(.behindProxy).compactMap { Network($0) }
        web.isTLS = hasTLS || !proxies.isEmpty
        web.trustedProxies = proxies
        web.demandsForwardedTLS = !hasTLS && !proxies.isEmpty
        web.securityText = SecurityText(contacts: list(.securityContact))
        if let folder = self[.vendorAssets] { web.vendorAssets = folder }
    }
}
