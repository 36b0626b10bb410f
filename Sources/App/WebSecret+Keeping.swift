import Foundation
import Web

extension WebSecret {
    /// The installation's secret, made now if there is none: `web.key`, which only the server's account may read.
    static func kept(in folder: String) throws -> WebSecret {
        let path = folder + "/web.key"
        if let stored = FileManager.default.contents(atPath: path), stored.count == 32 {
            return WebSecret([UInt8](stored))
        }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard made else { throw CocoaError(.fileWriteNoPermission) }
        return WebSecret(bytes)
    }
}
