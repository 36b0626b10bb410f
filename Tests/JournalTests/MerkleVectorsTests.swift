import Essentials
import Journal
import Testing

/// The vectors of the certificate transparency reference implementation, which every implementation of RFC 6962 and
/// RFC 9162 is held to.
@Suite struct MerkleVectorsTests {
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6F),
    ]

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    struct Path: Sendable, CustomTestStringConvertible {
        let first: Int
        let size: Int
        let hashes: [String]

        var testDescription: String { "\(first) in \(size)" }
    }

    static let inclusion = [
        Path(first: 0, size: 1, hashes: []),
        Path(
            first: 0, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            first: 5, size: 8,
            hashes: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            first: 2, size: 3,
            hashes: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        Path(
            first: 1, size: 5,
            hashes: [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    static let consistency = [
        Path(first: 1, size: 1, hashes: []),
        Path(
            first: 1, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            first: 6, size: 8,
            hashes: [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            first: 2, size: 5,
            hashes: [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    private let tree = ReferenceTree(leaves.map { TreeHash.leaf($0) })

    @Test(arguments: 0...8)
    func `the root over the first leaves is the published one`(size: Int) throws {
        #expect(try tree.merkleTree(size).root().hexadecimal == Self.roots[size])
    }

    @Test(arguments: inclusion)
    func `the path of a leaf is the published one and leads to the root`(path: Path) throws {
        let hashes = try tree.merkleTree(path.size).inclusionProof(of: Int64(path.first))
        #expect(hashes.map(\.hexadecimal) == path.hashes)
        let root = try #require(TreeHash(hexadecimal: Self.roots[path.size]))
        #expect(
            MerkleProof.includes(
                .leaf(Self.leaves[path.first]), at: Int64(path.first), size: Int64(path.size), root: root, proof: hashes
            ))
    }

    @Test(arguments: consistency)
    func `the proof from an earlier tree is the published one and joins the roots`(path: Path) throws {
        let hashes = try tree.merkleTree(path.size).consistencyProof(from: Int64(path.first))
        #expect(hashes.map(\.hexadecimal) == path.hashes)
        let earlier = try #require(TreeHash(hexadecimal: Self.roots[path.first]))
        let root = try #require(TreeHash(hexadecimal: Self.roots[path.size]))
        #expect(
            MerkleProof.extends(
                earlier, earlier: Int64(path.first), to: root, size: Int64(path.size), proof: hashes))
    }
}
