import Crypto
import CryptoExtras
import Foundation

/// The public key of a certificate.
enum PublicKey: Sendable {
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey, bits: Int)

    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Short RSA keys are read, so that they can be refused by name.
    init(_ info: ASN1) throws {
        var fields = try info.children(ASN1.Tag.sequence)
        let algorithmIdentifier = try fields.next(ASN1.Tag.sequence)
        var algorithm = algorithmIdentifier.reader
        let oid = try algorithm.next().objectIdentifier()
        let bits = try fields.next().bits()
        switch oid {
        case .ecPublicKey:
            switch try algorithm.next().objectIdentifier() {
            case .p256: self = .p256(try P256.Signing.PublicKey(x963Representation: bits))
            case .p384: self = .p384(try P384.Signing.PublicKey(x963Representation: bits))
            case .p521: self = .p521(try P521.Signing.PublicKey(x963Representation: bits))
            default: throw ASN1Problem("unknown curve")
            }
        case .rsaEncryption, .rsaPSS:
            let modulus = try ASN1(bits).reader.firstInteger()
            let plain = DER.sequence(DER.sequence(ObjectIdentifier.rsaEncryption.der, DER.null), DER.bits(Array(bits)))
            self = .rsa(try _RSA.Signing.PublicKey(unsafeDERRepresentation: plain), bits: modulus)
        default: throw ASN1Problem("unknown kind of key \(oid)")
        }
    }

    /// The strength in the measure of its kind: bits of the curve or of the modulus.
    var bits: Int {
        switch self {
        case .p256: 256
        case .p384: 384
        case .p521: 521
        case .rsa(_, let bits): bits
        }
    }

    var isRSA: Bool {
        if case .rsa = self { true } else { false }
    }

    /// Whether `signature` is this key's over `message`. A scheme that does not fit the key is false, never tried.
    func isValid(_ signature: ArraySlice<UInt8>, over message: ArraySlice<UInt8>, by algorithm: SignatureAlgorithm)
        -> Bool
    {
        switch algorithm.digest {
        case .md5: false
        case .sha1: isValid(signature, digest: Insecure.SHA1.hash(data: message), algorithm.scheme)
        case .sha256: isValid(signature, digest: SHA256.hash(data: message), algorithm.scheme)
        case .sha384: isValid(signature, digest: SHA384.hash(data: message), algorithm.scheme)
        case .sha512: isValid(signature, digest: SHA512.hash(data: message), algorithm.scheme)
        }
    }

    private func isValid(
        _ signature: ArraySlice<UInt8>, digest: some Digest, _ scheme: SignatureAlgorithm.Scheme
    ) -> Bool {
        switch (self, scheme) {
        case (.p256(let key), .ecdsa):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case (.p384(let key), .ecdsa):
            (try? P384.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case (.p521(let key), .ecdsa):
            (try? P521.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case (.rsa(let key, _), .rsaPKCS1):
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        case (.rsa(let key, _), .rsaPSS):
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .PSS)
        default: false
        }
    }
}

extension ASN1Reader {
    /// How many bits the first INTEGER inside a SEQUENCE has.
    fileprivate func firstInteger() throws(ASN1Problem) -> Int {
        var fields = self
        let magnitude = try fields.next().primitive(ASN1.Tag.integer).drop { $0 == 0 }
        guard let first = magnitude.first else { return 0 }
        return magnitude.count * 8 - first.leadingZeroBitCount
    }
}
