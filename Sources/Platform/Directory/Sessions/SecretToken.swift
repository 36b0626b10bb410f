import Crypto
import Foundation

/// 256 random bits that are shown once and stored only as their SHA-256. So many bits need no slow hash: they cannot be
/// guessed, and a copy of the database opens nothing.
package struct SecretToken {
    /// 43 characters of base 64 for addresses, after a prefix that tells what it is.
    package let text: String
    package let hash: [UInt8]

    package init(prefix: String = "") {
        let random = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        text = prefix + Self.base64(random)
        hash = Self.hash(of: text)
    }

    package static func hash(of text: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(text.utf8)))
    }

    private static func base64(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
