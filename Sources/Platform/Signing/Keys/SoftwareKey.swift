import Crypto
import CryptoExtras
import Foundation

/// A private key in the memory of this process.
public struct SoftwareKey: SigningKey {
    enum Material: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    /// The kinds of key that can be generated.
    public enum Kind: String, CaseIterable, Sendable {
        case p256, p384, rsa3072
    }

    let material: Material
    public let algorithm: SignatureAlgorithm

    /// The smallest RSA key that may sign here (ASVS V11.2.3).
    static let smallestRSA = 3072

    init(_ material: Material, usesPSS: Bool = true) throws(KeyProblem) {
        self.material = material
        switch material {
        case .p256: algorithm = SignatureAlgorithm(.ecdsa, .sha256)
        case .p384: algorithm = SignatureAlgorithm(.ecdsa, .sha384)
        case .rsa(let key):
            guard key.keySizeInBits >= Self.smallestRSA else { throw .tooWeak(bits: key.keySizeInBits) }
            algorithm = SignatureAlgorithm(usesPSS ? .rsaPSS : .rsaPKCS1, .sha256)
        }
    }

    /// A new key.
    public init(generating kind: Kind, usesPSS: Bool = true) throws {
        switch kind {
        case .p256: try self.init(.p256(P256.Signing.PrivateKey()))
        case .p384: try self.init(.p384(P384.Signing.PrivateKey()))
        case .rsa3072: try self.init(.rsa(try _RSA.Signing.PrivateKey(keySize: .bits3072)), usesPSS: usesPSS)
        }
    }

    /// A key from PEM: PKCS#8, SEC 1, PKCS#1, or PKCS#8 encrypted with a password.
    public init(pem: String, password: String? = nil, usesPSS: Bool = true) throws {
        let blocks = try PEMBlock.all(in: pem)
        if let encrypted = blocks.first(where: { $0.label == "ENCRYPTED PRIVATE KEY" }) {
            guard let password else { throw KeyProblem.wrongPassword }
            try self.init(pkcs8: EncryptedKey.open(encrypted.bytes, password: password), usesPSS: usesPSS)
            return
        }
        guard let block = blocks.first(where: { $0.label.hasSuffix("PRIVATE KEY") }) else { throw KeyProblem.notPEM }
        try self.init(pem: block, usesPSS: usesPSS)
    }

    /// A key from the DER of PKCS#8.
    init(pkcs8: [UInt8], usesPSS: Bool = true) throws {
        try self.init(pem: PEMBlock(label: "PRIVATE KEY", bytes: pkcs8), usesPSS: usesPSS)
    }

    private init(pem block: PEMBlock, usesPSS: Bool) throws {
        if let key = try? P256.Signing.PrivateKey(pemRepresentation: block.text) {
            try self.init(.p256(key))
        } else if let key = try? P384.Signing.PrivateKey(pemRepresentation: block.text) {
            try self.init(.p384(key))
        } else if let key = try? _RSA.Signing.PrivateKey(unsafePEMRepresentation: block.text) {
            try self.init(.rsa(key), usesPSS: usesPSS)
        } else {
            throw KeyProblem.unreadable
        }
    }

    /// The key as PKCS#8 in PEM, not protected: for keys of tests and demos.
    public var pem: String {
        switch material {
        case .p256(let key): key.pemRepresentation + "\n"
        case .p384(let key): key.pemRepresentation + "\n"
        case .rsa(let key): key.pkcs8PEMRepresentation + "\n"
        }
    }

    /// The SubjectPublicKeyInfo that its certificate carries.
    var publicKeyInfo: [UInt8] {
        switch material {
        case .p256(let key): Array(key.publicKey.derRepresentation)
        case .p384(let key): Array(key.publicKey.derRepresentation)
        case .rsa(let key):
            DER.sequence(
                DER.sequence(ObjectIdentifier.rsaEncryption.der, DER.null),
                DER.bits(Array(key.publicKey.pkcs1DERRepresentation)))
        }
    }

    /// Whether this is the key that the certificate speaks for.
    public func matches(_ certificate: Certificate) -> Bool {
        (try? certificate.publicKey.isValid(sign([0])[...], over: [0], by: algorithm)) ?? false
    }

    /// Signs a message; its digest is made here.
    public func signature(over message: [UInt8]) async throws -> [UInt8] {
        try sign(message)
    }

    /// The same at once: a key in memory has nobody to wait for.
    func sign(_ message: [UInt8]) throws -> [UInt8] {
        switch material {
        case .p256(let key): Array(try key.signature(for: SHA256.hash(data: message)).derRepresentation)
        case .p384(let key): Array(try key.signature(for: SHA384.hash(data: message)).derRepresentation)
        case .rsa(let key):
            Array(
                try key.signature(
                    for: SHA256.hash(data: message), padding: algorithm.scheme == .rsaPSS ? .PSS : .insecurePKCS1v1_5
                ).rawRepresentation)
        }
    }
}
