public import Essentials

/// Certificates that an authority took back, and when.
public struct RevokedCertificate: Hashable, Sendable {
    let serial: [UInt8]
    let revokedAt: Instant

    public init(_ certificate: Certificate, at revokedAt: Instant) {
        serial = Array(certificate.serial)
        self.revokedAt = revokedAt
    }

    public init(serial: [UInt8], at revokedAt: Instant) {
        self.serial = serial
        self.revokedAt = revokedAt
    }
}

extension CertificateIssuer {
    /// A list of what is revoked (CRL).
    public func revocationList(
        _ revoked: [RevokedCertificate], thisUpdate: Instant, nextUpdate: Instant, number: Int = 1
    ) throws -> [UInt8] {
        let entries = revoked.map {
            DER.sequence(DER.element(ASN1.Tag.integer, $0.serial), DER.time($0.revokedAt))
        }
        let extensions = DER.sequence(Self.extension(.crlNumber, DER.integer(number)))
        let list = DER.sequence(
            DER.integer(1), key.algorithm.identifier, Array(certificate.subject.der), DER.time(thisUpdate),
            DER.time(nextUpdate), entries.isEmpty ? [] : DER.sequence(of: entries), DER.explicit(0, extensions))
        return DER.sequence(list, key.algorithm.identifier, DER.bits(try key.sign(list)))
    }

    /// Answers an OCSP request about certificates of this authority.
    public func answer(
        toOCSPRequest request: [UInt8], revoked: [RevokedCertificate], at now: Instant, nextUpdate: Instant
    ) throws -> [UInt8] {
        var outer = try ASN1(request).children(ASN1.Tag.sequence)
        var fields = try outer.next(ASN1.Tag.sequence).reader
        _ = try fields.optional(ASN1.context(0))
        _ = try fields.optional(ASN1.context(1))
        let questions = try fields.next(ASN1.Tag.sequence).elements(limit: 64).map { question in
            var inner = question.reader
            return try inner.next(ASN1.Tag.sequence)
        }
        let answers = try questions.map { try answer(to: $0, revoked, at: now, nextUpdate: nextUpdate) }
        let nonce = try fields.optional(ASN1.context(2)).map { Array($0.encoded) }
        return try response(answers, at: now, extensions: nonce.flatMap(Self.nonce))
    }

    private static func nonce(_ requestExtensions: [UInt8]) -> [UInt8]? {
        guard let element = try? ASN1(requestExtensions) else { return nil }
        return DER.element(ASN1.context(1), Array(element.content))
    }

    private func answer(
        to identifier: ASN1, _ revoked: [RevokedCertificate], at now: Instant, nextUpdate: Instant
    ) throws -> [UInt8] {
        let fields = try identifier.elements(limit: 4)
        guard fields.count == 4 else { throw ASN1Problem("CertID") }
        let digest = try SignatureAlgorithm.digestAlgorithm(fields[0])
        let keyHash = digest.hash(try OCSPResponse.keyBits(of: certificate))
        let isOurs =
            fields[1].content.elementsEqual(digest.hash(certificate.subject.der))
            && fields[2].content.elementsEqual(keyHash)
        var status: [UInt8] = isOurs ? [ASN1.contextPrimitive(0), 0] : [ASN1.contextPrimitive(2), 0]
        if isOurs, let found = revoked.first(where: { $0.serial.elementsEqual(fields[3].content) }) {
            status = DER.element(ASN1.context(1), DER.generalizedTime(found.revokedAt))
        }
        return DER.sequence(
            Array(identifier.encoded), status, DER.generalizedTime(now),
            DER.explicit(0, DER.generalizedTime(nextUpdate)))
    }

    private func response(_ answers: [[UInt8]], at now: Instant, extensions: [UInt8]?) throws -> [UInt8] {
        let data = DER.sequence(
            DER.explicit(1, Array(certificate.subject.der)), DER.generalizedTime(now), DER.sequence(of: answers),
            extensions ?? [])
        let basic = DER.sequence(data, key.algorithm.identifier, DER.bits(try key.sign(data)))
        return DER.sequence(
            DER.enumerated(0), DER.explicit(0, DER.sequence(ObjectIdentifier.ocspBasic.der, DER.octets(basic))))
    }
}
