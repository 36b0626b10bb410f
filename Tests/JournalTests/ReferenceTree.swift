import Crypto
import Foundation
import Journal

/// The tree of RFC 9162 § 2.1.1 written down once more, by its definition and with other means than the journal's: what
/// the journal's own is measured against.
struct ReferenceTree {
    /// The roots of the complete subtrees, level by level.
    private var levels: [[TreeHash]]

    init(_ leaves: [TreeHash]) {
        levels = [leaves]
        while let last = levels.last, last.count > 1 {
            levels.append((0..<last.count / 2).map { Self.node(last[2 * $0], last[2 * $0 + 1]) })
        }
    }

    /// So many leaves, each the hash of its own number.
    init(count: Int) {
        self.init((0..<count).map { TreeHash.leaf(Array("leaf \($0)".utf8)) })
    }

    func leaf(_ index: Int) -> TreeHash { levels[0][index] }

    /// The journal's tree over the first leaves.
    func merkleTree(_ size: Int) -> MerkleTree {
        MerkleTree(size: Int64(size)) { levels[$0][Int($1)] }
    }

    /// MTH(D[0:size]).
    func root(_ size: Int) -> TreeHash {
        size == 0 ? TreeHash(Array(SHA256.hash(data: Data())))! : root(0, size)
    }

    private func root(_ first: Int, _ end: Int) -> TreeHash {
        if end - first == 1 { return levels[0][first] }
        var split = 1
        while split * 2 < end - first { split *= 2 }
        return Self.node(root(first, first + split), root(first + split, end))
    }

    private static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(Array(SHA256.hash(data: Data([1]) + left.bytes + right.bytes)))!
    }
}

extension TreeHash {
    init?(hexadecimal: String) {
        let digits = Array(hexadecimal)
        self.init(stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) })
    }

    /// The hash with one bit turned round, 0 ..< 256.
    func flipping(_ bit: Int) -> TreeHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return TreeHash(bytes)!
    }
}
