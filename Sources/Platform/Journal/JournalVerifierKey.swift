import Crypto
import Essentials
import Foundation

/// What anyone needs to check the journal's notes.
public struct JournalVerifierKey: Hashable, Sendable {
    /// The name the notes carry, which is also the journal's own.
    public let name: String
    /// 32 bytes, Ed25519.
    public let publicKey: [UInt8]

    /// - Throws: `JournalKeyError`.
    public init(name: String, publicKey: [UInt8]) throws {
        guard SignedNote.isName(name) else { throw JournalKeyError.name(name) }
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw JournalKeyError.notAKey
        }
        self.name = name
        self.publicKey = publicKey
    }

    /// `name+1a2b3c4d+base64`, as C2SP's signed-note writes a verifier key.
    public var text: String {
        "\(name)+\(keyID(.note).hexadecimal)+\(Base64.text(of: [SignatureKind.note.rawValue] + publicKey))"
    }

    /// Reads what `text` writes; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let bytes = Base64.bytes(in: parts[2]), bytes.first == SignatureKind.note.rawValue,
            let key = try? Self(name: parts[0], publicKey: Array(bytes.dropFirst())), key.text == text
        else { return nil }
        self = key
    }

    /// The text of a note that this key signed; nil for any other, also when one of several signatures under this key
    /// is false.
    public func text(of note: String) -> String? {
        SignedNote(note).flatMap { isSigned($0) ? $0.text : nil }
    }

    /// The checkpoint in a note, when this key signed it and it is of the journal of the key's name; nil for any other.
    public func checkpoint(of note: String) -> VerifiedCheckpoint? {
        guard let read = SignedNote(note), isSigned(read), let checkpoint = Checkpoint(text: read.text),
            checkpoint.origin == name
        else { return nil }
        var signedAt: Instant?
        for signature in signatures(in: read, .timedCheckpoint) {
            guard signature.bytes.count == 72 else { return nil }
            let second = UInt64(bigEndianBytes: signature.bytes.prefix(8))
            guard isSignature(signature.bytes.dropFirst(8), of: SignatureKind.timed(read.text, second: second)) else {
                return nil
            }
            signedAt = Instant(secondsSince1970: second)
        }
        return VerifiedCheckpoint(checkpoint: checkpoint, signedAt: signedAt, note: note)
    }

    /// The first four bytes of SHA-256(name ‖ line break ‖ kind ‖ public key).
    func keyID(_ kind: SignatureKind) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, kind.rawValue] + publicKey).prefix(4))
    }

    private func isSigned(_ note: SignedNote) -> Bool {
        let own = signatures(in: note, .note)
        return !own.isEmpty && own.allSatisfy { isSignature($0.bytes[...], of: note.text) }
    }

    private func signatures(in note: SignedNote, _ kind: SignatureKind) -> [SignedNote.Signature] {
        let number = keyID(kind)
        return note.signatures.filter { $0.keyName.utf8.elementsEqual(name.utf8) && $0.keyID == number }
    }

    private func isSignature(_ signature: ArraySlice<UInt8>, of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Data(signature), for: Data(text.utf8))
    }
}
