import Foundation
import Web

/// A secret of the installation in a file of its own, which only the server's account may read.
enum SecretFile {
    /// The 32 bytes in the file, made now if there is none. A file of another length is never overwritten: what was
    /// made with its secret would be lost.
    static func kept(in folder: String, named name: String) throws -> [UInt8] {
        let path = folder + "/" + name
        if let stored = FileManager.default.contents(atPath: path) {
            guard stored.count == 32 else { throw CocoaError(.fileReadCorruptFile) }
            return [UInt8](stored)
        }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard made else { throw CocoaError(.fileWriteNoPermission) }
        return bytes
    }
}

extension WebSecret {
    /// The secret of form tokens: `web.key`.
    static func kept(in folder: String) throws -> WebSecret {
        WebSecret(try SecretFile.kept(in: folder, named: "web.key"))
    }
}
