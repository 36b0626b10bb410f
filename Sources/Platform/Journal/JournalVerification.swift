public import Database
import Essentials

extension Database {
    /// Recomputes the whole tree from the events and compares it with what was stored and signed. Writes nothing.
    ///
    /// The journal may grow meanwhile: what is sealed never changes, so it is read page by page, and no long transaction
    /// keeps the database from tidying up.
    ///
    /// - Parameters:
    ///   - key: the key that must have signed the checkpoints, kept outside the database.
    ///   - published: notes of checkpoints that others kept. Only these tell when somebody cut the journal's end off, or
    ///     restored an older one, together with everything in the database that speaks of it.
    /// - Throws: `ProofRefusal.signature` when a published note was not signed with the key.
    public func verifyJournal(key: JournalVerifierKey, published: [String] = []) async throws -> JournalReport {
        let outside = try published.map { note in
            guard let checkpoint = key.checkpoint(of: note) else { throw ProofRefusal.signature }
            return checkpoint
        }
        var verification = JournalVerification(key: key, published: outside)
        while true {
            let before = verification
            let (after, report) = try await read { db in
                var next = before
                let report = try next.step(in: db)
                return (next, report)
            }
            if let report { return report }
            verification = after
        }
    }
}

/// One pass over all events by position, holding only the tree's right edge.
///
/// Where an event and the stored tree disagree, one of the two was changed. The next signed root says which: the events
/// give it, or the stored hashes do. So what was found is kept as a suspicion until then.
private struct JournalVerification: Sendable {
    private static let page = 4 * Int64(TileStore.width)

    private let key: JournalVerifierKey
    private var published: ArraySlice<VerifiedCheckpoint>
    private var publishedSize: Int64 = 0
    /// The tree as the events give it, and as the stored hashes of the leaves do.
    private var edge = TreeEdge()
    private var storedEdge = TreeEdge()
    private var tiles = TileCheck()
    /// The first event that is not as the stored tree has it, and what will be said of it unless the tree is at fault.
    private var suspect: Int64?
    private var suspicion: JournalReport.Finding?
    private var covered: VerifiedCheckpoint?
    private var checkpoints: Int64 = 0
    private var lastCheckpointSize = Int64.min

    init(key: JournalVerifierKey, published: [VerifiedCheckpoint]) {
        self.key = key
        self.published = published.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
    }

    /// Reads the next page.
    /// - Returns: the report, once something is found or everything is read.
    mutating func step(in db: Connection) throws -> JournalReport? {
        let events: [RecordedEvent] = try db.all(
            """
            SELECT \(RecordedEvent.columns) FROM event
            WHERE position >= \(edge.size) ORDER BY position LIMIT \(Self.page)
            """)
        var finding = try findingBeforeTheFirst(in: db) ?? check(events, in: db)
        if finding == nil, events.count == Self.page { return nil }
        if finding == nil { finding = try findingAtTheEnd(in: db) }
        return JournalReport(
            events: edge.size, waiting: try db.value("SELECT count(*) FROM event WHERE position IS NULL") ?? 0,
            checkpoints: checkpoints, covered: covered, root: edge.root, finding: finding)
    }

    private func findingBeforeTheFirst(in db: Connection) throws -> JournalReport.Finding? {
        guard edge.size == 0, let first: Int64 = try db.value("SELECT min(position) FROM event"), first < 0 else {
            return nil
        }
        return .notSealed(position: first)
    }

    private mutating func check(_ events: [RecordedEvent], in db: Connection) throws -> JournalReport.Finding? {
        let stored = try db.storedHashes(from: edge.size, to: edge.size + Self.page)
        var rows = try db.storedCheckpoints(after: lastCheckpointSize, upTo: edge.size + Self.page)[...]
        for event in events {
            let position = edge.size
            guard event.position == position else { return suspicion ?? .missing(position: position) }
            let leaf = TreeHash.leaf(event.leaf)
            switch stored[position] {
            case leaf: break
            case nil: suspect(position, .notSealed(position: position))
            default: suspect(position, .changed(position: position))
            }
            edge.append(leaf)
            storedEdge.append(stored[position] ?? leaf)
            try tiles.append(leaf, in: db)
            while let next = published.first, next.checkpoint.size <= edge.size {
                published.removeFirst()
                if let finding = meet(next, after: publishedSize) { return finding }
                publishedSize = edge.size
            }
            while let row = rows.first, row.size <= edge.size {
                rows.removeFirst()
                if let finding = check(row) { return finding }
            }
        }
        return nil
    }

