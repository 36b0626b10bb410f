import Crypto
import CryptoExtras
import Foundation

/// The public key of a passkey (COSE, RFC 9052 and 9053): ES256, EdDSA with Ed25519, or RS256.
enum PasskeyKey {
    case es256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// What the browser is told, the best first.
    static let algorithms: [Int64] = [-7, -8, -257]

    /// - Throws: `PasskeyProblem.keyIsNotSupported` for another kind of key, or one that does not lie on its curve.
    init(cose: CBOR) throws(PasskeyProblem) {
        do {
            switch (cose[1], cose[3]) {
            case (.integer(2), .integer(-7)):
                guard cose[-1] == .integer(1), let x = cose[-2]?.bytes, let y = cose[-3]?.bytes else { break }
                self = .es256(try P256.Signing.PublicKey(rawRepresentation: Data(x + y)))
                return
            case (.integer(1), .integer(-8)):
                guard cose[-1] == .integer(6), let x = cose[-2]?.bytes else { break }
                self = .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: Data(x)))
                return
            case (.integer(3), .integer(-257)):
                guard let modulus = cose[-1]?.bytes, let exponent = cose[-2]?.bytes else { break }
                let key = try _RSA.Signing.PublicKey(n: Data(modulus), e: Data(exponent))
                guard key.keySizeInBits >= 2048 else { break }
                self = .rs256(key)
                return
            default: break
            }
        } catch {
            throw .keyIsNotSupported
        }
        throw .keyIsNotSupported
    }

    var algorithm: Int64 {
        switch self {
        case .es256: -7
        case .ed25519: -8
        case .rs256: -257
        }
    }

    func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: Data(message))
        case .ed25519(let key): return key.isValidSignature(Data(signature), for: Data(message))
        case .rs256(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: Data(message)),
                padding: .insecurePKCS1v1_5)
        }
    }
}
