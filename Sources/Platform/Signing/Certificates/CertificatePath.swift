import Essentials

/// Certificates from a signer up to a root that this house trusts, each signed by the next.
struct CertificatePath: Sendable {
    /// The signer's first, the pinned root last.
    let certificates: [Certificate]

    var anchor: Certificate? { certificates.last }

    /// Pairs of a certificate and who issued it: what revocation is asked about.
    var links: [(certificate: Certificate, issuer: Certificate)] {
        Array(zip(certificates, certificates.dropFirst()))
    }
}

/// Finds paths to pinned roots and says, when there is none, what stood in the way (RFC 5280 §6.1).
///
/// The roots are those handed in, and never the machine's own store.
struct PathBuilder: Sendable {
    let anchors: [Certificate]
    let rules: AlgorithmRules
    let known: KnownSignatures
    private static let longest = 8
    private static let mostAttempts = 200

    /// A path in which everything holds at `instant`, or the objection that came furthest.
    func path(
        from leaf: Certificate, through pool: [Certificate], at instant: Instant
    ) -> Result<CertificatePath, Objection> {
        var search = Search(builder: self, pool: pool, instant: instant)
        if let path = search.extend([leaf]) { return .success(CertificatePath(certificates: path)) }
        return .failure(search.objection ?? .noChain(leaf))
    }

    private struct Search {
        let builder: PathBuilder
        let pool: [Certificate]
        let instant: Instant
        var attempts = 0
        var objection: Objection?

        mutating func extend(_ path: [Certificate]) -> [Certificate]? {
            guard let last = path.last, path.count <= PathBuilder.longest else { return nil }
            if path.count == 1, builder.anchors.contains(last) { return accept(path) }
            for anchor in builder.anchors where isIssuer(anchor, of: last) {
                if let accepted = accept(path + [anchor]) { return accepted }
            }
            for candidate in pool where !path.contains(candidate) && !builder.anchors.contains(candidate) {
                guard isIssuer(candidate, of: last) else { continue }
                if let found = extend(path + [candidate]) { return found }
            }
            return nil
        }

        private mutating func isIssuer(_ candidate: Certificate, of certificate: Certificate) -> Bool {
            guard candidate.subject == certificate.issuer, attempts < PathBuilder.mostAttempts else { return false }
            attempts += 1
            return certificate.isSigned(by: candidate, builder.known)
        }

        private mutating func accept(_ path: [Certificate]) -> [Certificate]? {
            guard let found = builder.objection(to: path, at: instant) else { return path }
            objection = found
            return nil
        }
    }

    private func objection(to path: [Certificate], at instant: Instant) -> Objection? {
        for (index, certificate) in path.enumerated() {
            if certificate.notBefore > instant { return .notYetValid(certificate) }
            if certificate.notAfter < instant { return .expired(certificate) }
            if !certificate.extensions.unknownCritical.isEmpty { return .unknownExtension(certificate) }
            if index > 0, let found = authorityObjection(certificate, below: Array(path[..<index])) { return found }
            guard index + 1 < path.count else { continue }
            if let weak = rules.objection(to: certificate.signatureAlgorithm, path[index + 1].publicKey, at: instant) {
                return .weak(certificate, weak)
            }
        }
        return nil
    }

    private func authorityObjection(_ authority: Certificate, below: [Certificate]) -> Objection? {
        let extensions = authority.extensions
        guard extensions.isAuthority, extensions.keyUsage?.contains(.keyCertSign) ?? true else {
            return .notAnAuthority(authority)
        }
        let intermediates = below.dropFirst().filter { !$0.isSelfIssued }.count
        if let limit = extensions.pathLength, intermediates > limit { return .chainTooLong(authority) }
        if let constraints = extensions.nameConstraints, !below.allSatisfy(constraints.allow) {
            return .nameNotAllowed(authority)
        }
        return nil
    }

    /// What is wrong with a chain.
    enum Objection: Error, Hashable, Sendable {
        case noChain(Certificate)
        case notYetValid(Certificate)
        case expired(Certificate)
        case unknownExtension(Certificate)
        case notAnAuthority(Certificate)
        case chainTooLong(Certificate)
        case nameNotAllowed(Certificate)
        case weak(Certificate, Wording)
    }
}
