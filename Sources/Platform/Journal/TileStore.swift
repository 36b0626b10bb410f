import Database

/// The tree's hashes as they are kept: in tiles of 256, as C2SP's tlog-tiles lays them out. A tile of level *l* holds the
/// roots of complete subtrees of 256^*l* leaves; what lies between two levels is computed.
final class TileStore {
    static let width = 256

    private let db: Connection
    private var tiles: [Address: [UInt8]] = [:]
    private var changed: Set<Address> = []

    private struct Address: Hashable {
        let level: Int
        let number: Int64
    }

    init(_ db: Connection) {
        self.db = db
    }

    /// The tree at a size whose tiles are stored.
    func tree(size: Int64) -> MerkleTree {
        MerkleTree(size: size) { try self.node(level: $0, index: $1) }
    }

    /// The root of the complete subtree of 2^level leaves at `index`.
    func node(level: Int, index: Int64) throws -> TreeHash {
        let below = level % 8
        if below == 0 { return try hash(level: level / 8, index: index) }
        return .node(
            try node(level: level - 1, index: index * 2), try node(level: level - 1, index: index * 2 + 1))
    }

    /// Adds the leaf at `position`, which must be the next, and the roots of every subtree it completes.
    func append(_ leaf: TreeHash, at position: Int64) throws {
        var level = 0
        var index = position
        var hash = leaf
        while true {
            let address = Address(level: level, number: index / Int64(Self.width))
            var bytes = try tile(address)
            guard bytes.count == Int(index % Int64(Self.width)) * TreeHash.length else {
                throw JournalDamage.tile(level: level, number: address.number)
            }
            bytes += hash.bytes
            tiles[address] = bytes
            changed.insert(address)
            guard bytes.count == Self.width * TreeHash.length else { return }
            hash = Self.root(of: Self.hashes(in: bytes))
            index = address.number
            level += 1
        }
    }

    /// Writes the tiles that were added to.
    func save() throws {
        for address in changed {
            try db.execute(
                """
                INSERT INTO journal_tile (level, number, hashes)
                VALUES (\(address.level), \(address.number), \(tiles[address]))
                ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
                """)
        }
        changed = []
    }

    func hash(level: Int, index: Int64) throws -> TreeHash {
        let address = Address(level: level, number: index / Int64(Self.width))
        let bytes = try tile(address)
        let start = Int(index % Int64(Self.width)) * TreeHash.length
        guard bytes.count >= start + TreeHash.length, let hash = TreeHash(bytes[start..<start + TreeHash.length]) else {
            throw JournalDamage.tile(level: level, number: address.number)
        }
        return hash
    }

    /// The hashes in a tile's bytes.
    static func hashes(in bytes: [UInt8]) -> [TreeHash] {
        stride(from: 0, to: bytes.count, by: TreeHash.length).compactMap {
            TreeHash(bytes[$0..<min($0 + TreeHash.length, bytes.count)])
        }
    }

    /// The root over a full tile, which is a hash in the tile above it.
    static func root(of tile: [TreeHash]) -> TreeHash {
        var hashes = tile
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count, by: 2).map { .node(hashes[$0], hashes[$0 + 1]) }
        }
        return hashes.first ?? .empty
    }

    private func tile(_ address: Address) throws -> [UInt8] {
        if let bytes = tiles[address] { return bytes }
        let bytes: [UInt8]? = try db.value(
            "SELECT hashes FROM journal_tile WHERE level = \(address.level) AND number = \(address.number)")
        tiles[address] = bytes ?? []
        return bytes ?? []
    }
}
