public import Database
public import Essentials

/// What the journal was at one moment: so many events under this root, signed.
///
/// Who keeps one can show later that nothing it covers was changed, removed or put in another order, even by an
/// administrator with every right on the database.
public struct Checkpoint: Hashable, Sendable {
    /// The journal's name, without a line break: the installation's own.
    public let origin: String
    /// Number of events covered.
    public let size: Int64
    public let root: TreeHash

    public init(origin: String, size: Int64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Three lines, as C2SP's tlog-checkpoint has them: origin, size, root in base 64.
    public var text: String {
        "\(origin)\n\(size)\n\(root.base64)\n"
    }

    /// Reads what `text` writes; nil for anything else.
    public init?(text: String) {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, !lines[0].isEmpty, lines[3].isEmpty, let size = Int64(lines[1]), size >= 0,
            String(size) == lines[1], let root = TreeHash(base64: lines[2])
        else { return nil }
        self.init(origin: lines[0], size: size, root: root)
    }
}

/// A checkpoint with its signatures, as it is stored and published. Who has it from elsewhere gives its note to
/// `JournalVerifierKey.checkpoint(of:)`.
public struct SignedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// To the second.
    public let signedAt: Instant
    /// The whole note: text, empty line, signatures.
    public let note: String
}

extension SignedCheckpoint: RowDecodable {
    public init(row: Row) throws {
        note = try row["note"]
        signedAt = try row["signed_at"]
        guard let text = SignedNote(note)?.text, let checkpoint = Checkpoint(text: text) else {
            throw JournalDamage.checkpoint(size: try row["size"])
        }
        self.checkpoint = checkpoint
    }
}

/// A checkpoint whose signatures were checked with the journal's key.
public struct VerifiedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// When the journal says it was signed, to the second; nil for a note without a signed time.
    public let signedAt: Instant?
    public let note: String
}
