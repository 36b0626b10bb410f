/// Writes CMS signatures as PAdES and RFC 3161 want them (EN 319 122-1, RFC 5652).
enum SignedDataBuilder {
    /// The attributes that are signed, under the tag of a SET: content type, digest, and the certificate that the
    /// signature belongs to. There is no signing time: in a PDF the dictionary's `/M` claims it.
    static func signedAttributes(
        digest: [UInt8], certificate: Certificate, contentType: ObjectIdentifier = .data
    ) -> [UInt8] {
        // ESSCertIDv2 leaves out its hash algorithm: SHA-256 is the default, and DER does not write defaults.
        let essential = DER.sequence(DER.sequence(DER.sequence(DER.octets(certificate.fingerprint))))
        return DER.set([
            DER.sequence(ObjectIdentifier.contentType.der, DER.set([contentType.der])),
            DER.sequence(ObjectIdentifier.messageDigest.der, DER.set([DER.octets(digest)])),
            DER.sequence(ObjectIdentifier.signingCertificateV2.der, DER.set([essential])),
        ])
    }

    /// The whole message with one signer.
    static func message(
        signedAttributes: [UInt8], signature: [UInt8], algorithm: SignatureAlgorithm, certificate: Certificate,
        chain: [Certificate], content: (type: ObjectIdentifier, bytes: [UInt8])? = nil, timestamp: [UInt8]? = nil
    ) -> [UInt8] {
        var signer: [[UInt8]] = [
            DER.integer(1), certificate.issuerAndSerial, algorithm.digest.identifier,
            [ASN1.context(0)] + signedAttributes.dropFirst(), algorithm.identifier, DER.octets(signature),
        ]
        if let timestamp {
            let attribute = DER.sequence(ObjectIdentifier.timestampToken.der, DER.set([timestamp]))
            signer.append(DER.set([attribute], tag: ASN1.context(1)))
        }
        let inner = content.map { DER.sequence($0.type.der, DER.explicit(0, DER.octets($0.bytes))) }
        let signedData = DER.sequence(
            DER.integer(content == nil ? 1 : 3), DER.set([algorithm.digest.identifier]),
            inner ?? DER.sequence(ObjectIdentifier.data.der),
            DER.set(([certificate] + chain).map(\.der), tag: ASN1.context(0)), DER.set([DER.sequence(of: signer)]))
        return DER.sequence(ObjectIdentifier.signedData.der, DER.explicit(0, signedData))
    }
}
