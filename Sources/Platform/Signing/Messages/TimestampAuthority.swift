/// Carries requests over the network: to a time-stamp authority, an OCSP responder, a place of CRLs.
public protocol SigningTransport: Sendable {
    /// The body of a successful answer. Throws when there is none in good time.
    func post(_ body: [UInt8], contentType: String, to url: String) async throws -> [UInt8]
    func get(_ url: String) async throws -> [UInt8]
}

/// Why no time-stamp was had.
public enum TimestampProblem: Error, Hashable, Sendable {
    /// The authority answered with a status that is not "granted".
    case refused(status: Int)
    case malformed
    /// The token is not about our digest, or answers another question.
    case notOurs
    case wrongSignature
}

/// A client of a time-stamp authority (RFC 3161 over HTTP).
///
/// State authorities have taken minutes to answer: call it from a job, never while a person waits.
public struct TimestampAuthority: Sendable {
    public let url: String
    private let transport: any SigningTransport

    public init(url: String, transport: any SigningTransport) {
        self.url = url
        self.transport = transport
    }

    /// A token over the SHA-256 of `bytes`, checked to be an answer to this very question.
    ///
    /// Whether the authority is to be trusted is for the verifier, which knows the roots.
    func token(over bytes: ArraySlice<UInt8>...) async throws -> [UInt8] {
        let imprint =
            bytes.count == 1
            ? DigestAlgorithm.sha256.hash(bytes[0]) : DigestAlgorithm.sha256.hash(Array(bytes.joined())[...])
        let nonce = DER.integer(magnitude: withUnsafeBytes(of: UInt64.random(in: 1...UInt64.max).bigEndian, Array.init))
        let request = DER.sequence(
            DER.integer(1), DER.sequence(DigestAlgorithm.sha256.identifier, DER.octets(imprint)), nonce,
            DER.boolean(true))
        let response = try await transport.post(request, contentType: "application/timestamp-query", to: url)
        return try Self.check(response, imprint: imprint, nonce: nonce)
    }

    private static func check(_ response: [UInt8], imprint: [UInt8], nonce: [UInt8]) throws -> [UInt8] {
        guard var fields = try? ASN1(response).children(ASN1.Tag.sequence),
            var status = try? fields.next(ASN1.Tag.sequence).reader,
            let code = try? status.next().smallInteger()
        else { throw TimestampProblem.malformed }
        guard code <= 1 else { throw TimestampProblem.refused(status: code) }
        guard let encoded = try? fields.next(ASN1.Tag.sequence).encoded,
            let token = try? TimestampToken(encoded)
        else { throw TimestampProblem.malformed }
        guard token.digest == .sha256, token.imprint.elementsEqual(imprint),
            let answered = token.nonce, DER.element(ASN1.Tag.integer, Array(answered)) == nonce
        else { throw TimestampProblem.notOurs }
        guard let certificate = token.certificate, token.isGenuine(by: certificate) else {
            throw TimestampProblem.wrongSignature
        }
        return Array(encoded)
    }
}

extension TimestampToken {
    /// Whether `certificate` signed this token, is bound by it and has the one purpose (RFC 3161 §2.3).
    func isGenuine(by certificate: Certificate) -> Bool {
        guard let content = message.content, let signedBytes = signer.signedBytes,
            let type = signer.only(.contentType), (try? type.objectIdentifier()) == .timestampInfo,
            let digest = signer.only(.messageDigest), let octets = try? digest.octets(),
            octets.elementsEqual(signer.digest.hash(content)),
            (try? signer.binds(certificate)) == true,
            certificate.extensions.purposes == [.purposeTimestamping], certificate.extensions.purposesAreCritical
        else { return false }
        return certificate.publicKey.isValid(signer.signature, over: signedBytes[...], by: signer.algorithm)
    }
}
