import Crypto
import CryptoExtras
import Essentials
import Foundation
import Synchronization

@testable import OpenID

/// A provider with keys of its own, and tokens as it would make them, or as somebody else would.
struct SampleProvider: Sendable {
    static let now = Instant(CivilDate(year: 2026, month: 3, day: 6)!, TimeOfDay(hour: 9)!)
    static let seconds = Int(now.microsecondsSince1970 / 1_000_000)
    static let issuer = "https://sso.anhai.example/realms/tinh"

    let provider: OpenIDProvider
    let rsa: _RSA.Signing.PrivateKey
    let ec: P256.Signing.PrivateKey

    init(trustedACR: Set<String> = [], trustedAMR: Set<String> = []) throws {
        provider = OpenIDProvider(
            code: "tinh", name: Wording("Cổng tỉnh", en: "Province"), issuer: Self.issuer, clientID: "lienthong",
            clientSecret: "bí-mật/+:", trustedACR: trustedACR, trustedAMR: trustedAMR)!
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        ec = P256.Signing.PrivateKey()
    }

    /// What the provider publishes.
    func keySet(rsaID: String = "r1", ecID: String = "e1") throws -> [UInt8] {
        let primitives = try rsa.publicKey.getKeyPrimitives()
        let point = ec.publicKey.x963Representation
        let keys: [[String: String]] = [
            [
                "kty": "RSA", "kid": rsaID, "use": "sig", "alg": "RS256",
                "n": Base64URL.encode(primitives.modulus), "e": Base64URL.encode(primitives.publicExponent),
            ],
            [
                "kty": "EC", "kid": ecID, "crv": "P-256", "x": Base64URL.encode(point[1..<33]),
                "y": Base64URL.encode(point[33..<65]),
            ],
            ["kty": "RSA", "kid": "enc", "use": "enc", "n": "AQAB", "e": "AQAB"],
            ["kty": "OKP", "kid": "other", "crv": "Ed25519", "x": "AQAB"],
        ]
        return [UInt8](try JSONSerialization.data(withJSONObject: ["keys": keys]))
    }

    func keys() throws -> JSONWebKeys { try JSONWebKeys(json: keySet()) }

    static func claims(_ changes: [String: Any?] = [:]) -> [String: Any] {
        var claims: [String: Any] = [
            "iss": issuer, "sub": "7f3c", "aud": "lienthong", "exp": seconds + 300, "iat": seconds, "nonce": "n-1",
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    /// A token signed with RS256.
    func token(
        _ changes: [String: Any?] = [:], header: [String: Any] = ["alg": "RS256", "kid": "r1"],
        signedBy key: _RSA.Signing.PrivateKey? = nil
    ) throws -> String {
        let text = try Self.unsigned(header, Self.claims(changes))
        let signature = try (key ?? rsa).signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5)
        return "\(text).\(Base64URL.encode(signature.rawRepresentation))"
    }

    /// A token signed with ES256.
    func ellipticToken(header: [String: Any] = ["alg": "ES256", "kid": "e1"]) throws -> String {
        let text = try Self.unsigned(header, Self.claims())
        return "\(text).\(Base64URL.encode(try ec.signature(for: Data(text.utf8)).rawRepresentation))"
    }

    static func unsigned(_ header: [String: Any], _ claims: [String: Any]) throws -> String {
        let parts = try [header, claims].map { Base64URL.encode(try JSONSerialization.data(withJSONObject: $0)) }
        return parts.joined(separator: ".")
    }

    func document(_ changes: [String: Any] = [:]) throws -> [UInt8] {
        let base: [String: Any] = [
            "issuer": Self.issuer, "authorization_endpoint": Self.issuer + "/auth",
            "token_endpoint": Self.issuer + "/token", "jwks_uri": Self.issuer + "/keys",
            "end_session_endpoint": Self.issuer + "/logout",
        ]
        return [UInt8](try JSONSerialization.data(withJSONObject: base.merging(changes) { $1 }))
    }
}

/// Answers what a provider would, and keeps what it was asked.
final class RecordedProvider: Sendable {
    private struct State {
        var answers: [String: [UInt8]]
        var asked: [OpenIDTransport.Question] = []
    }

    private let state: Mutex<State>

    init(_ answers: [String: [UInt8]]) {
        state = Mutex(State(answers: answers))
    }

    var asked: [OpenIDTransport.Question] { state.withLock { $0.asked } }

    func answer(_ path: String, _ bytes: [UInt8]) {
        state.withLock { $0.answers[path] = bytes }
    }

    var transport: OpenIDTransport {
        OpenIDTransport { question in
            let answer = self.state.withLock { state -> [UInt8]? in
                state.asked.append(question)
                return state.answers[question.address.replacing(SampleProvider.issuer, with: "")]
            }
            guard let answer else { throw OpenIDProblem.refused }
            return answer
        }
    }
}