    private mutating func check(_ row: StoredCheckpoint) -> JournalReport.Finding? {
        lastCheckpointSize = row.size
        checkpoints += 1
        guard let checkpoint = row.verified(with: key), row.size == edge.size else {
            return suspicion ?? .checkpoint(size: row.size)
        }
        return meet(checkpoint, after: covered?.checkpoint.size ?? 0)
    }

    /// Compares a signed root with that of the events up to here.
    /// - Parameter good: up to where an earlier root of the same source fitted.
    private mutating func meet(_ signed: VerifiedCheckpoint, after good: Int64) -> JournalReport.Finding? {
        let (size, root) = (signed.checkpoint.size, signed.checkpoint.root)
        guard root == edge.root else {
            if let suspicion, root == storedEdge.root { return suspicion }
            return .root(from: good, size: size)
        }
        covered = signed
        guard let suspect else { return tiles.finding }
        return .tile(level: 0, number: suspect / Int64(TileStore.width))
    }

    private mutating func suspect(_ position: Int64, _ finding: JournalReport.Finding) {
        guard suspicion == nil else { return }
        (suspect, suspicion) = (position, finding)
    }

    /// What is covered must be there: events cut off at the end leave their hashes and their checkpoint behind.
    private mutating func findingAtTheEnd(in db: Connection) throws -> JournalReport.Finding? {
        if let suspicion { return suspicion }
        if let row = try db.storedCheckpoints(after: lastCheckpointSize, upTo: .max).first {
            return row.verified(with: key) == nil ? .checkpoint(size: row.size) : .missing(position: edge.size)
        }
        if !published.isEmpty { return .missing(position: edge.size) }
        return try tiles.findingAtTheEnd(size: edge.size, in: db)
    }
}

/// A row of `journal_checkpoint`, as somebody may have left it.
struct StoredCheckpoint: RowDecodable {
    let size: Int64
    private let root: [UInt8]
    private let signedAt: Instant
    private let note: String

    init(row: Row) throws {
        size = try row["size"]
        root = try row["root"]
        signedAt = try row["signed_at"]
        note = try row["note"]
    }

    /// Nil unless the note is signed and says what the row says.
    func verified(with key: JournalVerifierKey) -> VerifiedCheckpoint? {
        guard let signed = key.checkpoint(of: note), signed.checkpoint.size == size,
            signed.checkpoint.root.bytes == root, signed.signedAt == signedAt
        else { return nil }
        return signed
    }
}

extension Connection {
    fileprivate func storedCheckpoints(after size: Int64, upTo last: Int64) throws -> [StoredCheckpoint] {
        try all(
            """
            SELECT size, root, signed_at, note FROM journal_checkpoint
            WHERE size > \(size) AND size <= \(last) ORDER BY size LIMIT \(last == .max ? 1 : Int64.max)
            """)
    }

    /// The stored hashes of the leaves from a position that begins a tile.
    func storedHashes(from first: Int64, to end: Int64) throws -> [Int64: TreeHash] {
        let width = Int64(TileStore.width)
        let rows = try rows(
            """
            SELECT number, hashes FROM journal_tile
            WHERE level = 0 AND number >= \(first / width) AND number < \((end + width - 1) / width)
            """)
        var hashes: [Int64: TreeHash] = [:]
        for row in rows {
            let number: Int64 = try row["number"]
            for (index, hash) in TileStore.hashes(in: try row["hashes"]).enumerated() {
                hashes[number * width + Int64(index)] = hash
            }
        }
        return hashes
    }
}
