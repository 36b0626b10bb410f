import Crypto
import Essentials
import PDFStructure

/// A document that waits for its signature value: the key signs `bytesToSign`, wherever it is, and never sees the file.
///
/// Made by `prepare`, closed by `completed(by:)`. Every byte of the document stays as it was, in front of what is added.
public struct PreparedSignature: Sendable {
    /// What the key signs: the signed attributes, which bind document and certificate.
    public let bytesToSign: [UInt8]
    public let algorithm: SignatureAlgorithm
    public let certificate: Certificate
    /// SHA-256 of the document as it was handed in, by which the person sees what is signed.
    public let documentHash: [UInt8]
    public let fieldName: String
    let chain: [Certificate]
    let gap: SignatureGap

    public init(
        _ document: [UInt8], certificate: Certificate, chain: [Certificate], algorithm: SignatureAlgorithm,
        options: SignatureOptions
    ) throws {
        try SigningOrder.check(document, beforeSigningWith: certificate, options)
        let revision = try SignatureRevision(document, content: .signature(options))
        documentHash = Array(SHA256.hash(data: document))
        gap = revision.gap
        fieldName = revision.fieldName
        bytesToSign = SignedDataBuilder.signedAttributes(
            digest: gap.digest(algorithm.digest), certificate: certificate)
        self.certificate = certificate
        self.chain = chain
        self.algorithm = algorithm
    }

    /// The signed document. A value that is not the certificate's is refused before anything is written.
    /// - Parameter timestamp: a token over `signature`, which makes the level B-T.
    public func completed(by signature: [UInt8], timestamp: [UInt8]? = nil) throws -> [UInt8] {
        guard certificate.publicKey.isValid(signature[...], over: bytesToSign[...], by: algorithm) else {
            throw SigningProblem.signatureDoesNotMatch
        }
        let message = SignedDataBuilder.message(
            signedAttributes: bytesToSign, signature: signature, algorithm: algorithm, certificate: certificate,
            chain: chain, timestamp: timestamp)
        return try gap.filled(with: message)
    }
}

/// A file whose last revision has a hole where the signature comes.
struct SignatureGap: Sendable {
    let bytes: [UInt8]
    /// From `<` to behind `>`.
    let hole: Range<Int>

    func digest(_ algorithm: DigestAlgorithm) -> [UInt8] {
        algorithm.hash(bytes[..<hole.lowerBound], bytes[hole.upperBound...])
    }

    /// The file with the message in the hole; the zeros behind it stay.
    func filled(with message: [UInt8]) throws -> [UInt8] {
        guard message.count * 2 <= hole.count - 2 else { throw SigningProblem.messageTooLong }
        var output = bytes
        let start = hole.lowerBound + 1
        output.replaceSubrange(start..<(start + message.count * 2), with: Hexadecimal.bytes(message))
        return output
    }
}
