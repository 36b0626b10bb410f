public import Essentials
public import PDFStructure

/// Everything that is said about one signature or document time-stamp.
public struct SignatureReport: Sendable {
    /// Whether somebody signed, or a time-stamp covers the whole document.
    public enum Kind: String, Sendable, Codable {
        case signature, timestamp
    }

    /// What the time that counts rests on.
    public enum TimeSource: Hashable, Sendable {
        case now
        /// Proven by a token of this authority.
        case timestamp(authority: String)
    }

    public let fieldName: String
    public let kind: Kind
    public var verdict: Verdict
    public var signer: Certificate?
    public var algorithm: SignatureAlgorithm?
    /// What the signature says itself of its time, which proves nothing.
    public var claimedAt: Instant?
    /// When it certainly existed, and by whose word.
    public var provenAt: Instant
    public var timeSource = TimeSource.now
    public var level: SignatureLevel?
    /// The revision that it closes, from 1, of how many.
    public var revision: Int?
    public var coversWholeFile = false
    /// All that was changed after it, allowed or not.
    public var changes: [DocumentChange] = []
    /// What a reader should know and what does not change the verdict.
    public var remarks: [Wording] = []
}

/// One thing that a later revision changed.
public struct DocumentChange: Hashable, Sendable {
    /// The revision that changed it, from 1.
    public let revision: Int
    public let isAllowed: Bool
    public let wording: Wording
}

/// All that is said about a document.
public struct DocumentReport: Sendable {
    public let documentHash: [UInt8]
    public let signatures: [SignatureReport]
    /// Why the file could not be read at all.
    public let problem: PDFProblem?

    /// The worst of all signatures; nil when there are none.
    public var indication: Indication? {
        if problem != nil { return .failed }
        return signatures.map(\.verdict.indication).max()
    }
}
