import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import SignIn

private let party = RelyingParty(origin: "https://example.org")!

struct PasskeyVerifierTests {
    private func register(_ vector: PasskeyVector) throws -> PasskeyVerifier.Registered {
        try PasskeyVerifier(party: party).register(
            clientData: hex(vector.registrationClientData), attestation: hex(vector.attestation)
        ) { $0 == hex(vector.registrationChallenge) }
    }

    private func verify(
        _ vector: PasskeyVector, key: [UInt8], in party: RelyingParty = party, data: [UInt8]? = nil,
        clientData: [UInt8]? = nil, signature: [UInt8]? = nil, last: UInt32 = 0, needsVerification: Bool = false,
        challenge: [UInt8]? = nil
    ) throws(PasskeyProblem) -> AuthenticatorData {
        try PasskeyVerifier(party: party).verify(
            clientData: clientData ?? hex(vector.clientData), authenticatorData: data ?? hex(vector.authenticatorData),
            signature: signature ?? hex(vector.signature), publicKey: key, lastCount: last,
            needsVerification: needsVerification
        ) { $0 == challenge ?? hex(vector.challenge) }
    }

    @Test(arguments: PasskeyVector.all)
    func `the specification's passkeys are registered and then prove`(vector: PasskeyVector) throws {
        let made = try register(vector)
        #expect(made.id == hex(vector.credential) && made.aaguid == hex(vector.aaguid))
        _ = try verify(vector, key: made.publicKey)
    }

    @Test(arguments: PasskeyVector.all)
    func `no bit of what was signed may change`(vector: PasskeyVector) throws {
        let key = try register(vector).publicKey
        for index in hex(vector.clientData).indices {
            var turned = hex(vector.clientData)
            turned[index] ^= 1
            #expect(throws: PasskeyProblem.self) { _ = try verify(vector, key: key, clientData: turned) }
        }
        for index in hex(vector.authenticatorData).indices {
            var turned = hex(vector.authenticatorData)
            turned[index] ^= 1
            #expect(throws: PasskeyProblem.self) { _ = try verify(vector, key: key, data: turned) }
        }
        var turned = hex(vector.signature)
        turned[turned.count - 1] ^= 1
        #expect(throws: PasskeyProblem.signatureIsWrong) { _ = try verify(vector, key: key, signature: turned) }
        #expect(throws: PasskeyProblem.signatureIsWrong) { _ = try verify(vector, key: key, signature: []) }
    }

