import Crypto
public import Foundation

/// The key the journal signs with (Ed25519), under the name that its notes carry.
public struct JournalKey: Sendable {
    public let verifier: JournalVerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A new key.
    /// - Parameter name: the installation's name, without spaces or `+`.
    public init(name: String) {
        self.init(name: name, key: Curve25519.Signing.PrivateKey())
    }

    /// A stored key.
    /// - Parameter secret: its 32 bytes.
    /// - Throws: `CryptoKitError` when they are no key.
    public init(name: String, secret: Data) throws {
        self.init(name: name, key: try Curve25519.Signing.PrivateKey(rawRepresentation: secret))
    }

    private init(name: String, key: Curve25519.Signing.PrivateKey) {
        self.key = key
        verifier = JournalVerifierKey(name: name, publicKey: [UInt8](key.publicKey.rawRepresentation))
    }

    /// 32 bytes to store where only the server can read them.
    public var secret: Data { key.rawRepresentation }

    /// The text as a signed note (C2SP signed-note, Ed25519).
    /// - Parameter text: ends with a line break.
    public func note(_ text: String) throws -> String {
        let signature = try key.signature(for: Data(text.utf8))
        let line = Data(verifier.keyID + [UInt8](signature)).base64EncodedString()
        return "\(text)\n— \(verifier.name) \(line)\n"
    }
}

/// What anyone needs to check the journal's notes.
public struct JournalVerifierKey: Hashable, Sendable {
    public let name: String
    /// 32 bytes, Ed25519.
    public let publicKey: [UInt8]

    public init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// `name+1a2b3c4d+base64`, as C2SP's signed-note writes a verifier key.
    public var text: String {
        let hexadecimal = keyID.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        return "\(name)+\(hexadecimal)+\(Data([Self.ed25519] + publicKey).base64EncodedString())"
    }

    /// Reads what `text` writes; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64Encoded: String(parts[2])), data.count == 33,
            data.first == Self.ed25519
        else { return nil }
        self.init(name: String(parts[0]), publicKey: [UInt8](data.dropFirst()))
        guard self.text == text else { return nil }
    }

    /// The text of a note that this key signed; nil for any other.
    public func text(of note: String) -> String? {
        guard let end = note.range(of: "\n\n— ", options: .backwards) else { return nil }
        let text = String(note[..<end.lowerBound]) + "\n"
        let lines = note[end.upperBound...].split(separator: "\n— ")
        for line in lines {
            let parts = line.trimmingCharacters(in: .newlines).split(separator: " ")
            guard parts.count == 2, parts[0] == name, let data = Data(base64Encoded: String(parts[1])),
                data.count == 68, [UInt8](data.prefix(4)) == keyID
            else { continue }
            if isSignature(data.dropFirst(4), of: text) { return text }
        }
        return nil
    }

    private static let ed25519: UInt8 = 1

    var keyID: [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.ed25519] + publicKey).prefix(4))
    }

    private func isSignature(_ signature: Data, of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Data(text.utf8))
    }
}
