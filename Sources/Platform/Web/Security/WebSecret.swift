import Crypto
import Essentials
import Foundation

/// The installation's secret for what browsers carry back to it: form tokens, notices, visitors' cookies.
public struct WebSecret: Sendable {
    private let key: SymmetricKey

    /// - Parameter bytes: at least 32, random, the same on every node of the installation.
    public init(_ bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// A new one; sessions outlive a restart only when it is kept.
    public static func random() -> WebSecret {
        WebSecret(Random.bytes(32))
    }

    /// 256 bits that nobody else can make, as base64url.
    func mark(_ purpose: String, _ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\u{0}\(text)".utf8), using: key)
        return Base64URL.encode(code)
    }

    /// Compares in a time that does not tell where they differ.
    func isMark(_ candidate: String, _ purpose: String, _ text: String) -> Bool {
        guard let bytes = Base64URL.decode(candidate) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: Data("\(purpose)\u{0}\(text)".utf8), using: key)
    }

    /// The text with its mark: `dGV4dA.bWFyaw`.
    func signed(_ purpose: String, _ text: String) -> String {
        "\(Base64URL.encode(Array(text.utf8))).\(mark(purpose, text))"
    }

    /// The text out of `signed`; nil when anything was changed.
    func verified(_ purpose: String, _ signed: String) -> String? {
        let parts = signed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Base64URL.decode(String(parts[0])),
            let text = String(validating: bytes, as: UTF8.self), isMark(String(parts[1]), purpose, text)
        else { return nil }
        return text
    }
}

/// Randomness of the operating system.
enum Random {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// 128 bits as base64url.
    static func token() -> String {
        Base64URL.encode(bytes(16))
    }
}
