import Essentials

/// A time-stamp (RFC 3161): an authority's signed word that a digest existed at a time. Not verified by being read.
struct TimestampToken: Sendable {
    let message: SignedData
    let signer: SignerInfo
    let digest: DigestAlgorithm
    let imprint: ArraySlice<UInt8>
    let time: Instant
    let nonce: ArraySlice<UInt8>?

    init(_ bytes: ArraySlice<UInt8>) throws {
        message = try SignedData(bytes)
        guard message.contentType == .timestampInfo, let content = message.content, message.signers.count == 1 else {
            throw ASN1Problem("no time-stamp token")
        }
        signer = message.signers[0]
        var fields = try ASN1(content).children(ASN1.Tag.sequence)
        guard try fields.next().smallInteger() == 1 else { throw ASN1Problem("version of a time-stamp") }
        _ = try fields.next().objectIdentifier()
        var imprintFields = try fields.next(ASN1.Tag.sequence).reader
        digest = try SignatureAlgorithm.digestAlgorithm(try imprintFields.next())
        imprint = try imprintFields.next().octets()
        _ = try fields.next(ASN1.Tag.integer)
        time = try fields.next(ASN1.Tag.generalizedTime).time()
        _ = try fields.optional(ASN1.Tag.sequence)
        _ = try fields.optional(ASN1.Tag.boolean)
        nonce = try fields.optional(ASN1.Tag.integer)?.content
    }

    /// The certificate of the authority, if it came along.
    var certificate: Certificate? {
        message.certificates.first(where: signer.isMade)
    }
}

extension SignedData {
    /// The message and those of the time-stamps in it.
    var withTokens: [SignedData] {
        let values = signers.flatMap { $0.unsignedAttributes[.timestampToken] ?? [] }
        return [self] + values.compactMap { try? TimestampToken($0.encoded).message }
    }
}
