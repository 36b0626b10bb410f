import Crypto
public import Essentials
import Foundation

/// The key the journal signs with (Ed25519), under the name that its notes carry.
public struct JournalKey: Sendable {
    /// What others need to check what this key signs.
    public let verifier: JournalVerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A new key.
    /// - Parameter name: the installation's, such as `lienthong.quangnam.gov.vn/journal`: no space, no `+`.
    /// - Throws: `JournalKeyError.name`.
    public init(name: String) throws {
        try self.init(name: name, key: Curve25519.Signing.PrivateKey())
    }

    /// A stored key, as `secretText` writes it.
    /// - Throws: `JournalKeyError.notAKey`.
    public init(secretText: String) throws {
        let parts = secretText.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", let bytes = Base64.bytes(in: parts[4]),
            bytes.first == SignatureKind.note.rawValue,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst())
        else { throw JournalKeyError.notAKey }
        try self.init(name: parts[2], key: key)
        guard self.secretText == secretText else { throw JournalKeyError.notAKey }
    }

    private init(name: String, key: Curve25519.Signing.PrivateKey) throws {
        self.key = key
        verifier = try JournalVerifierKey(name: name, publicKey: [UInt8](key.publicKey.rawRepresentation))
    }

    /// `PRIVATE+KEY+name+1a2b3c4d+base64`, as the tools for signed notes write a signer's key. It is kept where only
    /// the server can read it.
    public var secretText: String {
        let secret = [SignatureKind.note.rawValue] + [UInt8](key.rawRepresentation)
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.keyID(.note).hexadecimal)+\(Base64.text(of: secret))"
    }

    /// The text as a signed note (C2SP signed-note, Ed25519).
    /// - Parameter text: ends with a line break.
    public func note(_ text: String) throws -> String {
        "\(text)\n" + (try line(.note, over: text, before: []))
    }

    /// The checkpoint as it is published: signed, and signed once more together with the time (C2SP tlog-cosignature),
    /// since a checkpoint's own text has no place for one.
    public func note(_ checkpoint: Checkpoint, at now: Instant) throws -> SignedCheckpoint {
        let second = UInt64(max(0, now.microsecondsSince1970 / 1_000_000))
        let stamp = try line(
            .timedCheckpoint, over: SignatureKind.timed(checkpoint.text, second: second), before: second.bigEndianBytes)
        return SignedCheckpoint(
            checkpoint: checkpoint, signedAt: Instant(secondsSince1970: second), note: try note(checkpoint.text) + stamp
        )
    }

    private func line(_ kind: SignatureKind, over text: String, before: [UInt8]) throws -> String {
        let signature = try key.signature(for: Data(text.utf8))
        return SignedNote.line(keyName: verifier.name, keyID: verifier.keyID(kind), signature: before + signature)
    }
}

/// Why a text or a name is no key.
public enum JournalKeyError: Error, Hashable, Sendable {
    /// A key's name is empty, or has a space, a `+` or a control character.
    case name(String)
    /// The text is no key of the journal.
    case notAKey
}

/// What a signature says, by the byte that the key's number is made with.
enum SignatureKind: UInt8 {
    /// The note's text.
    case note = 1
    /// The note's text, as it stood at a time.
    case timedCheckpoint = 4

    /// What is signed for `timedCheckpoint`.
    static func timed(_ text: String, second: UInt64) -> String {
        "cosignature/v1\ntime \(second)\n\(text)"
    }
}

extension Instant {
    init(secondsSince1970 second: UInt64) {
        self.init(microsecondsSince1970: Int64(min(second, UInt64(Int64.max / 1_000_000))) * 1_000_000)
    }
}

extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian) { Array($0) }
    }

    /// The number in these bytes, the most significant first.
    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { ($0 << 8) | Self($1) }
    }
}
