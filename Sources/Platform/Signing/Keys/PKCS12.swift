import Crypto
import Foundation

/// A key with its certificates in one file with a password (PKCS#12, RFC 7292): how authorities hand them over.
public struct PKCS12: Sendable {
    public let key: SoftwareKey
    /// The holder's certificate first, then those of its authorities.
    public let certificates: [Certificate]

    /// Opens a file protected by PBES2 with AES, what OpenSSL 3, Java and Windows write today. The older RC2 and 3DES
    /// are refused by name.
    public init(_ bytes: [UInt8], password: String, usesPSS: Bool = true) throws {
        var fields = try ASN1(bytes).children(ASN1.Tag.sequence)
        guard try fields.next().smallInteger() == 3 else { throw KeyProblem.unreadable }
        let content = try Self.data(in: try fields.next(ASN1.Tag.sequence))
        guard let check = try fields.optional(ASN1.Tag.sequence), try Self.isIntact(content, check, password) else {
            throw KeyProblem.wrongPassword
        }
        var keys: [[UInt8]] = []
        var certificates: [Certificate] = []
        for part in try ASN1(content).elements(limit: 16) {
            for bag in try ASN1(try Self.open(part, password)).elements(limit: 64) {
                try Self.read(bag, password, &keys, &certificates)
            }
        }
        guard let first = keys.first else { throw KeyProblem.unreadable }
        let key = try SoftwareKey(pkcs8: first, usesPSS: usesPSS)
        guard let own = certificates.firstIndex(where: key.matches) else { throw KeyProblem.doesNotMatchCertificate }
        certificates.swapAt(0, own)
        self.key = key
        self.certificates = certificates
    }

    private static func data(in info: ASN1) throws -> ArraySlice<UInt8> {
        var fields = info.reader
        guard try fields.next().objectIdentifier() == .data else { throw KeyProblem.unsupported("PKCS#12") }
        var inner = try fields.next(ASN1.context(0)).reader
        return try inner.next().octets()
    }

    private static func open(_ part: ASN1, _ password: String) throws -> ArraySlice<UInt8> {
        var fields = part.reader
        guard try fields.next().objectIdentifier() == .encryptedData else { return try data(in: part) }
        var wrapped = try fields.next(ASN1.context(0)).reader
        var encrypted = try wrapped.next(ASN1.Tag.sequence).reader
        _ = try encrypted.next(ASN1.Tag.integer)
        var info = try encrypted.next(ASN1.Tag.sequence).reader
        _ = try info.next()
        let algorithm = try info.next(ASN1.Tag.sequence)
        let content = try info.next()
        let bytes =
            content.tag == ASN1.context(0)
            ? try content.elements().reduce(into: [UInt8]()) { $0 += try $1.octets() }[...] : content.content
        return try EncryptedKey.decrypt(bytes, by: algorithm, password: password)[...]
    }

    private static func read(
        _ bag: ASN1, _ password: String, _ keys: inout [[UInt8]], _ certificates: inout [Certificate]
    ) throws {
        var fields = bag.reader
        let kind = try fields.next().objectIdentifier()
        var value = try fields.next(ASN1.context(0)).reader
        switch kind {
        case .keyBag: keys.append(Array(try value.next().encoded))
        case .shroudedKeyBag: keys.append(try EncryptedKey.open(Array(try value.next().encoded), password: password))
        case .certificateBag:
            var inner = try value.next(ASN1.Tag.sequence).reader
            guard try inner.next().objectIdentifier() == .x509Certificate else { return }
            var wrapped = try inner.next(ASN1.context(0)).reader
            certificates.append(try Certificate(Array(try wrapped.next().octets())))
        default: break
        }
    }

    /// The check sum over the content: an HMAC whose key comes from the password by a derivation of PKCS#12's own.
    private static func isIntact(_ content: ArraySlice<UInt8>, _ check: ASN1, _ password: String) throws -> Bool {
        var fields = check.reader
        var info = try fields.next(ASN1.Tag.sequence).reader
        let digest = try SignatureAlgorithm.digestAlgorithm(try info.next())
        let expected = try info.next().octets()
        let salt = try fields.next().octets()
        let rounds = try fields.optional(ASN1.Tag.integer)?.smallInteger() ?? 1
        guard rounds <= 10_000_000 else { throw KeyProblem.unsupported("\(rounds) rounds") }
        let key = SymmetricKey(data: derive(digest, password, salt, rounds: rounds))
        switch digest {
        case .sha1: return HMAC<Insecure.SHA1>.isValidAuthenticationCode(expected, authenticating: content, using: key)
        case .sha256: return HMAC<SHA256>.isValidAuthenticationCode(expected, authenticating: content, using: key)
        case .sha384: return HMAC<SHA384>.isValidAuthenticationCode(expected, authenticating: content, using: key)
        case .sha512: return HMAC<SHA512>.isValidAuthenticationCode(expected, authenticating: content, using: key)
        case .md5: throw KeyProblem.unsupported("MD5")
        }
    }

    /// RFC 7292 appendix B.2 for a key of at most one hash: block of the purpose, salt and password, hashed again and
    /// again.
    private static func derive(
        _ digest: DigestAlgorithm, _ password: String, _ salt: ArraySlice<UInt8>, rounds: Int
    ) -> [UInt8] {
        let block = digest.byteCount > 32 ? 128 : 64
        func filled(_ bytes: [UInt8]) -> [UInt8] {
            guard !bytes.isEmpty else { return [] }
            return (0..<((bytes.count + block - 1) / block * block)).map { bytes[$0 % bytes.count] }
        }
        let text = password.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] } + [0, 0]
        var hash = digest.hash(([UInt8](repeating: 3, count: block) + filled(Array(salt)) + filled(text))[...])
        for _ in 1..<max(rounds, 2) where rounds > 1 { hash = digest.hash(hash[...]) }
        return hash
    }
}
