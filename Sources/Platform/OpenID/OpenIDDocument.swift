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
        guard let read = try? SnakeCase.decoder.decode(Content.self, from: Data(json)) else {
            throw OpenIDProblem.malformed
        }
        guard read.issuer == provider.issuer else { throw OpenIDProblem.wrongIssuer }
        let named =
            [read.authorizationEndpoint, read.tokenEndpoint, read.jwksUri]
            + [read.endSessionEndpoint]
            .compactMap(\.self)
        guard named.allSatisfy({ WebOrigin(of: $0) == provider.home && !$0.contains("#") }) else {
            throw OpenIDProblem.foreignAddress
        }
        authorization = read.authorizationEndpoint
        token = read.tokenEndpoint
        keys = read.jwksUri
        endSession = read.endSessionEndpoint
        namesItself = read.authorizationResponseIssParameterSupported ?? false
        takesBasic = read.tokenEndpointAuthMethodsSupported?.contains("client_secret_basic") ?? true
    }

    private struct Content: Decodable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let jwksUri: String
        let endSessionEndpoint: String?
        let authorizationResponseIssParameterSupported: Bool?
        let tokenEndpointAuthMethodsSupported: [String]?
    }
}

/// Names of the protocol have underscores.
enum SnakeCase {
    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
