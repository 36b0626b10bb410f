import Crypto
import Essentials
import Foundation

@testable import SignIn

/// An authenticator made of software: makes passkeys and proofs as a device does.
struct SoftAuthenticator {
    let key = P256.Signing.PrivateKey()
    let credential: [UInt8] = (0..<16).map { _ in UInt8.random(in: 0...255) }
    var origin = "http://localhost:8080"
    var count: UInt32 = 0

    /// What the module for passkeys sends after making one.
    func made(for options: PasskeyOptions) -> String {
        let clientData = clientData("webauthn.create", options)
        let point = [UInt8](key.publicKey.rawRepresentation)
        let cose: [UInt8] =
            [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32] + point[..<32] + [0x22, 0x58, 32] + point[32...]
        let data =
            Array(SHA256.hash(data: Data("localhost".utf8))) + [0x45] + bytes(count) + [UInt8](repeating: 0, count: 16)
            + [0, UInt8(credential.count)] + credential + cose
        let attestation: [UInt8] =
            [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8) + [
                0xA0, 0x68,
            ]
            + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
        return json(["clientDataJSON": clientData, "attestationObject": attestation])
    }

    /// A proof. - Parameter isVerified: whether the owner's PIN or finger was asked for.
    mutating func proof(for options: PasskeyOptions, isVerified: Bool = true) throws -> String {
        count += 1
        let clientData = clientData("webauthn.get", options)
        let data =
            Array(SHA256.hash(data: Data("localhost".utf8))) + [isVerified ? 0x05 : 0x01] + bytes(count)
        let message = Data(data) + Data(SHA256.hash(data: Data(clientData)))
        let signature = [UInt8](try key.signature(for: message).derRepresentation)
        return json(["clientDataJSON": clientData, "authenticatorData": data, "signature": signature])
    }

    private func clientData(_ type: String, _ options: PasskeyOptions) -> [UInt8] {
        Array(#"{"type":"\#(type)","challenge":"\#(options.challenge)","origin":"\#(origin)"}"#.utf8)
    }

    private func bytes(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) } }

    private func json(_ parts: [String: [UInt8]]) -> String {
        let fields = parts.mapValues { Base64URL.encode($0) }.merging(["id": Base64URL.encode(credential)]) { $1 }
        return "{" + fields.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",") + "}"
    }
}
