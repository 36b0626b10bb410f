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

    public init(database: Database, key: JournalKey) {
        self.database = database
        self.key = key
    }

    /// Seals what is waiting, at most one batch.
    /// - Returns: how many events were sealed.
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
            var position = try db.journalSize()
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
    /// - Returns: the last checkpoint; nil while the journal is empty.
    @discardableResult
    public func checkpoint() async throws -> SignedCheckpoint? {
        try await database.write { [key, clock = database.clock] db in
            try db.lock("journal")
            let size = try db.journalSize()
            let last = try db.lastCheckpoint()
            if size == 0 || last?.checkpoint.size == size { return last }
            let root = try TileStore(db).tree(size: size).root()
            let checkpoint = Checkpoint(origin: key.verifier.name, size: size, root: root)
            let signed = SignedCheckpoint(
                checkpoint: checkpoint, signedAt: clock.now(), note: try key.note(checkpoint.text))
            try db.execute(
                """
                INSERT INTO journal_checkpoint (size, root, signed_at, note)
                VALUES (\(size), \(root.bytes), \(signed.signedAt), \(signed.note))
                """)
            return signed
        }
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
        try first("SELECT note, signed_at FROM journal_checkpoint ORDER BY size DESC LIMIT 1")
    }
}
