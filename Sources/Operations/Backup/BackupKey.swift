import Crypto
import Essentials
import Files
import Foundation
import Journal

/// The key that backups are sealed with. It is kept apart from them: whoever has only the one or only the other has
/// nothing (QCVN 12:2026/BCA 2.2.12).
public struct BackupKey: Sendable {
    /// Eight hexadecimal digits that tell one key from another and nothing else.
    public let id: String
    private let secret: SymmetricKey
    private let naming: SymmetricKey

    private static let format = "lienthong-backup-key-1"

    /// A new key.
    public init() {
        self.init(SymmetricKey(size: .bits256))
    }

    private init(_ secret: SymmetricKey) {
        self.secret = secret
        naming = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("lienthong-backup-name".utf8), outputByteCount: 32)
        let digest = secret.withUnsafeBytes { SHA256.hash(data: Array(Self.format.utf8) + Array($0)) }
        id = digest.prefix(4).hexadecimal
    }

    /// `lienthong-backup-key-1+1a2b3c4d+base64`, one line: short enough to be written down.
    public var text: String {
        "\(Self.format)+\(id)+\(secret.withUnsafeBytes { Data($0) }.base64EncodedString())"
    }

    /// Reads what `text` writes; nil for anything else, also with a digit mistyped.
    public init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == Self.format, let bytes = Data(base64Encoded: parts[2]), bytes.count == 32
        else { return nil }
        self.init(SymmetricKey(data: bytes))
        guard id == parts[1] else { return nil }
    }

    /// Makes a key and writes it where only its owner may read it.
    /// - Throws: `BackupProblem.keyIsThere` rather than overwrite one.
    public static func make(at path: String) throws -> BackupKey {
        let key = BackupKey()
        guard try DurableFile(path: path).create(key.text + "\n", mode: 0o400) else {
            throw BackupProblem.keyIsThere(path)
        }
        return key
    }

    /// - Throws: `BackupProblem` when there is no key or others may read it.
    public static func read(_ path: String) throws -> BackupKey {
        let file = DurableFile(path: path)
        guard let text = try file.read() else { throw BackupProblem.noKey(path) }
        guard try file.permissions() & 0o077 == 0 else { throw BackupProblem.keyIsOpen(path) }
        guard let key = BackupKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BackupProblem.noKey(path)
        }
        return key
    }

    /// The name under which a run of rows is kept: the same rows have the same name, and it tells nobody what they are.
    func name(ofRows bytes: [UInt8]) -> ChunkName { name("rows", bytes) }

    /// The name under which a piece of a file is kept.
    func name(ofPiece number: Int, of file: FileHash) -> ChunkName {
        name("file", file.bytes + Array("\(number)".utf8))
    }

    private func name(_ kind: String, _ content: [UInt8]) -> ChunkName {
        var code = HMAC<SHA256>(key: naming)
        code.update(data: Data("\(kind)\n".utf8))
        code.update(data: content)
        return ChunkName(bytes: Array(code.finalize()))
    }

    /// Seals bytes under a name. Each name has a key of its own, so a chunk put in another's place does not open.
    func seal(_ bytes: [UInt8], as name: String) throws -> Data {
        let box = try AES.GCM.seal(bytes, using: key(for: name))
        return Data(Self.mark) + box.nonce + box.ciphertext + box.tag
    }

    /// - Returns: nil when the bytes are not those that were sealed under this name with this key.
    func open(_ sealed: [UInt8], as name: String) -> [UInt8]? {
        guard sealed.starts(with: Self.mark),
            let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(Self.mark.count)),
            let opened = try? AES.GCM.open(box, using: key(for: name))
        else { return nil }
        return [UInt8](opened)
    }

    private static let mark = Array("LTB1".utf8)

    private func key(for name: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("lienthong-backup-chunk\n\(name)".utf8), outputByteCount: 32)
    }
}

/// The name of a sealed chunk: 64 hexadecimal digits.
struct ChunkName: Hashable, Sendable, Codable, CustomStringConvertible {
    let description: String

    init(bytes: [UInt8]) {
        description = bytes.hexadecimal
    }

    /// Nil for what is no such name.
    init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        description = text
    }

    init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
