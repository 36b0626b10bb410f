import Crypto
import Foundation

/// A hash function, also those that are only known so that they can be refused by name.
public enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable {
    case md5, sha1, sha256, sha384, sha512

    var oid: ObjectIdentifier {
        switch self {
        case .md5: .md5
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }

    init?(_ oid: ObjectIdentifier) {
        guard let found = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = found
    }

    /// `{ sha256 }` without parameters, as RFC 5754 §2 writes it.
    var identifier: [UInt8] { DER.sequence(oid.der) }

    var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of the pieces one after another.
    func hash(_ pieces: ArraySlice<UInt8>...) -> [UInt8] {
        switch self {
        case .md5: Self.hash(pieces, with: Insecure.MD5())
        case .sha1: Self.hash(pieces, with: Insecure.SHA1())
        case .sha256: Self.hash(pieces, with: SHA256())
        case .sha384: Self.hash(pieces, with: SHA384())
        case .sha512: Self.hash(pieces, with: SHA512())
        }
    }

    private static func hash(_ pieces: [ArraySlice<UInt8>], with function: some HashFunction) -> [UInt8] {
        var function = function
        for piece in pieces {
            piece.withUnsafeBytes { function.update(bufferPointer: $0) }
        }
        return Array(function.finalize())
    }
}
