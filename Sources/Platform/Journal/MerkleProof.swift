/// Checks proofs with nothing but the hashes in them: what a citizen does with a document and its proof file.
public enum MerkleProof {
    /// Whether `leaf` stands at `position` in the tree of `size` leaves under `root` (RFC 9162 § 2.1.3.2).
    public static func includes(
        _ leaf: TreeHash, at position: Int64, size: Int64, root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard (0..<size).contains(position) else { return false }
        var first = position
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if first & 1 == 1 || first == last {
                hash = .node(sibling, hash)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the tree of `size` leaves under `root` begins with that of `earlier` leaves under `earlierRoot`
    /// (RFC 9162 § 2.1.4.2).
    public static func extends(
        _ earlierRoot: TreeHash, earlier: Int64, to root: TreeHash, size: Int64, proof: [TreeHash]
    ) -> Bool {
        guard earlier >= 0, earlier <= size else { return false }
        if earlier == size { return proof.isEmpty && earlierRoot == root }
        if earlier == 0 { return proof.isEmpty && earlierRoot == .empty }
        var hashes = proof[...]
        var first = earlier - 1
        var last = size - 1
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        let start: TreeHash
        if first == 0 {
            start = earlierRoot
        } else {
            guard let head = hashes.popFirst() else { return false }
            start = head
        }
        var (old, new) = (start, start)
        for sibling in hashes {
            guard last > 0 else { return false }
            if first & 1 == 1 || first == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && old == earlierRoot && new == root
    }
}
