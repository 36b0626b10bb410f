import Crypto
import Foundation
import SwiftASN1

/// The attestation that most authenticators give (WebAuthn Level 3, 8.2): signed by the new key itself, or by a key of
/// the maker with a certificate.
struct PackedAttestation {
    let statement: CBOR
    let message: [UInt8]
    let aaguid: [UInt8]

    func check(_ key: PasskeyKey) throws(PasskeyProblem) {
        guard let signature = statement["sig"]?.bytes, case .integer(let algorithm)? = statement["alg"] else {
            throw .isMalformed
        }
        guard let chain = statement["x5c"] else {
            guard algorithm == key.algorithm, key.isValid(signature, of: message) else { throw .signatureIsWrong }
            return
        }
        guard case .array(let certificates) = chain, let leaf = certificates.first?.bytes else { throw .isMalformed }
        // Makers sign with P-256; another algorithm is refused rather than half checked.
        guard algorithm == -7 else { throw .attestationIsNotSupported }
        guard let certificate = try? AttestationCertificate(der: leaf), certificate.isFit(for: aaguid) else {
            throw .isMalformed
        }
        guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature),
            certificate.key.isValidSignature(signature, for: Data(message))
        else { throw .signatureIsWrong }
    }
}

/// What 8.2.1 asks of a maker's certificate, read from X.509.
struct AttestationCertificate {
    let key: P256.Signing.PublicKey
    private let version: Int
    private let units: [String]
    private let isAuthority: Bool
    /// The model it was made for, where it says so.
    private let aaguid: [UInt8]?

    private static let organisationalUnit: ASN1ObjectIdentifier = [2, 5, 4, 11]
    private static let basicConstraints: ASN1ObjectIdentifier = [2, 5, 29, 19]
    private static let model: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4]

    init(der: [UInt8]) throws {
        let parts = try Self.children(of: Self.first(of: DER.parse(der)))
        // version [0], serial, algorithm, issuer, validity, subject, key, … extensions [3]
        guard parts.count >= 8, parts[0].identifier.tagNumber == 0 else { throw CBORReader.Malformed() }
        version = try Int(derEncoded: Self.first(of: parts[0]))
        units = try Self.units(of: parts[5])
        key = try P256.Signing.PublicKey(derRepresentation: parts[6].encodedBytes)
        let last = parts.first { $0.identifier == .init(tagWithNumber: 3, tagClass: .contextSpecific) }
        let extensions = try last.map { try Self.extensions(of: Self.first(of: $0)) } ?? [:]
        isAuthority = try extensions[Self.basicConstraints].map(Self.isAuthority) ?? true
        aaguid = try extensions[Self.model].map { try [UInt8](ASN1OctetString(derEncoded: DER.parse($0)).bytes) }
    }

    /// Version 3, for attestation, no authority, and of the right model.
    func isFit(for model: [UInt8]) -> Bool {
        version == 2 && units.contains("Authenticator Attestation") && !isAuthority
            && (aaguid.map { $0 == model } ?? true)
    }

    private static func units(of subject: ASN1Node) throws -> [String] {
        try children(of: subject).flatMap(children).compactMap { pair in
            let parts = try children(of: pair)
            guard parts.count == 2, try ASN1ObjectIdentifier(derEncoded: parts[0]) == organisationalUnit,
                case .primitive(let text) = parts[1].content
            else { return nil }
            return String(decoding: text, as: UTF8.self)
        }
    }

    private static func extensions(of list: ASN1Node) throws -> [ASN1ObjectIdentifier: [UInt8]] {
        var found: [ASN1ObjectIdentifier: [UInt8]] = [:]
        for one in try children(of: list) {
            let parts = try children(of: one)
            guard let name = parts.first, let value = parts.last else { continue }
            found[try ASN1ObjectIdentifier(derEncoded: name)] = [UInt8](try ASN1OctetString(derEncoded: value).bytes)
        }
        return found
    }

    private static func isAuthority(_ constraints: [UInt8]) throws -> Bool {
        guard let flag = try children(of: DER.parse(constraints)).first, flag.identifier == .boolean else {
            return false
        }
        return try Bool(derEncoded: flag)
    }

    private static func children(of node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { throw CBORReader.Malformed() }
        return Array(nodes)
    }

    private static func first(of node: ASN1Node) throws -> ASN1Node {
        guard let first = try children(of: node).first else { throw CBORReader.Malformed() }
        return first
    }
}
