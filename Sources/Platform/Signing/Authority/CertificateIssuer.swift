public import Essentials

/// A certificate authority for demos and tests. It is not for real use: its key lies in software.
///
/// `lienthong pki` keeps one in a folder; the sample province has one of its own.
public struct CertificateIssuer: Sendable {
    public let key: SoftwareKey
    public let certificate: Certificate
    /// Where certificates say that revocation can be asked; nil leaves the address out.
    public var baseURL: String?

    /// What a certificate is for.
    public enum Purpose: String, CaseIterable, Sendable {
        case authority, signing, timestamping, ocsp
    }

    public init(key: SoftwareKey, certificate: Certificate, baseURL: String? = nil) {
        self.key = key
        self.certificate = certificate
        self.baseURL = baseURL
    }

    /// A new root.
    public init(
        rootNamed name: String, key: SoftwareKey, from notBefore: Instant, until notAfter: Instant,
        baseURL: String? = nil
    ) throws {
        let subject = DistinguishedName([(.country, "VN"), (.commonName, name)])
        let der = try Self.certificate(
            subject: subject, issuer: subject, publicKeyInfo: key.publicKeyInfo, signedBy: key, from: notBefore,
            until: notAfter, extensions: Self.extensions(for: .authority, publicKeyInfo: key.publicKeyInfo, nil))
        self.init(key: key, certificate: try Certificate(der), baseURL: baseURL)
    }

    /// A certificate for a key that somebody else keeps.
    public func issue(
        to name: String, organization: String? = nil, key holder: SoftwareKey, for purpose: Purpose = .signing,
        from notBefore: Instant, until notAfter: Instant
    ) throws -> Certificate {
        var parts: [(ObjectIdentifier, String)] = [(.country, "VN")]
        if let organization { parts.append((.organization, organization)) }
        parts.append((.commonName, name))
        return try issue(
            subject: DistinguishedName(parts), publicKeyInfo: holder.publicKeyInfo, from: notBefore, until: notAfter,
            extensions: Self.extensions(for: purpose, publicKeyInfo: holder.publicKeyInfo, self))
    }

    /// The same with any name and extensions, also wrong ones.
    func issue(
        subject: DistinguishedName, publicKeyInfo: [UInt8], from notBefore: Instant, until notAfter: Instant,
        extensions: [[UInt8]]
    ) throws -> Certificate {
        try Certificate(
            Self.certificate(
                subject: subject, issuer: certificate.subject, publicKeyInfo: publicKeyInfo, signedBy: key,
                from: notBefore, until: notAfter, extensions: extensions))
    }

    private static func certificate(
        subject: DistinguishedName, issuer: DistinguishedName, publicKeyInfo: [UInt8], signedBy key: SoftwareKey,
        from notBefore: Instant, until notAfter: Instant, extensions: [[UInt8]]
    ) throws -> [UInt8] {
        let toBeSigned = DER.sequence(
            DER.explicit(0, DER.integer(2)), DER.integer(magnitude: newSerial()), key.algorithm.identifier,
            Array(issuer.der), DER.sequence(DER.time(notBefore), DER.time(notAfter)), Array(subject.der),
            publicKeyInfo, DER.explicit(3, DER.sequence(of: extensions)))
        return DER.sequence(toBeSigned, key.algorithm.identifier, DER.bits(try key.sign(toBeSigned)))
    }

    /// Sixteen random bytes, the first between 1 and 127: longer or negative numbers break other programs.
    private static func newSerial() -> [UInt8] {
        [UInt8.random(in: 1...127)] + (0..<15).map { _ in UInt8.random(in: 0...255) }
    }

    static func `extension`(_ oid: ObjectIdentifier, isCritical: Bool = false, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(oid.der, isCritical ? DER.boolean(true) : [], DER.octets(value))
    }

    static func extensions(
        for purpose: Purpose, publicKeyInfo: [UInt8], _ issuer: CertificateIssuer?
    ) throws -> [[UInt8]] {
        var result = [
            `extension`(.subjectKeyIdentifier, DER.octets(DigestAlgorithm.sha256.hash(publicKeyInfo[...]).prefix(20)))
        ]
        if let authority = issuer?.certificate.extensions.subjectKeyIdentifier {
            let identifier = DER.sequence(DER.element(ASN1.contextPrimitive(0), Array(authority)))
            result.append(`extension`(.authorityKeyIdentifier, identifier))
        }
        let isAuthority = purpose == .authority
        result.append(
            `extension`(.basicConstraints, isCritical: true, DER.sequence(isAuthority ? DER.boolean(true) : [])))
        // keyCertSign and cRLSign; or digitalSignature and nonRepudiation.
        let usage: [UInt8] = isAuthority ? DER.bits([0x06], unused: 1) : DER.bits([0xC0], unused: 6)
        result.append(`extension`(.keyUsage, isCritical: true, usage))
        if purpose == .timestamping {
            result.append(
                `extension`(.extendedKeyUsage, isCritical: true, DER.sequence(ObjectIdentifier.purposeTimestamping.der))
            )
        }
        if purpose == .ocsp {
            result.append(`extension`(.extendedKeyUsage, DER.sequence(ObjectIdentifier.purposeOCSP.der)))
            result.append(`extension`(.ocspNoCheck, DER.null))
        } else if let url = issuer?.baseURL {
            result += addresses(url)
        }
        return result
    }

    private static func addresses(_ url: String) -> [[UInt8]] {
        func name(_ text: String) -> [UInt8] { DER.element(ASN1.contextPrimitive(6), Array(text.utf8)) }
        let point = DER.sequence(DER.explicit(0, DER.element(ASN1.context(0), name(url + "/crl"))))
        let access = DER.sequence(ObjectIdentifier.ocsp.der, name(url + "/ocsp"))
        return [
            `extension`(.crlDistributionPoints, DER.sequence(point)),
            `extension`(.authorityInfoAccess, DER.sequence(access)),
        ]
    }
}
