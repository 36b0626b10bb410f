public import Essentials

/// A time-stamp authority for demos and tests (RFC 3161).
public struct TimestampIssuer: Sendable {
    private let key: SoftwareKey
    private let certificate: Certificate
    private let chain: [Certificate]

    public init(key: SoftwareKey, certificate: Certificate, chain: [Certificate]) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }

    /// Answers a TimeStampReq with a TimeStampResp.
    public func answer(_ request: [UInt8], at now: Instant) throws -> [UInt8] {
        var fields = try ASN1(request).children(ASN1.Tag.sequence)
        guard try fields.next().smallInteger() == 1 else { throw ASN1Problem("version of a request") }
        let imprint = try fields.next(ASN1.Tag.sequence)
        _ = try fields.optional(ASN1.Tag.objectIdentifier)
        let nonce = try fields.optional(ASN1.Tag.integer)?.encoded
        let token = try self.token(imprint: Array(imprint.encoded), nonce: nonce.map(Array.init), at: now)
        return DER.sequence(DER.sequence(DER.integer(0)), token)
    }

    /// A token over SHA-256 of `bytes`.
    func token(over bytes: [UInt8], at now: Instant) throws -> [UInt8] {
        let imprint = DER.sequence(
            DigestAlgorithm.sha256.identifier, DER.octets(DigestAlgorithm.sha256.hash(bytes[...])))
        return try token(imprint: imprint, nonce: nil, at: now)
    }

    private func token(imprint: [UInt8], nonce: [UInt8]?, at now: Instant) throws -> [UInt8] {
        // A policy of a test authority: under the arc for documentation and examples.
        let policy = ObjectIdentifier(1, 3, 6, 1, 4, 1, 32473, 1)
        let info = DER.sequence(
            DER.integer(1), policy.der, imprint, DER.integer(Int.random(in: 1...Int.max)), DER.generalizedTime(now),
            nonce ?? [])
        let attributes = SignedDataBuilder.signedAttributes(
            digest: key.algorithm.digest.hash(info[...]), certificate: certificate, contentType: .timestampInfo)
        return SignedDataBuilder.message(
            signedAttributes: attributes, signature: try key.sign(attributes), algorithm: key.algorithm,
            certificate: certificate, chain: chain, content: (.timestampInfo, info))
    }
}
