import Database

/// The roots of the complete subtrees that make up a tree, from left to right.
struct TreeEdge: Sendable {
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

/// Compares the stored tiles above the leaves with those that the events give.
struct TileCheck: Sendable {
    /// The first stored tile that is wrong.
    private(set) var finding: JournalReport.Finding?
    /// At each level, the hashes of the tile that is not full yet, and how many full ones are before it.
    private var levels = [Level](repeating: Level(), count: 8)

    private struct Level {
        var full: Int64 = 0
        var hashes: [TreeHash] = []
    }

    mutating func append(_ leaf: TreeHash, in db: Connection) throws {
        var hash = leaf
        for level in levels.indices {
            levels[level].hashes.append(hash)
            guard levels[level].hashes.count == TileStore.width else { return }
            // The leaves' own tiles are compared one by one, where they are read.
            if level > 0 { try compare(level, in: db) }
            hash = TileStore.root(of: levels[level].hashes)
            levels[level].hashes = []
            levels[level].full += 1
        }
    }

    /// - Parameter size: the number of events.
    mutating func findingAtTheEnd(size: Int64, in db: Connection) throws -> JournalReport.Finding? {
        for level in levels.indices {
            let full = levels[level].full
            let last: Int64? = try db.value("SELECT max(number) FROM journal_tile WHERE level = \(level)")
            let stored = try storedTile(level, in: db).count / TreeHash.length
            if level == 0, stored > levels[level].hashes.count || last ?? -1 > full { return .missing(position: size) }
            if let last, last > full { note(level, last) }
            try compare(level, in: db)
        }
        return finding
    }

    private mutating func compare(_ level: Int, in db: Connection) throws {
        if try storedTile(level, in: db) != levels[level].hashes.flatMap(\.bytes) { note(level, levels[level].full) }
    }

    /// What is stored of the tile that is being filled.
    private func storedTile(_ level: Int, in db: Connection) throws -> [UInt8] {
        try db.value("SELECT hashes FROM journal_tile WHERE level = \(level) AND number = \(levels[level].full)") ?? []
    }

    private mutating func note(_ level: Int, _ number: Int64) {
        if finding == nil { finding = .tile(level: level, number: number) }
    }
}
