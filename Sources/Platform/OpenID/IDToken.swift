import Essentials
import Foundation

/// What a provider said of who somebody is, verified (OpenID Connect Core 1.0 section 3.1.3.7).
public struct IDToken: Hashable, Sendable {
    public let issuer: String
    /// Who it is at the provider: never given to another, unlike names and addresses of mail.
    public let subject: String
    /// Whether the provider says, in words that the configuration trusts, that two factors were shown.
    public let hasTwoFactors: Bool
}

extension IDToken {
    /// By so much may the clocks differ.
    static let skewSeconds = 60.0
    /// A token is made when the code is exchanged; an older one comes from elsewhere.
    static let oldestSeconds = 600.0
    static let longest = 16_384

    /// - Parameters:
    ///   - text: as the provider's token endpoint gave it.
    ///   - keys: those that the provider has at this moment.
    ///   - nonce: that of the request it answers.
    /// - Throws: `OpenIDProblem`.
    init(
        verifying text: String, from provider: OpenIDProvider, keys: JSONWebKeys, nonce: String, at now: Instant
    ) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= Self.longest, let head = Base64URL.decode(parts[0]),
            let body = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
            let header = try? JSONDecoder().decode(Header.self, from: Data(head)), header.isPlain
        else { throw OpenIDProblem.malformed }
        guard let algorithm = TokenAlgorithm(rawValue: header.alg) else { throw OpenIDProblem.algorithm }
        // Nothing of the content is read before the signature held.
        try keys.check(signature, over: Array("\(parts[0]).\(parts[1])".utf8), algorithm, keyID: header.kid)
        guard let claims = try? JSONDecoder().decode(Claims.self, from: Data(body)) else {
            throw OpenIDProblem.malformed
        }
        try claims.check(for: provider, nonce: nonce, at: Double(now.microsecondsSince1970) / 1_000_000)
        issuer = claims.iss
        subject = claims.sub
        hasTwoFactors =
            claims.acr.map(provider.trustedACR.contains) ?? false
            || !provider.trustedAMR.isDisjoint(with: claims.amr ?? [])
    }

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        let typ: String?
        let crit: [String]?

        /// A token of another type serves another purpose; extensions that must be understood are not.
        var isPlain: Bool { crit == nil && (typ.map { $0.uppercased() == "JWT" } ?? true) }
    }
}

/// The claims that count.
private struct Claims: Decodable {
    let iss: String
    let sub: String
    let aud: [String]
    let azp: String?
    let exp: Double
    let iat: Double
    let nbf: Double?
    let nonce: String?
    let acr: String?
    let amr: [String]?

    enum Name: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nbf, nonce, acr, amr
    }

    init(from decoder: any Decoder) throws {
        let claims = try decoder.container(keyedBy: Name.self)
        iss = try claims.decode(String.self, forKey: .iss)
        sub = try claims.decode(String.self, forKey: .sub)
        aud = try (try? claims.decode([String].self, forKey: .aud)) ?? [claims.decode(String.self, forKey: .aud)]
        azp = try claims.decodeIfPresent(String.self, forKey: .azp)
        exp = try claims.decode(Double.self, forKey: .exp)
        iat = try claims.decode(Double.self, forKey: .iat)
        nbf = try claims.decodeIfPresent(Double.self, forKey: .nbf)
        nonce = try claims.decodeIfPresent(String.self, forKey: .nonce)
        // Said in another form, it is not said.
        acr = try? claims.decodeIfPresent(String.self, forKey: .acr)
        amr = try? claims.decodeIfPresent([String].self, forKey: .amr)
    }

    func check(for provider: OpenIDProvider, nonce asked: String, at now: Double) throws {
        guard iss == provider.issuer else { throw OpenIDProblem.wrongIssuer }
        // One that is for others too could have been given to them.
        guard aud == [provider.clientID], azp == nil || azp == provider.clientID else {
            throw OpenIDProblem.wrongAudience
        }
        guard exp > now - IDToken.skewSeconds, iat > now - IDToken.oldestSeconds - IDToken.skewSeconds else {
            throw OpenIDProblem.expired
        }
        guard iat <= now + IDToken.skewSeconds, nbf.map({ $0 <= now + IDToken.skewSeconds }) ?? true else {
            throw OpenIDProblem.notYetValid
        }
        guard nonce == asked else { throw OpenIDProblem.wrongNonce }
        guard (1...255).contains(sub.utf8.count), sub.utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F }) else {
            throw OpenIDProblem.malformed
        }
    }
}
