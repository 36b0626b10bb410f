import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0 section 3), believed only within its own origin.
struct OpenIDDocument: Sendable {
    let authorization: String
    let token: String
    let keys: String
    /// Where a person signs out of the provider too; nil when it has no such place.
    let endSession: String?
    /// It names itself in its answers (RFC 9207), so one without a name is not its.
    let namesItself: Bool
    /// How this installation proves itself there: by a header, unless the provider takes the form only.
    let takesBasic: Bool

    /// - Throws: `OpenIDProblem`.
    init(json: [UInt8], of provider: OpenIDProvider) throws {
        guard let read = try? JSONDecoder().decode(Content.self, from: Data(json)) else {
            throw OpenIDProblem.malformed
        }
        guard read.issuer == provider.issuer else { throw OpenIDProblem.wrongIssuer }
        let named = [read.authorization_endpoint, read.token_endpoint, read.jwks_uri] + [read.end_session_endpoint]
            .compactMap(\.self)
        guard named.allSatisfy({ WebOrigin(of: $0) == provider.home && !$0.contains("#") }) else {
            throw OpenIDProblem.foreignAddress
        }
        authorization = read.authorization_endpoint
        token = read.token_endpoint
        keys = read.jwks_uri
        endSession = read.end_session_endpoint
        namesItself = read.authorization_response_iss_parameter_supported ?? false
        takesBasic = read.token_endpoint_auth_methods_supported?.contains("client_secret_basic") ?? true
    }

    private struct Content: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let end_session_endpoint: String?
        let authorization_response_iss_parameter_supported: Bool?
        let token_endpoint_auth_methods_supported: [String]?
    }
}
