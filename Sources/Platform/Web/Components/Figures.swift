public import Essentials

/// Numbers side by side, as a table and as bars.
public struct BarTable: Viewable {
    let caption: Wording
    let labelHeading: Wording
    let valueHeading: Wording
    let bars: [Bar]
    let source: Wording?

    /// - Parameters:
    ///   - caption: what is compared.
    ///   - labelHeading: over the names.
    ///   - valueHeading: over the numbers.
    ///   - bars: in order.
    ///   - source: where it is taken from.
    public init(
        _ caption: Wording, labelHeading: Wording, valueHeading: Wording, _ bars: [Bar], source: Wording? = nil
    ) {
        self.caption = caption
        self.labelHeading = labelHeading
        self.valueHeading = valueHeading
        self.bars = bars
        self.source = source
    }

    /// One number with its bar.
    public struct Bar: Viewable {
        /// How it stands.
        public enum Kind: String, Sendable {
            case plain, good, warn, bad
        }

        let label: Wording
        let text: any Spoken
        let percent: Int
        let kind: String
        let path: String?

        /// - Parameters:
        ///   - label: whose it is.
        ///   - number: as it is read.
        ///   - share: its length, 0…1.
        ///   - kind: how it stands.
        ///   - path: the list behind it.
        public init(_ label: Wording, _ number: any Spoken, share: Double, kind: Kind = .plain, path: String? = nil) {
            self.label = label
            text = number
            percent = Int((min(max(share, 0), 1) * 100).rounded())
            self.kind = kind.rawValue
            self.path = path
        }
    }
}

/// What was found about a signature: the verdict first, then why.
public struct SignatureCard: Viewable {
    /// The verdict.
    public enum Kind: String, Sendable {
        case valid, warn, invalid, unknown
    }

    let kind: String
    let verdict: Wording
    let signer: String
    let signerNote: String?
    let signedAt: Instant?
    let dateTime: String?
    let covers: Wording?
    let reasons: [Reason]
    let certificate: [Fact]
    let detailsPath: String?

    /// - Parameters:
    ///   - kind: the verdict.
    ///   - verdict: in words.
    ///   - signer: who signed.
    ///   - signerNote: in which post.
    ///   - signedAt: when.
    ///   - covers: what was signed.
    ///   - reasons: why the verdict is what it is.
    ///   - certificate: the certificate's facts.
    ///   - detailsPath: everything that was checked.
    public init(
        _ kind: Kind, _ verdict: Wording, signer: String, signerNote: String? = nil, signedAt: Instant? = nil,
        covers: Wording? = nil, reasons: [Reason] = [], certificate: [Fact] = [], detailsPath: String? = nil
    ) {
        self.kind = kind.rawValue
        self.verdict = verdict
        self.signer = signer
        self.signerNote = signerNote
        self.signedAt = signedAt
        dateTime = signedAt?.description
        self.covers = covers
        self.reasons = reasons
        self.certificate = certificate
        self.detailsPath = detailsPath
    }

    /// One reason of a verdict.
    public struct Reason: Viewable {
        /// Which way it speaks.
        public enum Kind: String, Sendable {
            case good, warn, bad
        }

        let kind: String
        let text: Wording

        /// - Parameters:
        ///   - kind: which way it speaks.
        ///   - text: what was found.
        public init(_ kind: Kind, _ text: Wording) {
            self.kind = kind.rawValue
            self.text = text
        }
    }
}
