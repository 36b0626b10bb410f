public import Database

/// What a full check of the journal found.
public struct JournalReport: Hashable, Sendable {
    /// Number of sealed events read.
    public let events: Int64
    /// Events not sealed yet.
    public let waiting: Int
    /// Number of signed checkpoints read.
    public let checkpoints: Int
    /// The root over everything read.
    public let root: TreeHash
    /// The first thing that is wrong; nil when nothing is.
    public let finding: Finding?

    /// What can be wrong, with the place.
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// An event is not what it was when it was sealed, or another stands in its place.
        case changed(position: Int64)
        /// There is no event at this position though there are later ones, or a checkpoint or the tree covers it.
        case missing(position: Int64)
        /// The signed root does not come out of the events; the change lies in `from ..< size`.
        case root(from: Int64, size: Int64)
        /// The checkpoint of this size is not signed with the journal's key, or says something else than its row.
        case signature(size: Int64)

        public var description: String {
            switch self {
            case .changed(let position): "the event at position \(position) was changed or exchanged"
            case .missing(let position): "the event at position \(position) is missing"
            case .root(let from, let size): "the events from position \(from) to \(size - 1) do not give the signed root"
            case .signature(let size): "the checkpoint of size \(size) is not signed with the journal's key"
            }
        }
    }
}

extension Database {
    /// Recomputes the whole tree from the events and compares it with what was stored and signed.
    ///
    /// - Parameter key: the key that must have signed the checkpoints, kept outside the database.
    public func verifyJournal(key: JournalVerifierKey) async throws -> JournalReport {
        try await read { db in
            var verification = try JournalVerification(db: db, key: key)
            return try verification.run()
        }
    }
}

/// One pass over all events by position, holding only the tree's right edge.
private struct JournalVerification {
    private let db: Connection
    private let key: JournalVerifierKey
    private let tiles: TileStore
    private var checkpoints: ArraySlice<SignedCheckpoint>
    private let checkpointCount: Int
    private var edge = TreeEdge()
    private var lastGoodSize: Int64 = 0

    init(db: Connection, key: JournalVerifierKey) throws {
        self.db = db
        self.key = key
        tiles = TileStore(db)
        let all: [SignedCheckpoint] = try db.all("SELECT note, signed_at FROM journal_checkpoint ORDER BY size")
        checkpoints = all[...]
        checkpointCount = all.count
    }

    mutating func run() throws -> JournalReport {
        let finding = try firstFinding()
        let waiting: Int = try db.value("SELECT count(*) FROM event WHERE position IS NULL") ?? 0
        return JournalReport(
            events: edge.size, waiting: waiting, checkpoints: checkpointCount, root: edge.root, finding: finding)
    }

    private mutating func firstFinding() throws -> JournalReport.Finding? {
        while true {
            let events: [RecordedEvent] = try db.all(
                """
                SELECT \(RecordedEvent.columns) FROM event WHERE position >= \(edge.size) ORDER BY position LIMIT 500
                """)
            for event in events {
                guard event.position == edge.size else { return .missing(position: edge.size) }
                let leaf = TreeHash.leaf(event.leaf)
                guard (try? tiles.hash(level: 0, index: edge.size)) == leaf else {
                    return .changed(position: edge.size)
                }
                edge.append(leaf)
                if let finding = checkCheckpoint() { return finding }
            }
            if events.isEmpty { return endFinding() }
        }
    }

    private mutating func checkCheckpoint() -> JournalReport.Finding? {
        guard let next = checkpoints.first, next.checkpoint.size <= edge.size else { return nil }
        checkpoints = checkpoints.dropFirst()
        let size = next.checkpoint.size
        guard let text = key.text(of: next.note), let signed = Checkpoint(text: text), signed == next.checkpoint else {
            return .signature(size: size)
        }
        guard signed.size == edge.size, signed.root == edge.root else { return .root(from: lastGoodSize, size: size) }
        lastGoodSize = size
        return nil
    }

    /// What is covered must be there: events cut off at the end leave their tile and their checkpoint behind.
    private func endFinding() -> JournalReport.Finding? {
        if !checkpoints.isEmpty || (try? tiles.hash(level: 0, index: edge.size)) != nil {
            return .missing(position: edge.size)
        }
        return nil
    }
}

/// The roots of the complete subtrees that make up a tree, from left to right.
private struct TreeEdge {
    private(set) var size: Int64 = 0
    private var subtrees: [TreeHash] = []

    mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        var rest = size
        while rest & 1 == 1 {
            hash = .node(subtrees.removeLast(), hash)
            rest >>= 1
        }
        subtrees.append(hash)
        size += 1
    }

    var root: TreeHash {
        guard var root = subtrees.last else { return .empty }
        for subtree in subtrees.dropLast().reversed() { root = .node(subtree, root) }
        return root
    }
}
