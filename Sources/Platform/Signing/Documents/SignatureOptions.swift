public import Essentials

/// What a signature says besides who signed.
public struct SignatureOptions: Sendable {
    /// What later changes a first, certifying signature permits (DocMDP, ISO 32000-2 §12.8.2.2).
    public enum Certification: Int, Sendable {
        case noChanges = 1
        case signing = 2
    }

    /// The field to sign; an empty field of this name is filled, else it is made. Nil: a new name.
    public var fieldName: String?
    public var signerName: String?
    public var reason: String?
    public var location: String?
    /// Who is an agency, and by what a person's signature before it is judged: a certificate among its `agencies` signs
    /// after a person whose signature passes, or not at all (NĐ 30/2020/NĐ-CP Đ. 32 k. 2). Nil while nobody says who is an
    /// agency.
    public var order: VerificationPolicy?
    /// What is signed is a copy that the agency made itself: nobody signs it before.
    public var isAgencyCopy = false
    /// When the signer says that it was signed. It is a claim until a time-stamp proves it.
    public var claimedAt: Instant
    /// Nil: the signature is not seen on a page.
    public var appearance: SignatureAppearance?
    public var certification: Certification?
    /// How many bytes are kept for the message.
    public var reservedBytes = 16 << 10

    public init(claimedAt: Instant) {
        self.claimedAt = claimedAt
    }
}

/// Levels of a signature (EN 319 142-1): what it carries so that it can still be judged later.
public enum SignatureLevel: String, CaseIterable, Sendable, Codable, Comparable {
    /// The signature alone.
    case basic = "b-b"
    /// … with a time-stamp.
    case timestamped = "b-t"
    /// … with certificates and revocation information.
    case longTerm = "b-lt"
    /// … with a time-stamp over all that.
    case archived = "b-lta"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rank < rhs.rank
    }
}
