import Crypto
import CryptoExtras
import Essentials
import Foundation

/// The two algorithms that ID tokens are taken in (RFC 7518 3.1). `none` and secrets shared with the provider are not
/// among them, so no token can choose them.
enum TokenAlgorithm: String, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"
}

/// A provider's public keys (RFC 7517), from its own address and from nowhere else.
struct JSONWebKeys: Sendable {
    private let keys: [Key]

    /// A key that fits one algorithm.
    private struct Key: Sendable {
        let id: String?
        let algorithm: TokenAlgorithm
        let content: Content

        enum Content: Sendable {
            case rsa(_RSA.Signing.PublicKey)
            case ec(P256.Signing.PublicKey)
        }
    }

    /// Keys of other kinds and sizes are left out: a provider may have some for others.
    ///
    /// - Throws: `OpenIDProblem.malformed`.
    init(json: [UInt8]) throws {
        guard let read = try? JSONDecoder().decode(Content.self, from: Data(json)), read.keys.count <= 100 else {
            throw OpenIDProblem.malformed
        }
        keys = read.keys.compactMap(Self.key)
    }

    /// Whether the signature over the text is by one of the keys: the one that is named, or, where none is named, the
    /// only one that fits.
    ///
    /// - Throws: `OpenIDProblem`.
    func check(_ signature: [UInt8], over text: [UInt8], _ algorithm: TokenAlgorithm, keyID: String?) throws {
        let fitting = keys.filter { $0.algorithm == algorithm && (keyID == nil || $0.id == keyID) }
        guard fitting.count == 1, let key = fitting.first else { throw OpenIDProblem.unknownKey }
        let isValid =
            switch key.content {
            case .rsa(let key):
                key.isValidSignature(
                    _RSA.Signing.RSASignature(rawRepresentation: Data(signature)), for: Data(text),
                    padding: .insecurePKCS1v1_5)
            case .ec(let key):
                (try? P256.Signing.ECDSASignature(rawRepresentation: Data(signature)))
                    .map { key.isValidSignature($0, for: Data(text)) } ?? false
            }
        if !isValid { throw OpenIDProblem.badSignature }
    }

    private static func key(_ read: Content.Key) -> Key? {
        guard read.use == nil || read.use == "sig" else { return nil }
        switch read.kty {
        case "RSA" where read.fits(.rs256):
            guard let n = read.n.flatMap({ Base64URL.decode($0) }), let e = read.e.flatMap({ Base64URL.decode($0) }),
                n.drop(while: { $0 == 0 }).count >= 256, let key = try? _RSA.Signing.PublicKey(n: n, e: e)
            else { return nil }
            return Key(id: read.kid, algorithm: .rs256, content: .rsa(key))
        case "EC" where read.fits(.es256) && read.crv == "P-256":
            guard let x = read.x.flatMap({ Base64URL.decode($0) }), let y = read.y.flatMap({ Base64URL.decode($0) }),
                x.count == 32, y.count == 32,
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            return Key(id: read.kid, algorithm: .es256, content: .ec(key))
        default: return nil
        }
    }

    private struct Content: Decodable {
        let keys: [Key]

        struct Key: Decodable {
            let kty: String
            let use: String?
            let alg: String?
            let kid: String?
            let n: String?
            let e: String?
            let crv: String?
            let x: String?
            let y: String?

            func fits(_ algorithm: TokenAlgorithm) -> Bool { alg == nil || alg == algorithm.rawValue }
        }
    }
}
