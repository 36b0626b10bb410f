/// Checks proofs with nothing but the hashes in them: what a citizen does with a document and its proof file.
public enum MerkleProof {
    /// Whether `leaf` stands at `position` in the tree of `size` leaves under `root` (RFC 9162 § 2.1.3.2).
    public static func includes(
        _ leaf: TreeHash, at position: Int64, size: Int64, root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard (0..<size).contains(position) else { return false }
        var ascent = Ascent(first: position, last: size - 1)
        var hash = leaf
        for sibling in proof {
            guard !ascent.isAtRoot else { return false }
            hash = ascent.siblingIsLeft() ? .node(sibling, hash) : .node(hash, sibling)
        }
        return ascent.isAtRoot && hash == root
    }

    /// Whether the tree of `size` leaves under `root` begins with that of `earlier` leaves under `earlierRoot`
    /// (RFC 9162 § 2.1.4.2).
    public static func extends(
        _ earlierRoot: TreeHash, earlier: Int64, to root: TreeHash, size: Int64, proof: [TreeHash]
    ) -> Bool {
        guard earlier >= 0, earlier <= size else { return false }
        if earlier == size { return proof.isEmpty && earlierRoot == root }
        if earlier == 0 { return proof.isEmpty && earlierRoot == .empty }
        var ascent = Ascent(first: earlier - 1, last: size - 1)
        ascent.skipCompleteSubtree()
        // A tree of a power of two is itself the subtree to begin with, so the proof does not repeat its root.
        var hashes = (ascent.first == 0 ? [earlierRoot] : []) + proof
        guard !hashes.isEmpty else { return false }
        let start = hashes.removeFirst()
        var (old, new) = (start, start)
        for sibling in hashes {
            guard !ascent.isAtRoot else { return false }
            if ascent.siblingIsLeft() {
                old = .node(sibling, old)
                new = .node(sibling, new)
            } else {
                new = .node(new, sibling)
            }
        }
        return ascent.isAtRoot && old == earlierRoot && new == root
    }
}

/// The way up from a leaf to the root, as the two RFC algorithms go it: `first` is the place on the present level,
/// `last` the last place there is.
private struct Ascent {
    private(set) var first: Int64
    private(set) var last: Int64

    var isAtRoot: Bool { last == 0 }

    /// Goes up past the hash that comes next in the proof.
    /// - Returns: whether that hash stands on the left.
    mutating func siblingIsLeft() -> Bool {
        let isLeft = first & 1 == 1 || first == last
        if isLeft {
            // The last place of a level has no neighbour until it is a right one.
            while first & 1 == 0 && first != 0 { up() }
        }
        up()
        return isLeft
    }

    /// Goes up while the place is a right one, to the root of the complete subtree that ends here.
    mutating func skipCompleteSubtree() {
        while first & 1 == 1 { up() }
    }

    private mutating func up() {
        first >>= 1
        last >>= 1
    }
}
