import Crypto
import Essentials
import Foundation

/// One-time codes of an authenticator app: HMAC-SHA-1 over the number of the half minute (RFC 6238, RFC 4226). SHA-1
/// and six digits are what every app understands; as a MAC, SHA-1 is not broken.
public struct TOTP: Sendable {
    /// ASVS V6.5.5: a code lives for half a minute.
    public static let periodSeconds: Int64 = 30
    /// A telephone's clock may be one step off, and a person needs time to type.
    static let drift: Int64 = 1

    let secret: [UInt8]

    /// 160 random bits, as RFC 4226 section 4 recommends.
    static func random() -> TOTP {
        TOTP(secret: SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { [UInt8]($0) })
    }

    /// The number of the half minute.
    static func step(at now: Instant) -> Int64 {
        let seconds = now.microsecondsSince1970 / 1_000_000
        return seconds / periodSeconds
    }

    /// The code of a step.
    func code(_ step: Int64, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var modulus: UInt32 = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a typed code belongs to; nil when it is none of now. A step at or before the last used one is
    /// none: each code works once (ASVS V6.5.1).
    func step(of typed: String, at now: Instant, after last: Int64?) -> Int64? {
        let digits = typed.filter { !$0.isWhitespace }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let present = Self.step(at: now)
        return (present - Self.drift...present + Self.drift).first { step in
            step > last ?? .min && Self.areEqual(code(step), digits)
        }
    }

    /// What a QR code tells an app.
    func address(issuer: String, account: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Base32.text(secret))"
            + "&issuer=\(escaped(issuer))"
    }

    /// Compares digests: how long it takes tells nothing of the code.
    private static func areEqual(_ a: String, _ b: String) -> Bool {
        SHA256.hash(data: Data(a.utf8)) == SHA256.hash(data: Data(b.utf8))
    }
}

/// Bytes in the letters of RFC 4648, as authenticator apps take secrets.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[buffer >> bits & 31])
            }
            buffer &= 1 << bits - 1
        }
        if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
        return text
    }
}
