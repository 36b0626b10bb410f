import Journal
import Testing

@Suite struct MerkleProofTests {
    private static let tree = ReferenceTree(count: 301)
    private static let roots = (0...301).map { tree.root($0) }

    @Test func `every leaf of every tree up to 300 has a proof that holds, and not at the next position`() throws {
        for size in 1...300 {
            let tree = Self.tree.merkleTree(size)
            #expect(try tree.root() == Self.roots[size])
            for position in 0..<size {
                let proof = try tree.inclusionProof(of: Int64(position))
                #expect(Self.includes(position, at: position, size, proof))
                #expect(!Self.includes(position, at: (position + 1) % size, size, proof) || size == 1)
                #expect(!Self.includes(position, at: position, size, Array(proof.dropLast())) || size == 1)
            }
        }
    }

    @Test func `every tree up to 300 is shown to continue every earlier one, and no other`() throws {
        for size in 1...300 {
            let tree = Self.tree.merkleTree(size)
            for earlier in 1...size {
                let proof = try tree.consistencyProof(from: Int64(earlier))
                #expect(Self.extends(earlier, Self.roots[earlier], size, Self.roots[size], proof))
                #expect(!Self.extends(earlier, Self.roots[earlier - 1], size, Self.roots[size], proof))
                #expect(
                    !Self.extends(earlier - 1, Self.roots[earlier - 1], size, Self.roots[size], proof) || earlier == 1)
                #expect(!Self.extends(earlier, Self.roots[earlier], size + 1, Self.roots[size + 1], proof))
            }
        }
    }

    @Test func `one bit changed anywhere spoils a proof of inclusion`() throws {
        for size in 1...20 {
            for position in 0..<size {
                let (leaf, root) = (Self.tree.leaf(position), Self.roots[size])
                let proof = try Self.tree.merkleTree(size).inclusionProof(of: Int64(position))
                for bit in 0..<256 {
                    #expect(!Self.includes(leaf.flipping(bit), position, size, root, proof))
                    #expect(!Self.includes(leaf, position, size, root.flipping(bit), proof))
                }
                for index in proof.indices {
                    for bit in stride(from: index, to: 256, by: 7) {
                        var changed = proof
                        changed[index] = changed[index].flipping(bit)
                        #expect(!Self.includes(leaf, position, size, root, changed))
                    }
                }
            }
        }
    }

    @Test func `one bit changed anywhere spoils a proof of consistency`() throws {
        for size in 2...20 {
            for earlier in 1..<size {
                let (first, root) = (Self.roots[earlier], Self.roots[size])
                let proof = try Self.tree.merkleTree(size).consistencyProof(from: Int64(earlier))
                for bit in 0..<256 {
                    #expect(!Self.extends(earlier, first.flipping(bit), size, root, proof))
                    #expect(!Self.extends(earlier, first, size, root.flipping(bit), proof))
                }
                for index in proof.indices {
                    for bit in stride(from: index, to: 256, by: 7) {
                        var changed = proof
                        changed[index] = changed[index].flipping(bit)
                        #expect(!Self.extends(earlier, first, size, root, changed))
                    }
                }
            }
        }
    }

    @Test func `a proof with a hash too many or in another order does not hold`() throws {
        for size in 3...40 {
            for position in 0..<size {
                let proof = try Self.tree.merkleTree(size).inclusionProof(of: Int64(position))
                #expect(!Self.includes(position, at: position, size, proof + [Self.roots[size]]))
                if proof.count > 1 { #expect(!Self.includes(position, at: position, size, proof.reversed())) }
            }
        }
    }

    @Test func `a proof made for one size does not hold under the root of another`() throws {
        for size in 2...64 {
            let position = size / 3
            let proof = try Self.tree.merkleTree(size).inclusionProof(of: Int64(position))
            for other in 1...80 where other != size {
                #expect(
                    !Self.includes(Self.tree.leaf(position), position, other, Self.roots[other], proof))
            }
        }
    }

    @Test func `a proof does not hold for a size that asks for more or fewer hashes, even under its own root`() throws {
        for size in 1...64 {
            let position = size / 2
            let proof = try Self.tree.merkleTree(size).inclusionProof(of: Int64(position))
            for other in position + 1...200 {
                let needed = try Self.tree.merkleTree(other).inclusionProof(of: Int64(position)).count
                guard needed != proof.count else { continue }
                #expect(!Self.includes(Self.tree.leaf(position), position, other, Self.roots[size], proof))
            }
        }
    }

    @Test func `an empty journal is continued by every journal and continues none`() {
        #expect(MerkleProof.extends(.empty, earlier: 0, to: Self.roots[7], size: 7, proof: []))
        #expect(!MerkleProof.extends(Self.roots[7], earlier: 0, to: Self.roots[7], size: 7, proof: []))
        #expect(!MerkleProof.extends(Self.roots[7], earlier: 7, to: .empty, size: 0, proof: []))
        #expect(!MerkleProof.includes(Self.tree.leaf(0), at: 0, size: 0, root: .empty, proof: []))
    }

    @Test(arguments: [Int64(-1), 5, 6, .max])
    func `a proof of a leaf that is not there is refused`(position: Int64) {
        #expect(throws: MerkleProofError.outOfRange) {
            try Self.tree.merkleTree(5).inclusionProof(of: position)
        }
        #expect(!MerkleProof.includes(Self.tree.leaf(0), at: position, size: 5, root: Self.roots[5], proof: []))
    }

    @Test(arguments: [Int64(-1), 6, .max])
    func `a proof from a size that was never reached is refused`(earlier: Int64) {
        #expect(throws: MerkleProofError.outOfRange) {
            try Self.tree.merkleTree(5).consistencyProof(from: earlier)
        }
        #expect(!MerkleProof.extends(Self.roots[5], earlier: earlier, to: Self.roots[5], size: 5, proof: []))
    }

    private static func includes(_ leaf: Int, at position: Int, _ size: Int, _ proof: [TreeHash]) -> Bool {
        includes(tree.leaf(leaf), position, size, roots[size], proof)
    }

    private static func includes(
        _ leaf: TreeHash, _ position: Int, _ size: Int, _ root: TreeHash, _ proof: [TreeHash]
    ) -> Bool {
        MerkleProof.includes(leaf, at: Int64(position), size: Int64(size), root: root, proof: proof)
    }

    private static func extends(
        _ earlier: Int, _ earlierRoot: TreeHash, _ size: Int, _ root: TreeHash, _ proof: [TreeHash]
    ) -> Bool {
        MerkleProof.extends(earlierRoot, earlier: Int64(earlier), to: root, size: Int64(size), proof: proof)
    }
}
