import Crypto
import Foundation

/// The installation's key of second factors: secrets of authenticator apps lie in the database under it, so that a copy
/// of the database alone makes no codes.
public struct FactorKey: Sendable {
    private let bytes: [UInt8]

    /// - Parameter bytes: 32 random bytes, kept apart from the database.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter purpose: what is sealed and whose it is: nothing sealed for one opens for another.
    func seal(_ secret: [UInt8], for purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            Data(secret), using: key("secrets"), nonce: AES.GCM.Nonce(), authenticating: Data(purpose.utf8))
        return box.combined.map { [UInt8]($0) } ?? []
    }

    func open(_ sealed: [UInt8], for purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(combined: Data(sealed))
        return [UInt8](try AES.GCM.open(box, using: key("secrets"), authenticating: Data(purpose.utf8)))
    }

    /// A tag that only this installation makes.
    func tag(_ message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(message), using: key("tags")))
    }

    func isTag(_ tag: [UInt8], of message: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(Data(tag), authenticating: Data(message), using: key("tags"))
    }

    private func key(_ use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes), info: Data("lienthong second factors: \(use)".utf8),
            outputByteCount: 32)
    }
}
