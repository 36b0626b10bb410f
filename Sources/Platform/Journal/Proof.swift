public import Database
public import Essentials

/// Shows that an event stands in the journal, with nothing but itself and the journal's public key.
public struct InclusionProof: Sendable {
    public let event: RecordedEvent
    public let position: Int64
    /// From the leaf's neighbour up to the root's child.
    public let hashes: [TreeHash]
    public let checkpoint: SignedCheckpoint

    /// Whether the checkpoint is signed with the key and the event is what stands at its position under it.
    public func holds(under key: JournalVerifierKey) -> Bool {
        (try? file(for: key).check(key: key)) != nil
    }

    /// The proof as a file that is complete in itself.
    public func file(for key: JournalVerifierKey) -> ProofFile {
        .inclusion(
            .init(
                leaf: event.leaf, position: position, hashes: hashes, checkpoint: checkpoint.note, key: key.name))
    }
}

/// Shows that the journal of today begins with the journal of then: nothing was taken out, changed or put between.
public struct ConsistencyProof: Sendable {
    public let earlier: SignedCheckpoint
    public let later: SignedCheckpoint
    public let hashes: [TreeHash]

    /// The proof as a file that is complete in itself.
    public func file(for key: JournalVerifierKey) -> ProofFile {
        .consistency(.init(earlier: earlier.note, later: later.note, hashes: hashes, key: key.name))
    }
}

extension Connection {
    /// The proof of an event under the newest checkpoint; nil while none covers it.
    public func inclusionProof(of id: ID<RecordedEvent>) throws -> InclusionProof? {
        let event: RecordedEvent? = try first("SELECT \(RecordedEvent.columns) FROM event WHERE event.id = \(id)")
        guard let event, let position = event.position, let checkpoint = try lastCheckpoint(),
            position < checkpoint.checkpoint.size
        else { return nil }
        let hashes = try TileStore(self).tree(size: checkpoint.checkpoint.size).inclusionProof(of: position)
        return InclusionProof(event: event, position: position, hashes: hashes, checkpoint: checkpoint)
    }

    /// The proof that the newest checkpoint continues the one of `size` events; nil when none of that size was signed.
    public func consistencyProof(from size: Int64) throws -> ConsistencyProof? {
        let earlier: SignedCheckpoint? = try first(
            "SELECT size, note, signed_at FROM journal_checkpoint WHERE size = \(size)")
        guard let earlier, let later = try lastCheckpoint() else { return nil }
        let hashes = try consistencyProof(from: earlier.checkpoint.size, to: later.checkpoint.size)
        return ConsistencyProof(earlier: earlier, later: later, hashes: hashes)
    }

    /// The hashes that show the journal of `later` events to begin with that of `earlier` events.
    /// - Throws: `MerkleProofError.outOfRange` unless 0 ≤ earlier ≤ later ≤ the journal's size.
    public func consistencyProof(from earlier: Int64, to later: Int64) throws -> [TreeHash] {
        guard later <= (try journalSize()) else { throw MerkleProofError.outOfRange }
        return try TileStore(self).tree(size: later).consistencyProof(from: earlier)
    }
}
