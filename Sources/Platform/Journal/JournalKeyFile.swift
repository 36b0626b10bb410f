import Foundation

/// The journal's key in a directory of the server: `journal.key`, which only the server's own account may read, and
/// `journal.pub`, which everybody may have and should.
///
/// A key is made once and never overwritten. Whoever loses it cannot continue the journal under its name; whoever else
/// has it can sign another past.
public struct JournalKeyFile: Sendable {
    private let directory: String

    /// - Parameter directory: where the files are; made when it is not there.
    public init(directory: String) {
        self.directory = directory
    }

    /// Where the last checkpoint is remembered, beside the key and outside the database.
    public var checkpointFile: CheckpointFile { CheckpointFile(path: path("journal.checkpoint")) }

    /// The key, made now if there is none.
    /// - Parameter name: what a new key is called; a key that is there keeps its name.
    /// - Throws: `JournalKeyFileError`, `JournalKeyError.name`, or what the file system says.
    public func loadOrCreate(name: String) throws -> JournalKey {
        if let key = try load() { return key }
        guard try publicFile.read() == nil else { throw JournalKeyFileError.secretIsGone(secretFile.path) }
        let key = try JournalKey(name: name)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        _ = try secretFile.create(key.secretText + "\n", mode: 0o600)
        // Two servers that start at once both come here; the first file stands, and both read it.
        guard let stored = try load() else { throw JournalKeyFileError.secretIsGone(secretFile.path) }
        return stored
    }

    /// The key; nil while there is none.
    public func load() throws -> JournalKey? {
        guard let text = try secretFile.read() else { return nil }
        guard try secretFile.permissions() & 0o077 == 0 else {
            throw JournalKeyFileError.readableByOthers(secretFile.path)
        }
        guard let key = try? JournalKey(secretText: text.trimmingCharacters(in: .newlines)) else {
            throw JournalKeyFileError.damaged(secretFile.path)
        }
        _ = try publicFile.create(key.verifier.text + "\n", mode: 0o644)
        guard try loadVerifier() == key.verifier else { throw JournalKeyFileError.doNotBelongTogether(publicFile.path) }
        return key
    }

    /// The public key; nil while there is none.
    public func loadVerifier() throws -> JournalVerifierKey? {
        guard let text = try publicFile.read() else { return nil }
        guard let key = JournalVerifierKey(text: text.trimmingCharacters(in: .newlines)) else {
            throw JournalKeyFileError.damaged(publicFile.path)
        }
        return key
    }

    private var secretFile: DurableFile { DurableFile(path: path("journal.key")) }
    private var publicFile: DurableFile { DurableFile(path: path("journal.pub")) }

    private func path(_ name: String) -> String {
        URL(fileURLWithPath: directory).appendingPathComponent(name).path
    }
}

/// Why the journal's key cannot be used. Each needs a person: none is mended by making a new key.
public enum JournalKeyFileError: Error, Hashable, Sendable {
    /// Others than the owner may read or write the secret key's file.
    case readableByOthers(String)
    /// The file holds no key.
    case damaged(String)
    /// There is a public key, but the secret one it belongs to is not beside it.
    case secretIsGone(String)
    /// The public key is not that of the secret key beside it.
    case doNotBelongTogether(String)
}

extension JournalKeyFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .readableByOthers(let path): "\(path) can be read by others than its owner; chmod 600 it"
        case .damaged(let path): "\(path) holds no key of the journal; put back the copy that was kept"
        case .secretIsGone(let path): "\(path) is gone; put back the copy that was kept"
        case .doNotBelongTogether(let path): "\(path) is not the public key of the secret key beside it"
        }
    }
}
