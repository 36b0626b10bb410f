/// The last checkpoint the journal signed, kept in a file: what the journal remembers when the database forgets.
public struct CheckpointFile: Sendable {
    /// Where it is.
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The checkpoint in the file; nil when there is no file yet.
    /// - Throws: `CheckpointFileError` when the file holds something else.
    public func read(key: JournalVerifierKey) throws -> VerifiedCheckpoint? {
        guard let note = try DurableFile(path: path).read() else { return nil }
        guard let checkpoint = key.checkpoint(of: note) else { throw CheckpointFileError(path: path) }
        return checkpoint
    }

    func write(_ signed: SignedCheckpoint) throws {
        try DurableFile(path: path).replace(with: signed.note, mode: 0o644)
    }
}

/// A file that should hold a checkpoint of this journal holds none that its key signed.
public struct CheckpointFileError: Error, CustomStringConvertible {
    /// Where it is.
    public let path: String

    public var description: String { "\(path) holds no checkpoint signed with the journal's key" }
}
