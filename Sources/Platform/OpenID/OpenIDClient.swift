import Crypto
public import Essentials
import Foundation

/// A sign-in at a provider that was begun and is not yet answered. The browser keeps it, sealed; without it no answer is
/// taken (OAuth 2.0, RFC 9700 section 4.7).
public struct OpenIDRequest: Codable, Hashable, Sendable {
    public let provider: String
    public let state: String
    let nonce: String
    /// Proves to the provider that who exchanges the code is who began (RFC 7636).
    let verifier: String

    init(provider: String) {
        self.provider = provider
        (state, nonce, verifier) = (Self.random(), Self.random(), Self.random())
    }

    var challenge: String { Base64URL.encode(SHA256.hash(data: Data(verifier.utf8))) }

    private static func random() -> String {
        Base64URL.encode(SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) })
    }
}

/// What a provider sent back through the browser.
public struct OpenIDAnswer: Hashable, Sendable {
    public let state: String?
    public let code: String?
    public let issuer: String?

    public init(state: String?, code: String?, issuer: String?) {
        self.state = state
        self.code = code
        self.issuer = issuer
    }
}

/// Talks to one provider: authorization code with PKCE (OpenID Connect Core 1.0 section 3.1). Keeps its description and its
/// keys for an hour.
public actor OpenIDClient {
    public nonisolated let provider: OpenIDProvider
    /// Where the provider sends people back to; registered there.
    public nonisolated let returnAddress: String
    private let transport: OpenIDTransport
    private var description: (content: OpenIDDocument, at: Instant)?
    private var keys: (content: JSONWebKeys, at: Instant)?

    static let keptSeconds: Int64 = 3600
    /// A token that names an unknown key makes us look for new ones, and no more often than this.
    static let lookAgainSeconds: Int64 = 60

    public init(_ provider: OpenIDProvider, returnAddress: String, transport: OpenIDTransport = .network) {
        self.provider = provider
        self.returnAddress = returnAddress
        self.transport = transport
    }

    /// Begins a sign-in.
    ///
    /// - Returns: where to send the browser, and what it has to keep.
    /// - Throws: `OpenIDProblem`.
    public func begin(at now: Instant) async throws -> (address: String, request: OpenIDRequest) {
        let place = try await document(at: now).authorization
        let request = OpenIDRequest(provider: provider.code)
        let address = Self.address(
            place,
            [
                ("response_type", "code"), ("scope", "openid"), ("client_id", provider.clientID),
                ("redirect_uri", returnAddress), ("state", request.state), ("nonce", request.nonce),
                ("code_challenge", request.challenge), ("code_challenge_method", "S256"),
            ])
        return (address, request)
    }

    /// Exchanges the code of an answer for what the provider says of the person.
    ///
    /// - Throws: `OpenIDProblem`.
    public func finish(_ answer: OpenIDAnswer, of request: OpenIDRequest, at now: Instant) async throws -> IDToken {
        guard request.provider == provider.code, answer.state == request.state else { throw OpenIDProblem.wrongState }
        let document = try await document(at: now)
        // An answer of another provider that was sent here must not be exchanged at this one (RFC 9207).
        guard answer.issuer.map({ $0 == provider.issuer }) ?? !document.namesItself else {
            throw OpenIDProblem.wrongIssuer
        }
        guard let code = answer.code, code.utf8.count <= 4096 else { throw OpenIDProblem.denied }
        let token = try await exchange(code, request, at: document)
        do {
            return try IDToken(
                verifying: token, from: provider, keys: try await currentKeys(at: now), nonce: request.nonce, at: now)
        } catch OpenIDProblem.unknownKey {
            // The provider may have new keys since.
            return try IDToken(
                verifying: token, from: provider, keys: try await newKeys(at: now), nonce: request.nonce, at: now)
        }
    }

    /// Where a person signs out of the provider too (OpenID Connect RP-Initiated Logout 1.0).
    ///
    /// - Throws: `OpenIDProblem`.
    public func signOutAddress(returningTo address: String, at now: Instant) async throws -> String? {
        try await document(at: now).endSession.map { place in
            Self.address(place, [("client_id", provider.clientID), ("post_logout_redirect_uri", address)])
        }
    }

    private func exchange(_ code: String, _ request: OpenIDRequest, at document: OpenIDDocument) async throws -> String
    {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnAddress),
            ("code_verifier", request.verifier),
        ]
        var authorization: String?
        if document.takesBasic {
            let proof = Self.encoded(provider.clientID) + ":" + Self.encoded(provider.clientSecret.text)
            authorization = "Basic " + Data(proof.utf8).base64EncodedString()
        } else {
            fields += [("client_id", provider.clientID), ("client_secret", provider.clientSecret.text)]
        }
        let answer = try await transport.ask(
            OpenIDTransport.Question(address: document.token, form: Self.form(fields), authorization: authorization))
        guard let token = try? SnakeCase.decoder.decode(TokenAnswer.self, from: Data(answer)).idToken else {
            throw OpenIDProblem.malformed
        }
        return token
    }

    private func document(at now: Instant) async throws -> OpenIDDocument {
        if let description, Self.isFresh(description.at, now) { return description.content }
        let content = try OpenIDDocument(json: try await get(provider.discovery), of: provider)
        description = (content, now)
        return content
    }

    private func currentKeys(at now: Instant) async throws -> JSONWebKeys {
        if let keys, Self.isFresh(keys.at, now) { return keys.content }
        return try await fetchKeys(at: now)
    }

    private func newKeys(at now: Instant) async throws -> JSONWebKeys {
        if let keys, now.seconds(since: keys.at) < Self.lookAgainSeconds { throw OpenIDProblem.unknownKey }
        return try await fetchKeys(at: now)
    }

    private func fetchKeys(at now: Instant) async throws -> JSONWebKeys {
        let content = try JSONWebKeys(json: try await get(try await document(at: now).keys))
        keys = (content, now)
        return content
    }

    private func get(_ address: String) async throws -> [UInt8] {
        try await transport.ask(OpenIDTransport.Question(address: address, form: nil, authorization: nil))
    }

    /// A clock set back makes nothing last longer.
    private static func isFresh(_ since: Instant, _ now: Instant) -> Bool {
        (0..<keptSeconds).contains(now.seconds(since: since))
    }

    private static func address(_ place: String, _ fields: [(String, String)]) -> String {
        place + (place.contains("?") ? "&" : "?") + form(fields)
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "~")
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

private struct TokenAnswer: Decodable {
    let idToken: String
}
