import Foundation
public import OpenID
public import SignIn

extension Settings {
    /// The identity providers that are configured.
    ///
    /// - Throws: what is wrong with their file; `OpenIDFileProblem`.
    public func openIDProviders() throws -> [OpenIDProvider] {
        guard let path = self[.identityProviders] else { return [] }
        return try OpenIDProvider.list(json: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// Who else is believed when they say who somebody is.
    public func openID() throws -> OpenIDDesk {
        let providers = try openIDProviders()
        guard !providers.isEmpty, let home else { return .none }
        return OpenIDDesk(providers, home: home)
    }

    /// Scheme, host and port under which browsers reach the platform; nil when that is not known.
    var home: String? {
        if let origin = self[.origin] { return origin.hasSuffix("/") ? String(origin.dropLast()) : origin }
        guard isLocal, let host = self[.host], let port = self[.port], port != "0" else { return nil }
        return "\(self[.tlsCertificate] == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
