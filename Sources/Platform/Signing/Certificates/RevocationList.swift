import Essentials

/// A list of revoked certificates (CRL, RFC 5280 §5), as bytes and as what they say.
struct RevocationList: Sendable {
    let der: [UInt8]
    let issuer: DistinguishedName
    let thisUpdate: Instant
    let nextUpdate: Instant?
    private let entries: ASN1?
    private let toBeSigned: ArraySlice<UInt8>
    private let algorithm: SignatureAlgorithm
    private let signature: ArraySlice<UInt8>
    /// The list covers only a part of the certificates or reasons, in a way that is not followed.
    let isPartial: Bool

    init(_ der: [UInt8]) throws {
        self.der = der
        var outer = try ASN1(der).children(ASN1.Tag.sequence)
        let list = try outer.next(ASN1.Tag.sequence)
        algorithm = try SignatureAlgorithm(try outer.next(ASN1.Tag.sequence))
        signature = try outer.next().bits()
        toBeSigned = list.encoded
        var fields = list.reader
        _ = try fields.optional(ASN1.Tag.integer)
        _ = try fields.next(ASN1.Tag.sequence)
        issuer = DistinguishedName(try fields.next(ASN1.Tag.sequence))
        thisUpdate = try fields.next().time()
        nextUpdate =
            fields.tag == ASN1.Tag.utcTime || fields.tag == ASN1.Tag.generalizedTime ? try fields.next().time() : nil
        entries = try fields.optional(ASN1.Tag.sequence)
        isPartial = try Self.isPartial(try fields.optional(ASN1.context(0)))
    }

    private static func isPartial(_ extensions: ASN1?) throws -> Bool {
        guard let extensions else { return false }
        var outer = extensions.reader
        for item in try outer.next(ASN1.Tag.sequence).elements(limit: 64) {
            var fields = item.reader
            let oid = try fields.next().objectIdentifier()
            let isCritical = try fields.optional(ASN1.Tag.boolean)?.boolean() ?? false
            if oid == .deltaCRL { return true }
            if oid == .issuingDistributionPoint {
                let point = try ASN1(try fields.next().octets())
                // [0] names the place, which is fine; every other field narrows what the list covers.
                return try point.elements(limit: 8).contains { $0.tag != ASN1.context(0) }
            }
            if isCritical, oid != .crlNumber { return true }
        }
        return false
    }

    /// What the list says of one certificate: revoked since when, or nothing.
    struct Entry: Hashable, Sendable {
        let revokedAt: Instant?
    }

    func entry(of certificate: Certificate) throws -> Entry {
        guard let entries else { return Entry(revokedAt: nil) }
        var reader = entries.reader
        while !reader.isAtEnd {
            var fields = try reader.next(ASN1.Tag.sequence).reader
            let serial = try fields.next().primitive(ASN1.Tag.integer)
            guard serial.elementsEqual(certificate.serial) else { continue }
            return Entry(revokedAt: try fields.next().time())
        }
        return Entry(revokedAt: nil)
    }

    func isSigned(by issuer: Certificate, _ known: KnownSignatures) -> Bool {
        issuer.subject == self.issuer && (issuer.extensions.keyUsage?.contains(.crlSign) ?? true)
            && known.isGenuine(signature, over: toBeSigned, by: algorithm, of: issuer)
    }

    var signatureAlgorithm: SignatureAlgorithm { algorithm }
}
