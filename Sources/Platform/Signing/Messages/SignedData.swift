import Essentials

/// A signature message (CMS SignedData, RFC 5652), as it came: nothing of it has been verified.
struct SignedData: Sendable {
    let contentType: ObjectIdentifier
    /// The content inside; nil for a detached signature.
    let content: ArraySlice<UInt8>?
    let certificates: [Certificate]
    let revocationLists: [[UInt8]]
    let signers: [SignerInfo]
    /// How many bytes of the input the message fills.
    let byteCount: Int

    /// Reads the message at the beginning of `bytes`; only zeros may follow.
    init(_ bytes: ArraySlice<UInt8>) throws {
        var reader = ASN1Reader(bytes)
        let whole = try reader.next()
        byteCount = whole.encoded.count
        guard reader.rest.allSatisfy({ $0 == 0 }) else { throw ASN1Problem("bytes behind the message") }
        var info = try whole.children(ASN1.Tag.sequence)
        guard try info.next().objectIdentifier() == .signedData else { throw ASN1Problem("no SignedData") }
        var wrapped = try info.next(ASN1.context(0)).reader
        var fields = try wrapped.next(ASN1.Tag.sequence).reader
        _ = try fields.next(ASN1.Tag.integer)
        _ = try fields.next(ASN1.Tag.set)
        var inner = try fields.next(ASN1.Tag.sequence).reader
        contentType = try inner.next().objectIdentifier()
        content = try inner.optional(ASN1.context(0)).map { explicit in
            var octets = explicit.reader
            return try octets.next().octets()
        }
        certificates =
            try fields.optional(ASN1.context(0)).map { set in
                // Certificates of another kind than X.509 have tags of their own, and one that cannot be read helps nobody.
                try set.elements(limit: 64).filter { $0.tag == ASN1.Tag.sequence }
                    .compactMap { try? Certificate(Array($0.encoded)) }
            } ?? []
        revocationLists =
            try fields.optional(ASN1.context(1)).map { set in
                try set.elements(limit: 64).filter { $0.tag == ASN1.Tag.sequence }.map { Array($0.encoded) }
            } ?? []
        signers = try fields.next(ASN1.Tag.set).elements(limit: 16).map(SignerInfo.init)
    }
}

/// What one signer says of a message (RFC 5652 §5.3).
struct SignerInfo: Sendable {
    enum Identifier: Sendable {
        case issuerAndSerial(ArraySlice<UInt8>)
        case keyIdentifier(ArraySlice<UInt8>)
    }

    let identifier: Identifier
    let digest: DigestAlgorithm
    let algorithm: SignatureAlgorithm
    let signature: ArraySlice<UInt8>
    /// The bytes that were signed: the attributes under the tag of a SET. Nil when there are none.
    let signedBytes: [UInt8]?
    let signedAttributes: [ObjectIdentifier: [ASN1]]
    let unsignedAttributes: [ObjectIdentifier: [ASN1]]

    init(_ element: ASN1) throws {
        var fields = try element.children(ASN1.Tag.sequence)
        _ = try fields.next(ASN1.Tag.integer)
        if let key = try fields.optional(ASN1.contextPrimitive(0)) {
            identifier = .keyIdentifier(key.content)
        } else {
            identifier = .issuerAndSerial(try fields.next(ASN1.Tag.sequence).content)
        }
        digest = try SignatureAlgorithm.digestAlgorithm(try fields.next())
        let signed = try fields.optional(ASN1.context(0))
        signedBytes = signed.map { [ASN1.Tag.set] + $0.encoded.dropFirst() }
        signedAttributes = try Self.attributes(signed)
        algorithm = try SignatureAlgorithm(try fields.next(ASN1.Tag.sequence), messageDigest: digest)
        signature = try fields.next().octets()
        unsignedAttributes = try Self.attributes(try fields.optional(ASN1.context(1)))
    }

    private static func attributes(_ element: ASN1?) throws -> [ObjectIdentifier: [ASN1]] {
        var found: [ObjectIdentifier: [ASN1]] = [:]
        for attribute in try element?.elements(limit: 64) ?? [] {
            var fields = try attribute.children(ASN1.Tag.sequence)
            let oid = try fields.next().objectIdentifier()
            guard found.updateValue(try fields.next(ASN1.Tag.set).elements(limit: 64), forKey: oid) == nil else {
                throw ASN1Problem("attribute \(oid) twice")
            }
        }
        return found
    }

    /// The only value of an attribute that must have exactly one.
    func only(_ oid: ObjectIdentifier) -> ASN1? {
        guard let values = signedAttributes[oid], values.count == 1 else { return nil }
        return values[0]
    }

    func isMade(by certificate: Certificate) -> Bool {
        switch identifier {
        case .issuerAndSerial(let bytes):
            certificate.issuerAndSerial.suffix(bytes.count).elementsEqual(bytes)
        case .keyIdentifier(let key):
            certificate.extensions.subjectKeyIdentifier?.elementsEqual(key) ?? false
        }
    }

    /// Whether the signed attributes bind exactly this certificate (ESS, RFC 5035). Nil when they bind none.
    func binds(_ certificate: Certificate) throws -> Bool? {
        if let second = only(.signingCertificateV2) {
            var fields = try Self.firstIdentifier(second)
            var digest = DigestAlgorithm.sha256
            if let algorithm = try fields.optional(ASN1.Tag.sequence) {
                digest = try SignatureAlgorithm.digestAlgorithm(algorithm)
            }
            return try fields.next().octets().elementsEqual(digest.hash(certificate.der[...]))
        }
        if let first = only(.signingCertificate) {
            var fields = try Self.firstIdentifier(first)
            return try fields.next().octets().elementsEqual(DigestAlgorithm.sha1.hash(certificate.der[...]))
        }
        return nil
    }

    private static func firstIdentifier(_ value: ASN1) throws -> ASN1Reader {
        var outer = try value.children(ASN1.Tag.sequence)
        var list = try outer.next(ASN1.Tag.sequence).reader
        return try list.next(ASN1.Tag.sequence).reader
    }
}
