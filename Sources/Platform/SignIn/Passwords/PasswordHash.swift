import CArgon2
import Foundation

/// How costly a password is to try: Argon2id with 19 MiB, two passes, one lane (ASVS V11.4.2).
public struct Argon2Parameters: Hashable, Sendable {
    public let memoryKiB: UInt32
    public let passes: UInt32
    public let lanes: UInt32

    public init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32) {
        self.memoryKiB = memoryKiB
        self.passes = passes
        self.lanes = lanes
    }

    public static let standard = Argon2Parameters(memoryKiB: 19_456, passes: 2, lanes: 1)
}

/// A password as it is stored, in the PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
struct PasswordHash {
    let text: String

    init(stored text: String) {
        self.text = text
    }

    /// Hashes a password with a salt of 128 random bits. Costs tens of milliseconds of a processor.
    init(of password: String, _ parameters: Argon2Parameters) throws {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<2).flatMap { _ in withUnsafeBytes(of: random.next() as UInt64) { [UInt8]($0) } }
        let bytes = Self.bytes(of: password)
        let length = argon2_encodedlen(
            parameters.passes, parameters.memoryKiB, parameters.lanes, UInt32(salt.count), Self.hashLength, Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let result = argon2id_hash_encoded(
            parameters.passes, parameters.memoryKiB, parameters.lanes, bytes, bytes.count, salt, salt.count,
            Int(Self.hashLength), &encoded, length)
        guard result == ARGON2_OK.rawValue else { throw PasswordHashFailure(code: result) }
        text = String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether the password is the one; compared in constant time by the library.
    func matches(_ password: String) -> Bool {
        let bytes = Self.bytes(of: password)
        return argon2id_verify(text, bytes, bytes.count) == ARGON2_OK.rawValue
    }

    /// Whether it was made with these parameters; else it is made anew when the password is next at hand.
    func isMade(with parameters: Argon2Parameters) -> Bool {
        text.hasPrefix(
            "$argon2id$v=19$m=\(parameters.memoryKiB),t=\(parameters.passes),p=\(parameters.lanes)$")
    }

    private static let hashLength: UInt32 = 32

    /// The password exactly as typed; only its letters are composed, since keyboards differ in how they send them.
    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }
}

/// The library could not hash: no memory, as a rule.
struct PasswordHashFailure: Error, CustomStringConvertible {
    let code: Int32

    var description: String { "argon2: " + String(cString: argon2_error_message(code)) }
}
