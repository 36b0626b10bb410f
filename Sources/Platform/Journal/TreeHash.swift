import Crypto
import Essentials
import Foundation

/// A SHA-256 hash in the journal's tree.
public struct TreeHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    static let length = 32

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads what `base64` writes; nil for anything else.
    public init?(base64: String) {
        guard let bytes = Base64.bytes(in: base64) else { return nil }
        self.init(bytes)
    }

    private init(hashing parts: [[UInt8]]) {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        bytes = Array(hash.finalize())
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ leaf) (RFC 9162 § 2.1.1).
    public static func leaf(_ leaf: [UInt8]) -> TreeHash {
        TreeHash(hashing: [[0], leaf])
    }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right) (RFC 9162 § 2.1.1).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(hashing: [[1], left.bytes, right.bytes])
    }

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let empty = TreeHash(hashing: [])

    /// 64 digits, lower case.
    public var hexadecimal: String { bytes.hexadecimal }

    /// 44 characters.
    public var base64: String { Base64.text(of: bytes) }
}

/// Base 64 with one spelling for every value, so that two texts that differ cannot say the same.
enum Base64 {
    static func text(of bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Nil for anything that `text(of:)` does not write.
    static func bytes(in text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        return [UInt8](data)
    }
}
