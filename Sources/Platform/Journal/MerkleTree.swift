/// The tree over the journal's leaves at one size (RFC 9162 § 2.1): its root, and the proofs that a leaf is in it and
/// that it continues an earlier one.
public struct MerkleTree {
    /// Number of leaves.
    public let size: Int64
    /// The root of the complete subtree of 2^level leaves that begins at leaf `index · 2^level`.
    private let node: (_ level: Int, _ index: Int64) throws -> TreeHash

    /// - Parameters:
    ///   - size: the number of leaves, not negative.
    ///   - node: answers the hash of each complete subtree within the size.
    public init(size: Int64, node: @escaping (_ level: Int, _ index: Int64) throws -> TreeHash) {
        self.size = size
        self.node = node
    }

    /// The hash over all leaves (RFC 9162 § 2.1.1), which a checkpoint signs.
    public func root() throws -> TreeHash {
        size == 0 ? .empty : try root(of: 0..<size)
    }

    /// The hashes that lead from a leaf to the root (RFC 9162 § 2.1.3.1).
    ///
    /// - Parameter position: the leaf's, 0 ..< size.
    /// - Throws: `MerkleProofError.outOfRange`.
    public func inclusionProof(of position: Int64) throws -> [TreeHash] {
        guard (0..<size).contains(position) else { throw MerkleProofError.outOfRange }
        return try path(to: position, in: 0..<size)
    }

    /// The hashes that show this tree to begin with the tree of `earlier` leaves (RFC 9162 § 2.1.4.1).
    ///
    /// - Parameter earlier: 0 ... size.
    /// - Throws: `MerkleProofError.outOfRange`.
    public func consistencyProof(from earlier: Int64) throws -> [TreeHash] {
        guard (0...size).contains(earlier) else { throw MerkleProofError.outOfRange }
        if earlier == 0 || earlier == size { return [] }
        return try subproof(earlier, in: 0..<size, isComplete: true)
    }

    private func root(of range: Range<Int64>) throws -> TreeHash {
        if range.isCompleteSubtree {
            let level = range.width.trailingZeroBitCount
            return try node(level, range.lowerBound >> Int64(level))
        }
        let middle = range.split
        return .node(try root(of: range.lowerBound..<middle), try root(of: middle..<range.upperBound))
    }

    private func path(to position: Int64, in range: Range<Int64>) throws -> [TreeHash] {
        if range.width == 1 { return [] }
        let (left, right) = (range.lowerBound..<range.split, range.split..<range.upperBound)
        return left.contains(position)
            ? try path(to: position, in: left) + [root(of: right)]
            : try path(to: position, in: right) + [root(of: left)]
    }

    private func subproof(_ earlier: Int64, in range: Range<Int64>, isComplete: Bool) throws -> [TreeHash] {
        if earlier == range.width { return isComplete ? [] : [try root(of: range)] }
        let (left, right) = (range.lowerBound..<range.split, range.split..<range.upperBound)
        if earlier <= left.width {
            return try subproof(earlier, in: left, isComplete: isComplete) + [root(of: right)]
        }
        return try subproof(earlier - left.width, in: right, isComplete: false) + [root(of: left)]
    }
}

/// A proof was asked for a leaf or a size that the tree does not have.
public enum MerkleProofError: Error {
    case outOfRange
}

extension Range<Int64> {
    fileprivate var width: Int64 { upperBound - lowerBound }

    /// The largest power of two below the width, from the beginning (RFC 9162 § 2.1.1: k < n ≤ 2k).
    fileprivate var split: Int64 {
        lowerBound + (1 << Int64(Int64.bitWidth - 1 - (width - 1).leadingZeroBitCount))
    }

    fileprivate var isCompleteSubtree: Bool {
        width.nonzeroBitCount == 1 && lowerBound % width == 0
    }
}
