import Essentials

/// An answer to the question whether one certificate is still good (OCSP, RFC 6960).
struct OCSPResponse: Sendable {
    enum Status: Hashable, Sendable {
        case good
        case revoked(Instant)
        case unknown
    }

    private struct Single {
        let digest: DigestAlgorithm
        let nameHash: ArraySlice<UInt8>
        let keyHash: ArraySlice<UInt8>
        let serial: ArraySlice<UInt8>
        let status: Status
        let thisUpdate: Instant
        let nextUpdate: Instant?
    }

    let der: [UInt8]
    let certificates: [Certificate]
    let signatureAlgorithm: SignatureAlgorithm
    private let signature: ArraySlice<UInt8>
    private let toBeSigned: ArraySlice<UInt8>
    private let singles: [Single]

    /// Reads an OCSPResponse, or the BasicOCSPResponse inside it, as some put into files.
    init(_ der: [UInt8]) throws {
        self.der = der
        var basic = try Self.basic(in: try ASN1(der)).reader
        let data = try basic.next(ASN1.Tag.sequence)
        toBeSigned = data.encoded
        signatureAlgorithm = try SignatureAlgorithm(try basic.next(ASN1.Tag.sequence))
        signature = try basic.next().bits()
        certificates =
            try basic.optional(ASN1.context(0)).map { field in
                var inner = field.reader
                return try inner.next(ASN1.Tag.sequence).elements(limit: 16).map { try Certificate(Array($0.encoded)) }
            } ?? []
        var fields = data.reader
        _ = try fields.optional(ASN1.context(0))
        _ = try fields.next()
        _ = try fields.next().time()
        singles = try fields.next(ASN1.Tag.sequence).elements(limit: 256).map(Self.single)
    }

    private static func basic(in element: ASN1) throws -> ASN1 {
        var outer = try element.children(ASN1.Tag.sequence)
        guard outer.tag == ASN1.Tag.enumerated else { return element }
        guard try outer.next().smallInteger() == 0 else { throw ASN1Problem("the responder refused") }
        var bytes = try outer.next(ASN1.context(0)).reader
        var response = try bytes.next(ASN1.Tag.sequence).reader
        guard try response.next().objectIdentifier() == .ocspBasic else { throw ASN1Problem("kind of response") }
        return try ASN1(try response.next().octets())
    }

    private static func single(_ element: ASN1) throws -> Single {
        var fields = element.reader
        var id = try fields.next(ASN1.Tag.sequence).reader
        let digest = try SignatureAlgorithm.digestAlgorithm(try id.next())
        let nameHash = try id.next().octets()
        let keyHash = try id.next().octets()
        let serial = try id.next().primitive(ASN1.Tag.integer)
        let choice = try fields.next()
        let status: Status
        switch choice.tag {
        case ASN1.contextPrimitive(0): status = .good
        case ASN1.context(1):
            var revoked = choice.reader
            status = .revoked(try revoked.next().time())
        default: status = .unknown
        }
        let thisUpdate = try fields.next().time()
        let nextUpdate = try fields.optional(ASN1.context(0)).map { field in
            var inner = field.reader
            return try inner.next().time()
        }
        return Single(
            digest: digest, nameHash: nameHash, keyHash: keyHash, serial: serial, status: status,
            thisUpdate: thisUpdate, nextUpdate: nextUpdate)
    }

    /// What the response says of `certificate`, if it speaks of it at all.
    func answer(
        about certificate: Certificate, issuedBy issuer: Certificate
    ) throws -> (status: Status, thisUpdate: Instant, nextUpdate: Instant?)? {
        for single in singles where single.serial.elementsEqual(certificate.serial) {
            guard single.nameHash.elementsEqual(single.digest.hash(issuer.subject.der)),
                single.keyHash.elementsEqual(single.digest.hash(try Self.keyBits(of: issuer)))
            else { continue }
            return (single.status, single.thisUpdate, single.nextUpdate)
        }
        return nil
    }

    static func keyBits(of certificate: Certificate) throws -> ArraySlice<UInt8> {
        var fields = try ASN1(certificate.publicKeyInfo).reader
        _ = try fields.next()
        return try fields.next().bits()
    }

    /// Whether `issuer` itself signed, or a responder to whom it gave exactly this purpose (RFC 6960 §4.2.2.2).
    ///
    /// The responder's certificate must be in force at `instant`.
    func isSigned(by issuer: Certificate, at instant: Instant, _ known: KnownSignatures) -> Bool {
        if known.isGenuine(signature, over: toBeSigned, by: signatureAlgorithm, of: issuer) { return true }
        return certificates.contains { responder in
            responder.issuer == issuer.subject && responder.isSigned(by: issuer, known)
                && responder.extensions.purposes?.contains(.purposeOCSP) == true
                && responder.notBefore <= instant && instant <= responder.notAfter
                && known.isGenuine(signature, over: toBeSigned, by: signatureAlgorithm, of: responder)
        }
    }
}
