public import Essentials

/// What is said of a signature in the end (EN 319 102-1 §5.1).
public enum Indication: String, Sendable, Codable, Comparable {
    case passed = "TOTAL_PASSED"
    case indeterminate = "INDETERMINATE"
    case failed = "TOTAL_FAILED"

    private var severity: Int {
        switch self {
        case .passed: 0
        case .indeterminate: 1
        case .failed: 2
        }
    }

    /// The worse is the greater.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.severity < rhs.severity
    }

    public var wording: Wording {
        switch self {
        case .passed: Wording("HỢP LỆ", en: "VALID")
        case .indeterminate: Wording("CHƯA ĐỦ CĂN CỨ", en: "INDETERMINATE")
        case .failed: Wording("KHÔNG HỢP LỆ", en: "INVALID")
        }
    }
}

/// Why a signature is not passed (EN 319 102-1 §5.1.3).
public enum SubIndication: String, Sendable, Codable {
    case formatFailure = "FORMAT_FAILURE"
    case hashFailure = "HASH_FAILURE"
    case cryptoFailure = "SIG_CRYPTO_FAILURE"
    case revoked = "REVOKED"
    case expired = "EXPIRED"
    case notYetValid = "NOT_YET_VALID"
    case chainConstraints = "CHAIN_CONSTRAINTS_FAILURE"
    case cryptoConstraints = "CRYPTO_CONSTRAINTS_FAILURE"
    case noSigningCertificate = "NO_SIGNING_CERTIFICATE_FOUND"
    case noChain = "NO_CERTIFICATE_CHAIN_FOUND"
    case revokedNoProof = "REVOKED_NO_POE"
    case outOfBoundsNoProof = "OUT_OF_BOUNDS_NO_POE"
    case tryLater = "TRY_LATER"
    case signedDataNotFound = "SIGNED_DATA_NOT_FOUND"
}

/// An indication with its reason, in a sentence that a clerk understands.
public struct Verdict: Hashable, Sendable, Error {
    public let indication: Indication
    public let subIndication: SubIndication?
    public let reason: Wording

    init(_ indication: Indication, _ subIndication: SubIndication?, _ vietnamese: String, en english: String) {
        self.indication = indication
        self.subIndication = subIndication
        reason = Wording(vietnamese, en: english)
    }

    static let passed = Verdict(
        .passed, nil, "Chữ ký hợp lệ; nội dung được ký không thay đổi.",
        en: "The signature is valid; what was signed has not changed.")

    static func malformed(_ vietnamese: String, en english: String) -> Verdict {
        Verdict(.failed, .formatFailure, vietnamese, en: english)
    }

    static func malformed(_ wording: Wording) -> Verdict {
        Verdict(.failed, .formatFailure, wording.vietnamese, en: wording.english)
    }
}

extension Verdict {
    init(_ objection: PathBuilder.Objection, isTimeProven: Bool) {
        switch objection {
        case .noChain(let certificate):
            self.init(
                .indeterminate, .noChain, "Chứng thư số của \(certificate.holder) không dẫn tới gốc được tin cậy.",
                en: "The certificate of \(certificate.holder) leads to no trusted root.")
        case .expired(let certificate):
            self.init(
                isTimeProven ? .failed : .indeterminate, isTimeProven ? .expired : .outOfBoundsNoProof,
                "Chứng thư số của \(certificate.holder) hết hạn lúc \(certificate.notAfter)"
                    + (isTimeProven ? "." : " và không có dấu thời gian chứng minh đã ký trước đó."),
                en: "The certificate of \(certificate.holder) expired at \(certificate.notAfter)"
                    + (isTimeProven ? "." : ", and no time-stamp proves an earlier signature."))
        case .notYetValid(let certificate):
            self.init(
                isTimeProven ? .failed : .indeterminate, isTimeProven ? .notYetValid : .outOfBoundsNoProof,
                "Chứng thư số của \(certificate.holder) chỉ có hiệu lực từ \(certificate.notBefore).",
                en: "The certificate of \(certificate.holder) is valid from \(certificate.notBefore) only.")
        case .weak(_, let wording):
            self.init(.indeterminate, .cryptoConstraints, wording.vietnamese, en: wording.english)
        case .unknownExtension(let certificate), .notAnAuthority(let certificate), .chainTooLong(let certificate),
            .nameNotAllowed(let certificate):
            self.init(
                .indeterminate, .chainConstraints,
                "Chuỗi chứng thư số vi phạm quy tắc tại \(certificate.holder) (\(objection.rule.vietnamese)).",
                en: "The certificate chain breaks a rule at \(certificate.holder) (\(objection.rule.english)).")
        }
    }

    init(_ finding: RevocationCheck.Finding, isTimeProven: Bool) {
        switch finding {
        case .good: self = .passed
        case .revoked(let certificate, let since):
            self.init(
                isTimeProven ? .failed : .indeterminate, isTimeProven ? .revoked : .revokedNoProof,
                "Chứng thư số của \(certificate.holder) bị thu hồi lúc \(since)"
                    + (isTimeProven ? ", trước khi ký." : "; không có dấu thời gian chứng minh đã ký trước đó."),
                en: "The certificate of \(certificate.holder) was revoked at \(since)"
                    + (isTimeProven ? ", before the signature." : "; no time-stamp proves an earlier signature."))
        case .unknown(let certificate):
            self.init(
                .indeterminate, .tryLater,
                "Chưa kiểm tra được tình trạng thu hồi chứng thư số của \(certificate.holder).",
                en: "Whether the certificate of \(certificate.holder) was revoked is not known.")
        }
    }
}

extension PathBuilder.Objection {
    fileprivate var rule: Wording {
        switch self {
        case .unknownExtension: Wording("phần mở rộng bắt buộc không rõ", en: "unknown critical extension")
        case .notAnAuthority: Wording("không phải tổ chức chứng thực", en: "not a certificate authority")
        case .chainTooLong: Wording("chuỗi quá dài", en: "chain too long")
        case .nameNotAllowed: Wording("tên ngoài phạm vi cho phép", en: "name outside what is permitted")
        default: Wording("", en: "")
        }
    }
}

extension Certificate {
    /// Whose it is, as people call them.
    public var holder: String { subject.commonName ?? subject.organization ?? subject.description }
}
