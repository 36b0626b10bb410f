import Essentials

/// What is known about revocation: lists and responses as raw bytes, from the file, the evidence store or the network.
public struct RevocationEvidence: Sendable {
    public var lists: [[UInt8]]
    public var responses: [[UInt8]]

    public init(lists: [[UInt8]] = [], responses: [[UInt8]] = []) {
        self.lists = lists
        self.responses = responses
    }

    public static func + (lhs: Self, rhs: Self) -> Self {
        RevocationEvidence(lists: lhs.lists + rhs.lists, responses: lhs.responses + rhs.responses)
    }
}

/// Says of each certificate of a path whether it was revoked, and whether that can be known.
struct RevocationCheck: Sendable {
    private let lists: [RevocationList]
    private let responses: [OCSPResponse]
    private let rules: AlgorithmRules
    private let known: KnownSignatures
    /// Clocks of authorities differ a little.
    private static let tolerance: Int64 = 300

    enum Finding: Hashable, Sendable {
        case good
        case revoked(Certificate, Instant)
        /// No evidence that is genuine and of the right time.
        case unknown(Certificate)
    }

    init(_ evidence: RevocationEvidence, rules: AlgorithmRules, known: KnownSignatures) {
        lists = evidence.lists.compactMap { try? RevocationList($0) }
        responses = evidence.responses.compactMap { try? OCSPResponse($0) }
        self.rules = rules
        self.known = known
    }

    /// The worst that is known of any certificate of the path at `instant`, told at `now`.
    func finding(for path: CertificatePath, at instant: Instant, now: Instant) -> Finding {
        var worst = Finding.good
        for link in path.links {
            let found = finding(for: link.certificate, issuedBy: link.issuer, at: instant, now: now)
            if case .revoked = found { return found }
            if found != .good, worst == .good { worst = found }
        }
        return worst
    }

    private func finding(
        for certificate: Certificate, issuedBy issuer: Certificate, at instant: Instant, now: Instant
    ) -> Finding {
        if certificate.extensions.hasNoCheck, certificate.extensions.purposes == [.purposeOCSP] { return .good }
        var isKnown = false
        for answer in answers(about: certificate, issuedBy: issuer, at: instant, now: now) {
            isKnown = true
            if let revokedAt = answer { return .revoked(certificate, revokedAt) }
        }
        return isKnown ? .good : .unknown(certificate)
    }

    /// One answer for each piece of evidence that counts: nil for good, or since when revoked.
    private func answers(
        about certificate: Certificate, issuedBy issuer: Certificate, at instant: Instant, now: Instant
    ) -> [Instant?] {
        var found: [Instant?] = []
        for response in responses {
            guard let answer = try? response.answer(about: certificate, issuedBy: issuer), answer.status != .unknown,
                isTimely(answer.thisUpdate, answer.nextUpdate, certificate, at: instant, now: now),
                rules.objection(to: response.signatureAlgorithm, issuer.publicKey, at: answer.thisUpdate) == nil,
                response.isSigned(by: issuer, at: answer.thisUpdate, known)
            else { continue }
            if case .revoked(let since) = answer.status { found.append(since) } else { found.append(nil) }
        }
        for list in lists where list.issuer == issuer.subject && !list.isPartial {
            guard isTimely(list.thisUpdate, list.nextUpdate, certificate, at: instant, now: now),
                rules.objection(to: list.signatureAlgorithm, issuer.publicKey, at: list.thisUpdate) == nil,
                list.isSigned(by: issuer, known), let entry = try? list.entry(of: certificate)
            else { continue }
            found.append(entry.revokedAt)
        }
        return found
    }

    /// Evidence counts when it was still in force at `instant` or is younger, and was made before the certificate
    /// expired: an authority may forget what expired.
    private func isTimely(
        _ thisUpdate: Instant, _ nextUpdate: Instant?, _ certificate: Certificate, at instant: Instant, now: Instant
    ) -> Bool {
        guard thisUpdate <= now.adding(seconds: Self.tolerance), thisUpdate <= certificate.notAfter else {
            return false
        }
        return thisUpdate >= instant || (nextUpdate ?? thisUpdate).adding(seconds: Self.tolerance) >= instant
    }
}
