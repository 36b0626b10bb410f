import Crypto
import CryptoExtras
import Foundation

/// A private key at rest: PKCS#8 encrypted with a password by PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 and
/// AES-256-CBC. OpenSSL reads what is written here, and the other way round.
public enum EncryptedKey {
    private static let rounds = 600_000
    /// More rounds than this in a file of others would only keep the server busy.
    private static let mostRounds = 10_000_000

    /// The key as `ENCRYPTED PRIVATE KEY` in PEM.
    public static func seal(_ key: SoftwareKey, password: String) throws -> String {
        let block = try PEMBlock.all(in: key.pem).first(where: { $0.label == "PRIVATE KEY" })
        guard let block else { throw KeyProblem.unreadable }
        return PEMBlock(label: "ENCRYPTED PRIVATE KEY", bytes: try seal(block.bytes, password: password)).text
    }

    static func seal(_ plain: [UInt8], password: String) throws -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let key = try KDF.Insecure.PBKDF2.deriveKey(
            from: Data(password.utf8), salt: salt, using: .sha256, outputByteCount: 32, rounds: rounds)
        let iv = AES._CBC.IV()
        let encrypted = try AES._CBC.encrypt(plain, using: key, iv: iv)
        return DER.sequence(
            DER.sequence(
                ObjectIdentifier.pbes2.der,
                DER.sequence(
                    DER.sequence(
                        ObjectIdentifier.pbkdf2.der,
                        DER.sequence(
                            DER.octets(salt), DER.integer(rounds),
                            DER.sequence(ObjectIdentifier.hmacSHA256.der, DER.null))),
                    DER.sequence(ObjectIdentifier.aes256CBC.der, DER.octets(iv)))),
            DER.octets(encrypted))
    }

    /// The PKCS#8 inside an EncryptedPrivateKeyInfo.
    static func open(_ der: [UInt8], password: String) throws -> [UInt8] {
        var fields = try ASN1(der).children(ASN1.Tag.sequence)
        let algorithm = try fields.next(ASN1.Tag.sequence)
        return try decrypt(try fields.next().octets(), by: algorithm, password: password)
    }

    /// Undoes PBES2, here and in PKCS#12.
    static func decrypt(_ bytes: ArraySlice<UInt8>, by algorithm: ASN1, password: String) throws -> [UInt8] {
        var fields = algorithm.reader
        let oid = try fields.next().objectIdentifier()
        guard oid == .pbes2 else { throw KeyProblem.unsupported(oid.description) }
        var parameters = try fields.next(ASN1.Tag.sequence).reader
        var derivation = try parameters.next(ASN1.Tag.sequence).reader
        var cipher = try parameters.next(ASN1.Tag.sequence).reader
        guard try derivation.next().objectIdentifier() == .pbkdf2 else { throw KeyProblem.unsupported("KDF") }
        let cipherOID = try cipher.next().objectIdentifier()
        guard cipherOID == .aes256CBC || cipherOID == .aes128CBC else {
            throw KeyProblem.unsupported(cipherOID.description)
        }
        let key = try derive(derivation, password: password, byteCount: cipherOID == .aes256CBC ? 32 : 16)
        let iv = try AES._CBC.IV(ivBytes: try cipher.next().octets())
        guard let plain = try? AES._CBC.decrypt(bytes, using: key, iv: iv) else { throw KeyProblem.wrongPassword }
        return Array(plain)
    }

    private static func derive(_ derivation: ASN1Reader, password: String, byteCount: Int) throws -> SymmetricKey {
        var derivation = derivation
        var fields = try derivation.next(ASN1.Tag.sequence).reader
        let salt = try fields.next().octets()
        let rounds = try fields.next().smallInteger()
        guard rounds > 0, rounds <= mostRounds else { throw KeyProblem.unsupported("\(rounds) rounds") }
        _ = try fields.optional(ASN1.Tag.integer)
        var function = KDF.Insecure.PBKDF2.HashFunction.insecureSHA1
        if let identifier = try fields.optional(ASN1.Tag.sequence) {
            var inner = identifier.reader
            switch try inner.next().objectIdentifier() {
            case .hmacSHA1: function = .insecureSHA1
            case .hmacSHA256: function = .sha256
            case .hmacSHA384: function = .sha384
            case .hmacSHA512: function = .sha512
            case let other: throw KeyProblem.unsupported(other.description)
            }
        }
        return try KDF.Insecure.PBKDF2.deriveKey(
            from: Data(password.utf8), salt: salt, using: function, outputByteCount: byteCount,
            unsafeUncheckedRounds: rounds)
    }
}
