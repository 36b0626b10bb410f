import Essentials

/// Which algorithms count until when: dated data, so that a signature of the past is judged by the rules of its time.
public struct AlgorithmRules: Sendable {
    /// One algorithm, and until when a signature made with it is believed.
    public struct Rule: Sendable {
        enum Subject: Hashable, Sendable {
            case digest(DigestAlgorithm)
            case rsa(atLeast: Int)
            case ellipticCurve(atLeast: Int)
        }

        let subject: Subject
        /// The last day on which a signature made with it counts; nil while no end is set.
        let until: CivilDate?
        let basis: String
    }

    let rules: [Rule]

    /// The rules in force: TT 15/2025/TT-BKHCN (RSA ≥ 2048, elliptic curves ≥ 256, SHA-256 or better).
    ///
    /// The end of 2048-bit RSA follows NIST SP 800-131A and 800-57: 112 bits of strength until 2030.
    public static let current = AlgorithmRules(rules: [
        Rule(subject: .digest(.sha256), until: nil, basis: "TT 15/2025/TT-BKHCN"),
        Rule(subject: .digest(.sha384), until: nil, basis: "TT 15/2025/TT-BKHCN"),
        Rule(subject: .digest(.sha512), until: nil, basis: "TT 15/2025/TT-BKHCN"),
        Rule(subject: .ellipticCurve(atLeast: 256), until: nil, basis: "TT 15/2025/TT-BKHCN"),
        Rule(subject: .rsa(atLeast: 3072), until: nil, basis: "TT 15/2025/TT-BKHCN"),
        Rule(
            subject: .rsa(atLeast: 2048), until: CivilDate(year: 2030, month: 12, day: 31),
            basis: "TT 15/2025/TT-BKHCN; NIST SP 800-131A"),
    ])

    /// Why this algorithm with this key did not count at `instant`; nil when it did.
    func objection(to algorithm: SignatureAlgorithm, _ key: PublicKey, at instant: Instant) -> Wording? {
        guard isInForce({ $0 == .digest(algorithm.digest) }, at: instant) else {
            let name = algorithm.digest.rawValue.uppercased()
            return Wording("Hàm băm \(name) không còn được chấp nhận.", en: "The hash \(name) is not accepted.")
        }
        let strong = isInForce(
            { subject in
                switch subject {
                case .rsa(let bits): key.isRSA && key.bits >= bits
                case .ellipticCurve(let bits): !key.isRSA && key.bits >= bits
                case .digest: false
                }
            }, at: instant)
        guard !strong else { return nil }
        return Wording(
            "Khoá \(key.isRSA ? "RSA" : "EC") \(key.bits) bit không đủ mạnh.",
            en: "The \(key.isRSA ? "RSA" : "EC") key of \(key.bits) bits is too weak.")
    }

    private func isInForce(_ matches: (Rule.Subject) -> Bool, at instant: Instant) -> Bool {
        rules.contains { matches($0.subject) && $0.until.map { instant.date <= $0 } ?? true }
    }
}
