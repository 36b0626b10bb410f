import Crypto
import CryptoExtras
import Essentials
import Foundation
import Testing

@testable import OpenID

private let now = SampleProvider.now

/// What is taken of a provider's word, and what is not (OpenID Connect Core 1.0 section 3.1.3.7, ASVS V9 and V10.5).
struct IDTokenTests {
    private func verify(
        _ token: String, _ sample: SampleProvider, nonce: String = "n-1", at moment: Instant = now
    ) throws -> IDToken {
        try IDToken(verifying: token, from: sample.provider, keys: sample.keys(), nonce: nonce, at: moment)
    }

    @Test func `a token of the provider names the person, signed in either way`() throws {
        let sample = try SampleProvider()
        for token in [
            try sample.token(), try sample.ellipticToken(), try sample.token(header: ["alg": "RS256", "typ": "JWT"]),
            try sample.token(["aud": ["lienthong"], "azp": "lienthong"]),
        ] {
            let read = try verify(token, sample)
            #expect(read.issuer == SampleProvider.issuer && read.subject == "7f3c" && !read.hasTwoFactors)
        }
    }

    @Test func `a token that is not signed, by a secret of both, or by a key it brings along, is refused`() throws {
        let sample = try SampleProvider()
        let none = try SampleProvider.unsigned(["alg": "none"], SampleProvider.claims())
        for token in ["\(none).", "\(none).AAAA"] {
            #expect(throws: OpenIDProblem.algorithm) { try verify(token, sample) }
        }
        // The public key taken for a shared secret.
        let confused = try SampleProvider.unsigned(["alg": "HS256", "kid": "r1"], SampleProvider.claims())
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(confused.utf8), using: SymmetricKey(data: Data(sample.rsa.publicKey.pemRepresentation.utf8)))
        #expect(throws: OpenIDProblem.algorithm) { try verify("\(confused).\(Base64URL.encode(code))", sample) }
        let stranger = try SampleProvider()
        let own = try stranger.rsa.publicKey.getKeyPrimitives()
        let jwk = ["kty": "RSA", "n": Base64URL.encode(own.modulus), "e": Base64URL.encode(own.publicExponent)]
        let header: [String: Any] = [
            "alg": "RS256", "kid": "r1", "jwk": jwk, "jku": "https://evil.example/keys",
        ]
        #expect(throws: OpenIDProblem.badSignature) {
            try verify(try sample.token(header: header, signedBy: stranger.rsa), sample)
        }
    }

    @Test func `a key serves its own algorithm only, and one that is not there serves none`() throws {
        let sample = try SampleProvider()
        #expect(throws: OpenIDProblem.unknownKey) {
            try verify(try sample.token(header: ["alg": "RS256", "kid": "e1"]), sample)
        }
        #expect(throws: OpenIDProblem.unknownKey) {
            try verify(try sample.ellipticToken(header: ["alg": "ES256", "kid": "r1"]), sample)
        }
        #expect(throws: OpenIDProblem.unknownKey) {
            try verify(try sample.token(header: ["alg": "RS256", "kid": "../../keys"]), sample)
        }
        #expect(throws: OpenIDProblem.unknownKey) {
            try verify(try sample.token(header: ["alg": "RS256", "kid": "enc"]), sample)
        }
    }

    @Test func `a key of 1024 bits is none`() throws {
        let small = #"{"keys":[{"kty":"RSA","kid":"r1","n":"\#(String(repeating: "v", count: 172))","e":"AQAB"}]}"#
        let keys = try JSONWebKeys(json: Array(small.utf8))
        #expect(throws: OpenIDProblem.unknownKey) { try keys.check([], over: [], .rs256, keyID: "r1") }
    }

    @Test(
        arguments: [
            (["iss": "https://sso.anhai.example/realms/khac"], OpenIDProblem.wrongIssuer),
            (["iss": SampleProvider.issuer + "/"], .wrongIssuer),
            (["aud": "khac"], .wrongAudience), (["aud": "lienthong,khac"], .wrongAudience),
            (["azp": "khac"], .wrongAudience),
            (["nonce": "n-2"], .wrongNonce), (["nonce": ""], .wrongNonce), (["sub": ""], .malformed),
            (["sub": "7f3c\u{0}"], .malformed), (["exp": "never"], .malformed),
        ] as [([String: String], OpenIDProblem)])
    func `a token of another, for another, or of another request is refused`(
        change: [String: String], problem: OpenIDProblem
    ) throws {
        let sample = try SampleProvider()
        #expect(throws: problem) { try verify(try sample.token(change), sample) }
    }

    @Test func `a token that is for others too is refused`() throws {
        let sample = try SampleProvider()
        #expect(throws: OpenIDProblem.wrongAudience) {
            try verify(try sample.token(["aud": ["lienthong", "khac"], "azp": "lienthong"]), sample)
        }
        #expect(throws: OpenIDProblem.wrongAudience) { try verify(try sample.token(["aud": [String]()]), sample) }
    }

    @Test(arguments: ["iss", "sub", "aud", "exp", "iat"])
    func `a token without what it must have is refused`(name: String) throws {
        let sample = try SampleProvider()
        #expect(throws: OpenIDProblem.malformed) { try verify(try sample.token([name: nil as Any?]), sample) }
    }

    @Test func `clocks may differ by a minute, and no more`() throws {
        let sample = try SampleProvider()
        let seconds = SampleProvider.seconds
        for changes in [["exp": seconds - 59], ["iat": seconds + 60], ["nbf": seconds + 60], ["iat": seconds - 659]] {
            _ = try verify(try sample.token(changes), sample)
        }
        #expect(throws: OpenIDProblem.expired) { try verify(try sample.token(["exp": seconds - 60]), sample) }
        #expect(throws: OpenIDProblem.expired) { try verify(try sample.token(["iat": seconds - 660]), sample) }
        #expect(throws: OpenIDProblem.notYetValid) { try verify(try sample.token(["iat": seconds + 61]), sample) }
        #expect(throws: OpenIDProblem.notYetValid) { try verify(try sample.token(["nbf": seconds + 61]), sample) }
    }

    @Test func `a token of another type, with extensions, or changed by one letter is refused`() throws {
        let sample = try SampleProvider()
        for header in [
            ["alg": "RS256", "kid": "r1", "typ": "at+jwt"], ["alg": "RS256", "kid": "r1", "crit": ["exp"]],
        ] as [[String: Any]] {
            #expect(throws: OpenIDProblem.malformed) { try verify(try sample.token(header: header), sample) }
        }
        let token = try sample.token()
        for index in stride(from: 0, to: token.utf8.count, by: 7) {
            var bytes = Array(token.utf8)
            bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: OpenIDProblem.self) { try verify(String(decoding: bytes, as: UTF8.self), sample) }
        }
        for text in ["", "..", "a.b", token + ".x", token + "=", String(repeating: "a", count: 20_000)] {
            #expect(throws: OpenIDProblem.malformed) { try verify(text, sample) }
        }
    }

    @Test func `two factors are believed only in words that the configuration trusts`() throws {
        let plain = try SampleProvider()
        #expect(try !verify(try plain.token(["acr": "loa3", "amr": ["pwd", "otp"]]), plain).hasTwoFactors)
        let trusting = try SampleProvider(trustedACR: ["loa3"], trustedAMR: ["otp"])
        #expect(try verify(try trusting.token(["acr": "loa3"]), trusting).hasTwoFactors)
        #expect(try verify(try trusting.token(["amr": ["pwd", "otp"]]), trusting).hasTwoFactors)
        #expect(try !verify(try trusting.token(["acr": "loa2", "amr": ["pwd"]]), trusting).hasTwoFactors)
        #expect(try !verify(try trusting.token(["amr": "otp"]), trusting).hasTwoFactors)
    }
}
