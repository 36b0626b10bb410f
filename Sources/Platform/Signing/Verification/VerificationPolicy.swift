public import Essentials
public import PDFStructure

/// What a verdict rests on: the pinned roots, what is known about revocation, the rules for algorithms, and the time.
public struct VerificationPolicy: Sendable {
    /// The roots that are trusted: those of official-duty and of public signatures. Never the machine's own store.
    public var anchors: [Certificate]
    /// Certificates that help to find a path, without being trusted themselves.
    public var intermediates: [Certificate] = []
    /// Revocation information beyond what the file carries.
    public var evidence = RevocationEvidence()
    public var rules = AlgorithmRules.current
    public var now: Instant
    /// The certificates of agencies; every other signer counts as a person. Nothing is said of the order while it is
    /// empty.
    public var agencies: Set<Certificate> = []
    public var limits = PDFLimits()
    /// How many signatures are judged: each hashes the file, and a hostile file has thousands.
    public var mostSignatures = 64
    /// What was found of authorities' signatures before. Copies of a policy share it, whatever else is changed in them.
    public var known = KnownSignatures()
    /// Form fields that the signature of the agency may fill: number and date of the document (NĐ 30/2020 Đ. 15).
    public var fillableFields: Set<String> = ["SoVanBan", "NgayBanHanh"]

    public init(anchors: [Certificate], now: Instant) {
        self.anchors = anchors
        self.now = now
    }
}
