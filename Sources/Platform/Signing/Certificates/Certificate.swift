public import Essentials

/// A certificate (RFC 5280), parsed into what signatures need. Nothing in it is trusted by being here.
public struct Certificate: Sendable {
    public let der: [UInt8]
    public let subject: DistinguishedName
    public let issuer: DistinguishedName
    public let notBefore: Instant
    public let notAfter: Instant
    let publicKey: PublicKey
    /// The serial number's bytes as they stand in the certificate.
    let serial: ArraySlice<UInt8>
    let publicKeyInfo: ArraySlice<UInt8>
    let toBeSigned: ArraySlice<UInt8>
    let signatureAlgorithm: SignatureAlgorithm
    let signature: ArraySlice<UInt8>
    let extensions: CertificateExtensions

    public init(_ der: [UInt8]) throws {
        self.der = der
        var outer = try ASN1(der).children(ASN1.Tag.sequence)
        let toBeSigned = try outer.next(ASN1.Tag.sequence)
        let algorithm = try outer.next(ASN1.Tag.sequence)
        signature = try outer.next().bits()
        self.toBeSigned = toBeSigned.encoded
        signatureAlgorithm = try SignatureAlgorithm(algorithm)

        var fields = toBeSigned.reader
        _ = try fields.optional(ASN1.context(0))
        serial = try fields.next().primitive(ASN1.Tag.integer)
        guard try fields.next(ASN1.Tag.sequence).encoded.elementsEqual(algorithm.encoded) else {
            throw ASN1Problem("a certificate that names two signature algorithms")
        }
        issuer = DistinguishedName(try fields.next(ASN1.Tag.sequence))
        var validity = try fields.next(ASN1.Tag.sequence).reader
        notBefore = try validity.next().time()
        notAfter = try validity.next().time()
        subject = DistinguishedName(try fields.next(ASN1.Tag.sequence))
        let info = try fields.next(ASN1.Tag.sequence)
        publicKeyInfo = info.encoded
        publicKey = try PublicKey(info)
        _ = try fields.optional(ASN1.contextPrimitive(1))
        _ = try fields.optional(ASN1.contextPrimitive(2))
        extensions = try CertificateExtensions(try fields.optional(ASN1.context(3)))
    }

    /// SHA-256 of the whole certificate: what registers and reports know it by.
    public var fingerprint: [UInt8] { DigestAlgorithm.sha256.hash(der[...]) }

    /// The serial number as people read it.
    public var serialText: String { serial.map { Hexadecimal.text([$0]) }.joined() }

    var isSelfIssued: Bool { subject == issuer }

    /// Whether `issuer` signed this certificate with its key.
    func isSigned(by issuer: Certificate, _ known: KnownSignatures) -> Bool {
        known.isGenuine(signature, over: toBeSigned, by: signatureAlgorithm, of: issuer)
    }

    /// `{ issuer, serial }`, by which CMS names a signer.
    var issuerAndSerial: [UInt8] {
        DER.sequence(Array(issuer.der), DER.element(ASN1.Tag.integer, Array(serial)))
    }
}

extension Certificate: Hashable {
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.der == rhs.der
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(serial)
        hasher.combine(der.count)
    }
}

enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func bytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
        return output
    }

    static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: self.bytes(bytes), as: UTF8.self)
    }
}
