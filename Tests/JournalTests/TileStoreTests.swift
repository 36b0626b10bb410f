import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

@Suite struct TileStoreTests {
    /// Two full tiles and a bit, so that there is a second level; with a tree rebuilt from the database at each end.
    @Test(arguments: Engine.tested)
    func `the stored tree is the tree at every size around the end of a tile`(engine: Engine) async throws {
        let reference = ReferenceTree(count: 520)
        try await TestJournal.with(engine) { journal in
            var size = 0
            for end in [1, 2, 255, 256, 257, 300, 511, 512, 513, 520] {
                try await journal.database.write { [size] db in
                    let tiles = TileStore(db)
                    for position in size..<end { try tiles.append(reference.leaf(position), at: Int64(position)) }
                    try tiles.save()
                }
                size = end
                try await check(size, against: reference, earlier: [1, 100, 255, 256, 257, 512], in: journal)
            }
            #expect(try await journal.number("SELECT count(*) FROM journal_tile WHERE level = 0") == 3)
            #expect(try await journal.number("SELECT length(hashes) FROM journal_tile WHERE level = 1") == 64)
        }
    }

    @Test(arguments: Engine.tested)
    func `the stored tree is the tree at every size around 65,536`(engine: Engine) async throws {
        let reference = ReferenceTree(count: 65_800)
        try await TestJournal.with(engine) { journal in
            try await journal.database.write { db in
                let tiles = TileStore(db)
                for position in 0..<65_800 { try tiles.append(reference.leaf(position), at: Int64(position)) }
                try tiles.save()
            }
            for size in [65_535, 65_536, 65_537, 65_792, 65_800] {
                try await check(size, against: reference, earlier: [1, 256, 65_535, 65_536], in: journal)
            }
            #expect(try await journal.number("SELECT length(hashes) FROM journal_tile WHERE level = 2") == 32)
            #expect(
                try await journal.number("SELECT length(hashes) FROM journal_tile WHERE level = 1 AND number = 1") == 32
            )
        }
    }

    private func check(_ size: Int, against reference: ReferenceTree, earlier: [Int], in journal: TestJournal)
        async throws
    {
        let root = reference.root(size)
        try await journal.database.read { db in
            let tree = TileStore(db).tree(size: Int64(size))
            #expect(try tree.root() == root)
            for position in [0, size / 3, size - 1] {
                let proof = try tree.inclusionProof(of: Int64(position))
                #expect(
                    MerkleProof.includes(
                        reference.leaf(position), at: Int64(position), size: Int64(size), root: root, proof: proof))
            }
            for earlier in earlier where earlier < size {
                let proof = try tree.consistencyProof(from: Int64(earlier))
                #expect(
                    MerkleProof.extends(
                        reference.root(earlier), earlier: Int64(earlier), to: root, size: Int64(size), proof: proof))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a leaf can only be put at the end`(engine: Engine) async throws {
        let leaf = TreeHash.leaf([])
        try await TestJournal.with(engine) { journal in
            await #expect(throws: JournalDamage.tile(level: 0, number: 0)) {
                try await journal.database.write { try TileStore($0).append(leaf, at: 1) }
            }
            await #expect(throws: JournalDamage.tile(level: 0, number: 0)) {
                try await journal.database.write { db in
                    let tiles = TileStore(db)
                    try tiles.append(leaf, at: 0)
                    try tiles.append(leaf, at: 0)
                }
            }
            await #expect(throws: JournalDamage.tile(level: 0, number: 0)) {
                try await journal.database.read { try TileStore($0).tree(size: 1).root() }
            }
        }
    }
}

extension TestJournal {
    /// Writes the tiles anew from the events, as somebody would who wants to hide a change.
    func rebuildTiles() async throws {
        let events = try await events()
        try await database.write { db in
            try db.execute("DELETE FROM journal_tile")
            let tiles = TileStore(db)
            for (index, event) in events.enumerated() { try tiles.append(.leaf(event.leaf), at: Int64(index)) }
            try tiles.save()
        }
    }
}
