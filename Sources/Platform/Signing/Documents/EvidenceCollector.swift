import PDFStructure

/// Fetches what a signature needs to be judged later: revocation lists and responses for every certificate of a path.
public struct EvidenceCollector: Sendable {
    private let transport: any SigningTransport

    public init(transport: any SigningTransport) {
        self.transport = transport
    }

    /// Everything that could be fetched. What cannot be reached is left out, and the verdict will say so.
    func evidence(for path: CertificatePath) async -> RevocationEvidence {
        var evidence = RevocationEvidence()
        for link in path.links {
            if let response = await response(about: link.certificate, issuedBy: link.issuer) {
                evidence.responses.append(response)
            } else if let list = await list(for: link.certificate) {
                if !evidence.lists.contains(list) { evidence.lists.append(list) }
            }
        }
        return evidence
    }

    /// What can be fetched now about every signer and time-stamp authority of a document.
    public func evidence(for document: [UInt8], _ policy: VerificationPolicy) async -> RevocationEvidence {
        var evidence = RevocationEvidence()
        guard let messages = try? PDFDocument(document, limits: policy.limits).signatureMessages() else {
            return evidence
        }
        let builder = PathBuilder(anchors: policy.anchors, rules: policy.rules, known: policy.known)
        for message in messages.flatMap(\.withTokens) {
            let pool = message.certificates + policy.intermediates
            for signer in message.signers {
                guard let certificate = message.certificates.first(where: signer.isMade),
                    case .success(let path) = builder.path(from: certificate, through: pool, at: policy.now)
                else { continue }
                evidence = evidence + (await self.evidence(for: path))
            }
        }
        return evidence
    }

    private func response(about certificate: Certificate, issuedBy issuer: Certificate) async -> [UInt8]? {
        guard let request = try? OCSPRequest.bytes(about: certificate, issuedBy: issuer) else { return nil }
        for url in certificate.extensions.ocspAddresses where Self.isHTTP(url) {
            let answer = try? await transport.post(request, contentType: "application/ocsp-request", to: url)
            if let answer, (try? OCSPResponse(answer)) != nil { return answer }
        }
        return nil
    }

    private func list(for certificate: Certificate) async -> [UInt8]? {
        for url in certificate.extensions.crlAddresses where Self.isHTTP(url) {
            if let list = try? await transport.get(url), (try? RevocationList(list)) != nil { return list }
        }
        return nil
    }

    private static func isHTTP(_ url: String) -> Bool {
        url.hasPrefix("http://") || url.hasPrefix("https://")
    }
}

/// Asks a responder about one certificate (RFC 6960 §4.1).
enum OCSPRequest {
    static func bytes(about certificate: Certificate, issuedBy issuer: Certificate) throws -> [UInt8] {
        DER.sequence(DER.sequence(DER.sequence(DER.sequence(try identifier(certificate, issuer, .sha1)))))
    }

    /// CertID. The hashes only name the issuer; every responder understands them with SHA-1.
    static func identifier(
        _ certificate: Certificate, _ issuer: Certificate, _ digest: DigestAlgorithm
    ) throws -> [UInt8] {
        DER.sequence(
            digest.identifier, DER.octets(digest.hash(issuer.subject.der)),
            DER.octets(digest.hash(try OCSPResponse.keyBits(of: issuer))),
            DER.element(ASN1.Tag.integer, Array(certificate.serial)))
    }
}
