public import Database
import Essentials

/// Gives committed events their position and extends the tree; one at a time, by a lock.
///
/// Positions have no gap and never change, so a subscriber that reads by position misses nothing, in whatever order the
/// transactions were committed. An event stands after every event its transaction read: that one was committed earlier,
/// has the smaller identifier, and events are taken in the order of their identifiers.
public struct Sealer: Sendable {
    /// Events sealed in one transaction: few enough not to keep other writers waiting.
    public static let batch = 250

    private let database: Database
    private let key: JournalKey
    private let memory: CheckpointFile?

    /// - Parameters:
    ///   - database: where the journal is.
    ///   - key: what its checkpoints are signed with.
    ///   - memory: where the last checkpoint is kept outside the database. With it nothing is signed that contradicts
    ///     it, even when somebody rewrote the whole database or restored an older one.
    public init(database: Database, key: JournalKey, memory: CheckpointFile? = nil) {
        self.database = database
        self.key = key
        self.memory = memory
    }

    /// Seals what is waiting, at most one batch.
    /// - Returns: how many events were sealed.
    /// - Throws: `JournalDamage` when the stored tree cannot be continued.
    @discardableResult
    public func seal() async throws -> Int {
        let isWaiting = try await database.read { db in
            try db.row("SELECT id FROM event WHERE position IS NULL LIMIT 1") != nil
        }
        guard isWaiting else { return 0 }
        return try await database.write { db in
            try db.lock("journal")
            let events: [RecordedEvent] = try db.all(
                """
                SELECT \(RecordedEvent.columns) FROM event WHERE position IS NULL ORDER BY id LIMIT \(Self.batch)
                """)
            let tiles = TileStore(db)
            var position = try db.journalSizeToContinue()
            for event in events {
                try tiles.append(.leaf(event.leaf), at: position)
                try db.execute("UPDATE event SET position = \(position) WHERE id = \(event.id)")
                position += 1
            }
            try tiles.save()
            return events.count
        }
    }

    /// Seals everything that is waiting.
    public func sealAll() async throws {
        while try await seal() > 0 {}
    }

    /// Signs a checkpoint of what is sealed, unless the last one covers it.
    ///
    /// What was signed before is checked against the tree of today first: a journal never signs two trees of which one
    /// does not continue the other (C2SP tlog-checkpoint).
    /// - Returns: the last checkpoint; nil while the journal is empty.
    /// - Throws: `JournalDamage`.
    @discardableResult
    public func checkpoint() async throws -> SignedCheckpoint? {
        let remembered = try memory?.read(key: key.verifier)
        let signed = try await database.write { [key, clock = database.clock] db -> SignedCheckpoint? in
            try db.lock("journal")
            let size = try db.journalSizeToContinue()
            let last = try db.lastCheckpoint()
            let tree = TileStore(db).tree(size: size)
            if let remembered { try tree.checkContinues(remembered.checkpoint) }
            if size == 0 { return nil }
            if let last {
                if last.checkpoint.size == size { return last }
                guard let verified = key.verifier.checkpoint(of: last.note) else {
                    throw JournalDamage.checkpoint(size: last.checkpoint.size)
                }
                try tree.checkContinues(verified.checkpoint)
            }
            let checkpoint = Checkpoint(origin: key.verifier.name, size: size, root: try tree.root())
            let signed = try key.note(checkpoint, at: clock.now())
            try db.insert(signed)
            return signed
        }
        if let signed, signed.note != remembered?.note { try memory?.write(signed) }
        return signed
    }
}

extension MerkleTree {
    /// - Throws: `JournalDamage` unless this tree begins with the one that was signed.
    fileprivate func checkContinues(_ earlier: Checkpoint) throws {
        guard earlier.size <= size else { throw JournalDamage.shortened(size: size, covered: earlier.size) }
        let isContinued = MerkleProof.extends(
            earlier.root, earlier: earlier.size, to: try root(), size: size,
            proof: try consistencyProof(from: earlier.size))
        guard isContinued else { throw JournalDamage.forked(earlier: earlier.size, size: size) }
    }
}

extension Connection {
    /// The number of sealed events.
    public func journalSize() throws -> Int64 {
        let last: Int64? = try value("SELECT max(position) FROM event")
        return (last ?? -1) + 1
    }

    /// The newest signed checkpoint, or nil.
    public func lastCheckpoint() throws -> SignedCheckpoint? {
        try first("SELECT size, note, signed_at FROM journal_checkpoint ORDER BY size DESC LIMIT 1")
    }

    /// The newest signed checkpoint that covers no more events than these, or nil.
    public func checkpoint(upTo size: Int64) throws -> SignedCheckpoint? {
        try first(
            """
            SELECT size, note, signed_at FROM journal_checkpoint WHERE size <= \(size) ORDER BY size DESC LIMIT 1
            """)
    }

    /// The number of sealed events.
    /// - Throws: `JournalDamage.shortened` when a checkpoint covers more: their positions must not be given again.
    fileprivate func journalSizeToContinue() throws -> Int64 {
        let size = try journalSize()
        let covered: Int64 = try value("SELECT max(size) FROM journal_checkpoint") ?? 0
        guard covered <= size else { throw JournalDamage.shortened(size: size, covered: covered) }
        return size
    }

    fileprivate func insert(_ signed: SignedCheckpoint) throws {
        try execute(
            """
            INSERT INTO journal_checkpoint (size, root, signed_at, note)
            VALUES (\(signed.checkpoint.size), \(signed.checkpoint.root.bytes), \(signed.signedAt), \(signed.note))
            """)
    }
}
