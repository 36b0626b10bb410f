public import Database
import Essentials

/// What a look at the end of the journal found: the last checkpoint, and what came after it.
public struct JournalEndReport: Hashable, Sendable {
    /// Events that the last checkpoint covers.
    public let covered: Int64
    /// Sealed events after it.
    public let tail: Int64
    /// The first thing that is wrong; nil when nothing is.
    public let finding: JournalReport.Finding?
}

extension Database {
    /// Looks at the last checkpoint and at every event after it: quick however long the journal is, so that it can be done
    /// at each start. What lies before, `verifyJournal` recomputes. Writes nothing.
    ///
    /// - Parameters:
    ///   - key: the key that must have signed the checkpoint, kept outside the database.
    ///   - remembered: the last checkpoint as a file outside the database has it.
    public func verifyJournalEnd(
        key: JournalVerifierKey, remembered: VerifiedCheckpoint? = nil
    ) async throws -> JournalEndReport {
        try await read { db in
            let size = try db.journalSize()
            let last = try db.newestStoredCheckpoint()
            let covered = last?.size ?? 0
            let finding: JournalReport.Finding?
            do {
                finding = try db.endFinding(last, key: key, remembered: remembered, size: size)
            } catch JournalDamage.tile(let level, let number) {
                return JournalEndReport(
                    covered: covered, tail: max(0, size - covered), finding: .tile(level: level, number: number))
            }
            return JournalEndReport(covered: covered, tail: max(0, size - covered), finding: finding)
        }
    }
}

extension Connection {
    fileprivate func endFinding(
        _ last: StoredCheckpoint?, key: JournalVerifierKey, remembered: VerifiedCheckpoint?, size: Int64
    ) throws -> JournalReport.Finding? {
        let tiles = TileStore(self)
        var signed: [(Int64, VerifiedCheckpoint?)] = []
        if let last { signed.append((last.size, last.verified(with: key))) }
        if let remembered { signed.append((remembered.checkpoint.size, remembered)) }
        for (covered, verified) in signed {
            guard let verified else { return .checkpoint(size: covered) }
            guard covered <= size else { return .missing(position: size) }
            guard try tiles.tree(size: covered).root() == verified.checkpoint.root else {
                return .root(from: 0, size: covered)
            }
        }
        return try tailFinding(from: last?.size ?? 0, to: size)
    }

    /// Events that are not what the stored tree has.
    private func tailFinding(from first: Int64, to size: Int64) throws -> JournalReport.Finding? {
        let width = Int64(TileStore.width)
        for start in stride(from: first / width * width, to: size, by: Int(4 * width)) {
            let end = min(size, start + 4 * width)
            let stored = try storedHashes(from: start, to: end)
            let events: [RecordedEvent] = try all(
                """
                SELECT \(RecordedEvent.columns) FROM event
                WHERE position >= \(max(start, first)) AND position < \(end) ORDER BY position
                """)
            var expected = max(start, first)
            for event in events {
                guard event.position == expected else { return .missing(position: expected) }
                guard let hash = stored[expected] else { return .notSealed(position: expected) }
                guard hash == .leaf(event.leaf) else { return .changed(position: expected) }
                expected += 1
            }
            guard expected == end else { return .missing(position: expected) }
        }
        return nil
    }

    fileprivate func newestStoredCheckpoint() throws -> StoredCheckpoint? {
        try first("SELECT size, root, signed_at, note FROM journal_checkpoint ORDER BY size DESC LIMIT 1")
    }

    /// The newest events of a kind about a kind of subject, whose identifiers are given in the order of time.
    public func newestEvents(_ kind: String, about subject: String, limit: Int) throws -> [RecordedEvent] {
        try all(
            """
            SELECT \(RecordedEvent.columns) FROM event
            WHERE subject_kind = \(subject) AND kind = \(kind) ORDER BY subject_id DESC, id DESC LIMIT \(limit)
            """)
    }
}
