import Essentials

/// A signature whose cryptography holds: the document has the digest that its certificate's key signed.
///
/// Whether the certificate is to be trusted is another question.
struct IntactSignature {
    let value: SignatureValue
    let message: SignedData
    let signer: SignerInfo
    let certificate: Certificate
    /// Set for a document time-stamp.
    let token: TimestampToken?

    init(_ value: SignatureValue) throws {
        self.value = value
        guard let message = try? SignedData(value.contents) else {
            throw Verdict.malformed("Không đọc được nội dung chữ ký (CMS).", en: "The signature message is unreadable.")
        }
        guard message.signers.count == 1 else {
            throw Verdict.malformed("Chữ ký phải có đúng một người ký.", en: "A signature has exactly one signer.")
        }
        self.message = message
        signer = message.signers[0]
        guard let certificate = message.certificates.first(where: signer.isMade) else {
            throw Verdict(
                .indeterminate, .noSigningCertificate, "Chữ ký không kèm chứng thư số của người ký.",
                en: "The certificate of the signer is not in the signature.")
        }
        self.certificate = certificate
        if value.format == .timestamp {
            token = try Self.token(value, certificate)
        } else {
            token = nil
            try Self.check(value, message, signer, certificate)
        }
    }

    private static func token(_ value: SignatureValue, _ certificate: Certificate) throws -> TimestampToken {
        guard let token = try? TimestampToken(value.contents), token.isGenuine(by: certificate) else {
            throw Verdict(
                .failed, .cryptoFailure, "Dấu thời gian không phải do tổ chức cấp dấu thời gian ký.",
                en: "The time-stamp is not signed by a time-stamp authority.")
        }
        guard token.imprint.elementsEqual(value.digest(token.digest)) else { throw changed }
        return token
    }

    private static let changed = Verdict(
        .failed, .hashFailure, "Nội dung văn bản đã bị thay đổi so với khi ký.",
        en: "The document is not what was signed.")

    private static func check(
        _ value: SignatureValue, _ message: SignedData, _ signer: SignerInfo, _ certificate: Certificate
    ) throws {
        guard message.content == nil, message.contentType == .data, let signedBytes = signer.signedBytes,
            let type = signer.only(.contentType), (try? type.objectIdentifier()) == .data,
            let digest = signer.only(.messageDigest), let expected = try? digest.octets()
        else {
            throw Verdict.malformed(
                "Chữ ký thiếu thuộc tính bắt buộc hoặc chứa nội dung lạ.",
                en: "The signature lacks a required attribute or has content of its own.")
        }
        guard signer.digest == signer.algorithm.digest else {
            throw Verdict.malformed(
                "Thuật toán băm và thuật toán ký không khớp.", en: "Hash and signature algorithm do not fit.")
        }
        guard expected.elementsEqual(value.digest(signer.digest)) else { throw changed }
        guard certificate.publicKey.isValid(signer.signature, over: signedBytes[...], by: signer.algorithm) else {
            throw Verdict(
                .failed, .cryptoFailure, "Giá trị chữ ký không đúng với khoá của chứng thư số.",
                en: "The signature value is not of the certificate's key.")
        }
        switch try? signer.binds(certificate) {
        case true?: break
        case nil where value.format == .pkcs7: break
        default:
            throw Verdict.malformed(
                "Chữ ký không gắn với chứng thư số kèm theo.",
                en: "The signature is not bound to the certificate that comes with it.")
        }
    }

    /// What the certificate may not be used for, or what kind of signature is not to be had any more.
    func objection(_ rules: AlgorithmRules, at instant: Instant) -> Verdict? {
        if let weak = rules.objection(to: signer.algorithm, certificate.publicKey, at: instant) {
            return Verdict(.indeterminate, .cryptoConstraints, weak.vietnamese, en: weak.english)
        }
        guard token == nil else { return nil }
        let usage = certificate.extensions.keyUsage
        let mayCommit = usage.map { $0.contains(.digitalSignature) || $0.contains(.nonRepudiation) } ?? true
        let mayBeUsed = certificate.extensions.purposes.map { !Self.purposes.isDisjoint(with: $0) } ?? true
        guard mayCommit, mayBeUsed, !certificate.extensions.isAuthority else {
            return Verdict(
                .indeterminate, .chainConstraints, "Chứng thư số của \(certificate.holder) không dùng để ký văn bản.",
                en: "The certificate of \(certificate.holder) is not for signing documents.")
        }
        return nil
    }

    /// Purposes with which documents are signed: any, e-mail, client, documents, and those of two makers.
    private static let purposes: Set<ObjectIdentifier> = [
        ObjectIdentifier(2, 5, 29, 37, 0), ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 4),
        ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 2), ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 36),
        ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 10, 3, 12), ObjectIdentifier(1, 2, 840, 113583, 1, 1, 5),
    ]
}
