/// What can sign: a key in software, in a token or far away. It never receives a file, only the bytes to sign.
public protocol SigningKey: Sendable {
    /// What its signatures are made with.
    var algorithm: SignatureAlgorithm { get }

    /// The signature value over `message`; ECDSA as DER, RSA as its bytes.
    func signature(over message: [UInt8]) async throws -> [UInt8]
}

/// Why a key or certificate cannot be read.
public enum KeyProblem: Error, Hashable, Sendable {
    case notPEM
    case unreadable
    case wrongPassword
    /// The file protects the key by a scheme that is not taken; the text names it.
    case unsupported(String)
    case tooWeak(bits: Int)
    /// The key and the certificate are not of one pair.
    case doesNotMatchCertificate
}
