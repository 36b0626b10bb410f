import Crypto
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

/// Base64 for addresses and cookies, without padding (RFC 4648 section 5).
enum Base64URL {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(letters[Int(bits >> UInt32(count)) & 63])
            }
        }
        if count > 0 { text.append(letters[Int(bits << UInt32(6 - count)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in text.utf8 {
            guard let value = value(of: letter) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func value(of letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