    @Test(arguments: [PasskeyVector.selfES256])
    func `an attestation with a turned bit is none`(vector: PasskeyVector) throws {
        // In the signature, and in the authenticator's data at the end.
        let end = hex(vector.attestation).count
        for index in [60, 90, end - 160, end - 100, end - 1] {
            var turned = hex(vector.attestation)
            turned[index] ^= 1
            #expect(throws: PasskeyProblem.self) {
                _ = try PasskeyVerifier(party: party).register(
                    clientData: hex(vector.registrationClientData), attestation: turned
                ) { _ in true }
            }
        }
    }

    @Test func `another site, another challenge, a frame, a missing owner: each is refused by its name`() throws {
        let vector = PasskeyVector.noneES256
        let key = try register(vector).publicKey
        let other = RelyingParty(origin: "https://example.net")!
        #expect(throws: PasskeyProblem.originIsForeign) { _ = try verify(vector, key: key, in: other) }
        #expect(throws: PasskeyProblem.originIsForeign) { _ = try verify(vector, key: key, in: .localhost) }
        #expect(throws: PasskeyProblem.challengeIsNotOurs) { _ = try verify(vector, key: key, challenge: [1]) }
        #expect(throws: PasskeyProblem.ownerWasNotVerified) {
            _ = try verify(vector, key: key, needsVerification: true)
        }
        #expect(throws: PasskeyProblem.counterWentBack) { _ = try verify(vector, key: key, last: 1) }
        #expect(throws: PasskeyProblem.isOfAnotherKind) {
            _ = try verify(
                vector, key: key, clientData: hex(vector.registrationClientData),
                challenge: hex(vector.registrationChallenge))
        }
        let frame = PasskeyVector.crossOrigin
        #expect(throws: PasskeyProblem.originIsForeign) {
            _ = try PasskeyVerifier(party: party).verify(
                clientData: hex(frame.clientData), authenticatorData: hex(frame.authenticatorData),
                signature: hex(frame.signature), publicKey: hex(frame.publicKey), lastCount: 0,
                needsVerification: false
            ) { $0 == hex(frame.challenge) }
        }
    }

    @Test func `Ed25519 and RSA keys prove too, an RSA key of 1024 bits and an unknown kind do not`() throws {
        let message: [UInt8] = [1, 2, 3]
        let edwards = Curve25519.Signing.PrivateKey()
        let edwardsKey = try PasskeyKey(
            cose: .map([
                .integer(1): .integer(1), .integer(3): .integer(-8), .integer(-1): .integer(6),
                .integer(-2): .bytes([UInt8](edwards.publicKey.rawRepresentation)),
            ]))
        let signed = try [UInt8](edwards.signature(for: Data(message)))
        #expect(edwardsKey.isValid(signed, of: message) && !edwardsKey.isValid(signed, of: [1, 2]))
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let numbers = try rsa.publicKey.getKeyPrimitives()
        let rsaKey = try PasskeyKey(
            cose: .map([
                .integer(1): .integer(3), .integer(3): .integer(-257),
                .integer(-1): .bytes([UInt8](numbers.modulus)), .integer(-2): .bytes([UInt8](numbers.publicExponent)),
            ]))
        let signature = try rsa.signature(for: SHA256.hash(data: Data(message)), padding: .insecurePKCS1v1_5)
        #expect(rsaKey.isValid([UInt8](signature.rawRepresentation), of: message))
        #expect(!rsaKey.isValid([UInt8](signature.rawRepresentation), of: [1, 2]))
        for wrong in [
            CBOR.null, .map([:]), .map([.integer(1): .integer(2), .integer(3): .integer(-47)]),
            .map([
                .integer(1): .integer(3), .integer(3): .integer(-257),
                .integer(-1): .bytes([UInt8](numbers.modulus.prefix(128))), .integer(-2): .bytes([1, 0, 1]),
            ]),
        ] {
            #expect(throws: PasskeyProblem.keyIsNotSupported) { _ = try PasskeyKey(cose: wrong) }
        }
    }

    @Test func `only an address over TLS, or this machine, is a site for passkeys`() {
        #expect(
            RelyingParty(origin: "https://lienthong.example.vn:8443")?.accepts("https://lienthong.example.vn:8443")
                == true)
        #expect(RelyingParty(origin: "https://a.example.vn")?.accepts("https://a.example.vn:8443") == false)
        #expect(RelyingParty(origin: "https://a.example.vn")?.accepts("https://a.example.vn.evil.org") == false)
        #expect(RelyingParty.localhost.accepts("http://localhost:8080"))
        for foreign in ["http://localhost:", "http://localhost:80x", "http://localhost.evil.org", "https://evil.org"] {
            #expect(!RelyingParty.localhost.accepts(foreign))
        }
        for wrong in [
            "http://a.example.vn", "https://192.0.2.1", "a.example.vn", "https://a.example.vn/x", "https://x@a.vn",
        ] {
            #expect(RelyingParty(origin: wrong) == nil)
        }
    }
}

struct CBORTests {
    /// RFC 8949 appendix A, those that WebAuthn may hold.
    @Test(arguments: [
        ("00", CBOR.integer(0)), ("17", .integer(23)), ("1818", .integer(24)), ("1903e8", .integer(1000)),
        ("1a000f4240", .integer(1_000_000)), ("20", .integer(-1)), ("3863", .integer(-100)),
        ("3903e7", .integer(-1000)),
        ("f4", .flag(false)), ("f5", .flag(true)), ("f6", .null), ("40", .bytes([])),
        ("4401020304", .bytes([1, 2, 3, 4])),
        ("60", .text("")), ("62c3bc", .text("\u{fc}")), ("80", .array([])),
        ("83010203", .array([.integer(1), .integer(2), .integer(3)])), ("a0", .map([:])),
        ("a201020304", .map([.integer(1): .integer(2), .integer(3): .integer(4)])),
        ("a26161016162820203", .map([.text("a"): .integer(1), .text("b"): .array([.integer(2), .integer(3)])])),
    ])
    func `the examples of RFC 8949 are read`(bytes: String, value: CBOR) throws {
        #expect(try CBORReader.value(of: hex(bytes)) == value)
    }

    @Test(arguments: [
        "", "18", "1b7fffffffffffffff", "1bffffffffffffffff", "5f", "9f", "bf", "c0", "f7", "fb3ff0000000000000",
        "62ff",
        "4401", "9bffffffffffffff", "9a7fffffff", "a101", "a201020102", "0000", "818181818181818101", "1c",
    ])
    func `anything else is refused, and nothing is taken on trust`(bytes: String) {
        #expect(throws: (any Error).self) { _ = try CBORReader.value(of: hex(bytes)) }
    }
}
