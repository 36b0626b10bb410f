/// How a signature value is made: the kind of signature and its hash.
public struct SignatureAlgorithm: Hashable, Sendable {
    /// The kinds of signature that can be made and checked.
    public enum Scheme: String, Hashable, Sendable {
        case ecdsa
        case rsaPKCS1
        /// RSASSA-PSS with MGF1 over the same hash and a salt of the hash's length.
        case rsaPSS
    }

    public let scheme: Scheme
    public let digest: DigestAlgorithm

    public init(_ scheme: Scheme, _ digest: DigestAlgorithm) {
        self.scheme = scheme
        self.digest = digest
    }

    /// The AlgorithmIdentifier: RFC 5758 for ECDSA, RFC 4055 for RSA.
    var identifier: [UInt8] {
        switch (scheme, digest) {
        case (.ecdsa, .sha384): DER.sequence(ObjectIdentifier.ecdsaWithSHA384.der)
        case (.ecdsa, .sha512): DER.sequence(ObjectIdentifier.ecdsaWithSHA512.der)
        case (.ecdsa, _): DER.sequence(ObjectIdentifier.ecdsaWithSHA256.der)
        case (.rsaPKCS1, .sha384): DER.sequence(ObjectIdentifier.rsaWithSHA384.der, DER.null)
        case (.rsaPKCS1, .sha512): DER.sequence(ObjectIdentifier.rsaWithSHA512.der, DER.null)
        case (.rsaPKCS1, _): DER.sequence(ObjectIdentifier.rsaWithSHA256.der, DER.null)
        case (.rsaPSS, _):
            DER.sequence(
                ObjectIdentifier.rsaPSS.der,
                DER.sequence(
                    DER.explicit(0, digest.identifier),
                    DER.explicit(1, DER.sequence(ObjectIdentifier.maskGeneration1.der, digest.identifier)),
                    DER.explicit(2, DER.integer(digest.byteCount))))
        }
    }

    /// Reads an AlgorithmIdentifier of whoever wrote it.
    ///
    /// - Parameter messageDigest: what a bare `rsaEncryption` means: OpenSSL and others write it for PKCS#1 signatures
    ///   and say the hash elsewhere.
    init(_ identifier: ASN1, messageDigest: DigestAlgorithm? = nil) throws(ASN1Problem) {
        var fields = try identifier.children(ASN1.Tag.sequence)
        let oid = try fields.next().objectIdentifier()
        if oid == .rsaPSS {
            self.init(.rsaPSS, try Self.pssDigest(fields.isAtEnd ? nil : try fields.next()))
        } else if oid == .rsaEncryption, let messageDigest {
            self.init(.rsaPKCS1, messageDigest)
        } else if let known = Self.known[oid] {
            self = known
        } else {
            throw ASN1Problem("unknown signature algorithm \(oid)")
        }
    }

    private static let known: [ObjectIdentifier: SignatureAlgorithm] = [
        .rsaWithMD5: .init(.rsaPKCS1, .md5), .rsaWithSHA1: .init(.rsaPKCS1, .sha1),
        .rsaWithSHA256: .init(.rsaPKCS1, .sha256), .rsaWithSHA384: .init(.rsaPKCS1, .sha384),
        .rsaWithSHA512: .init(.rsaPKCS1, .sha512), .ecdsaWithSHA1: .init(.ecdsa, .sha1),
        .ecdsaWithSHA256: .init(.ecdsa, .sha256), .ecdsaWithSHA384: .init(.ecdsa, .sha384),
        .ecdsaWithSHA512: .init(.ecdsa, .sha512),
    ]

    /// RFC 4055 §3.1. What is left out means SHA-1 and a salt of twenty bytes.
    private static func pssDigest(_ parameters: ASN1?) throws(ASN1Problem) -> DigestAlgorithm {
        guard let parameters else { return .sha1 }
        var digest = DigestAlgorithm.sha1
        var maskDigest = DigestAlgorithm.sha1
        var salt = 20
        for field in try parameters.elements(limit: 4) {
            var inner = field.reader
            switch field.tag {
            case ASN1.context(0): digest = try digestAlgorithm(try inner.next())
            case ASN1.context(1):
                var mask = try inner.next().children(ASN1.Tag.sequence)
                guard try mask.next().objectIdentifier() == .maskGeneration1 else { throw ASN1Problem("mask") }
                maskDigest = try digestAlgorithm(try mask.next())
            case ASN1.context(2): salt = try inner.next().smallInteger()
            case ASN1.context(3): guard try inner.next().smallInteger() == 1 else { throw ASN1Problem("trailer") }
            default: throw ASN1Problem("parameters of RSASSA-PSS")
            }
        }
        guard maskDigest == digest, salt == digest.byteCount else {
            throw ASN1Problem("RSASSA-PSS whose mask or salt does not fit its hash")
        }
        return digest
    }

    /// A digest's AlgorithmIdentifier, with or without NULL parameters.
    static func digestAlgorithm(_ identifier: ASN1) throws(ASN1Problem) -> DigestAlgorithm {
        var fields = try identifier.children(ASN1.Tag.sequence)
        let oid = try fields.next().objectIdentifier()
        guard let digest = DigestAlgorithm(oid) else { throw ASN1Problem("unknown hash \(oid)") }
        return digest
    }
}

extension SignatureAlgorithm: CustomStringConvertible {
    public var description: String {
        switch scheme {
        case .ecdsa: "ECDSA with \(digest.rawValue.uppercased())"
        case .rsaPKCS1: "RSA PKCS#1 v1.5 with \(digest.rawValue.uppercased())"
        case .rsaPSS: "RSASSA-PSS with \(digest.rawValue.uppercased())"
        }
    }
}
