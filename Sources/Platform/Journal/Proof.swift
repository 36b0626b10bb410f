public import Database
public import Essentials

/// Shows that an event stands in the journal, with nothing but itself and the journal's public key.
public struct InclusionProof: Sendable {
    public let event: RecordedEvent
    public let position: Int64
    public let hashes: [TreeHash]
    public let checkpoint: SignedCheckpoint

    /// Whether the checkpoint is signed with the key and the event is what stands at its position under it.
    public func holds(under key: JournalVerifierKey) -> Bool {
        guard let text = key.text(of: checkpoint.note), let signed = Checkpoint(text: text) else { return false }
        return MerkleProof.includes(
            .leaf(event.leaf), at: position, size: signed.size, root: signed.root, proof: hashes)
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

    /// The hashes that show the journal of `later` events to begin with that of `earlier` events.
    /// - Throws: `MerkleProofError.outOfRange` unless 0 ≤ earlier ≤ later ≤ the journal's size.
    public func consistencyProof(from earlier: Int64, to later: Int64) throws -> [TreeHash] {
        guard later <= (try journalSize()) else { throw MerkleProofError.outOfRange }
        return try TileStore(self).tree(size: later).consistencyProof(from: earlier)
    }
}
