import Crypto
import Essentials
import Foundation
import Journal

/// A secret of the installation in a file of its own, which only the server's account may read.
enum SecretFile {
    /// The 32 bytes in the file, made now if there is none; of several servers that start at once, all have those of the
    /// first. A file of another length is never overwritten: what was made with its secret would be lost.
    static func kept(in folder: String, named name: String) throws -> [UInt8] {
        let file = DurableFile(path: folder + "/" + name)
        if try file.bytes() == nil {
            let random = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
            _ = try file.create(random, mode: 0o600)
        }
        guard let stored = try file.bytes(), stored.count == 32 else { throw CocoaError(.fileReadCorruptFile) }
        return stored
    }

    /// What tells one folder's secrets from another's and gives none of them away.
    static func digest(of secrets: [[UInt8]]) -> String {
        var hash = SHA256()
        for secret in secrets { hash.update(data: secret) }
        return hash.finalize().prefix(16).hexadecimal
    }
}
