public import Essentials

/// Why a token did not sign. Each case is a sentence for the person who holds the token.
public enum TokenProblem: Error, Hashable, Sendable {
    /// The library of the token's maker cannot be loaded; its path.
    case moduleMissing(String)
    /// The file is a library, and none of tokens.
    case notATokenModule(String)
    case noSuchToken(String)
    /// Two tokens have this label: which of them is meant is not to be guessed.
    case ambiguousToken(String)
    case wrongPIN(isLastTry: Bool)
    case pinLocked
    /// The token has no PIN yet, or wants another one first.
    case pinNotReady
    case noSuchKey(String)
    case ambiguousKey(String)
    /// A kind of key that does not sign documents; its name.
    case unsupportedKey(String)
    case tooWeak(bits: Int)
    /// The key is of the right kind, and the token does not sign with it in the way that is asked.
    case unsupportedWay
    case keyMayNotSign
    case removed
    /// Anything else that the library answered; its number.
    case refused(UInt)

    /// What an answer of the library means.
    init(code: UInt) {
        switch code {
        case 0x32, 0xE0, 0xE1: self = .removed
        case 0x68: self = .keyMayNotSign
        case 0xA0, 0xA1, 0xA2: self = .wrongPIN(isLastTry: false)
        case 0xA3, 0x102: self = .pinNotReady
        case 0xA4: self = .pinLocked
        case 0x70, 0x71: self = .unsupportedWay
        default: self = .refused(code)
        }
    }

    public var wording: Wording {
        switch self {
        case .moduleMissing(let path):
            Wording(
                "Không nạp được thư viện PKCS#11 “\(path)”: hãy kiểm tra đường dẫn và trình điều khiển của thiết bị ký.",
                en: "The PKCS#11 library “\(path)” cannot be loaded: check its path and the token's driver.")
        case .notATokenModule(let path):
            Wording("“\(path)” không phải là thư viện PKCS#11.", en: "“\(path)” is no PKCS#11 library.")
        case .noSuchToken(let label):
            Wording(
                "Không tìm thấy thiết bị ký mang nhãn “\(label)”: hãy cắm thiết bị và kiểm tra nhãn.",
                en: "There is no token labelled “\(label)”: plug it in, and check the label.")
        case .ambiguousToken(let label):
            Wording(
                "Có nhiều thiết bị ký cùng mang nhãn “\(label)”: hãy chỉ cắm một thiết bị.",
                en: "Several tokens are labelled “\(label)”: plug in one only.")
        case .noSuchKey(let label):
            Wording(
                "Thiết bị ký không có khoá bí mật mang nhãn “\(label)”.",
                en: "The token has no private key labelled “\(label)”.")
        case .ambiguousKey(let label):
            Wording(
                "Thiết bị ký có nhiều khoá bí mật mang nhãn “\(label)”.",
                en: "The token has several private keys labelled “\(label)”.")
        case .unsupportedKey(let kind):
            Wording(
                "Loại khoá này không ký được văn bản (\(kind)): cần EC P-256, EC P-384 hoặc RSA từ 3072 bit.",
                en: "This kind of key does not sign documents (\(kind)): EC P-256, EC P-384 or RSA from 3072 bits do.")
        case .tooWeak(let bits):
            Wording(
                "Khoá RSA \(bits) bit không đủ mạnh để ký: cần từ 3072 bit.",
                en: "The RSA key of \(bits) bits is too weak for signing: 3072 bits are the least.")
        case .unsupportedWay:
            Wording(
                "Thiết bị ký không hỗ trợ kiểu ký này: với khoá RSA, hãy chọn PKCS#1 v1.5.",
                en: "The token does not sign in this way: with an RSA key, choose PKCS#1 v1.5.")
        case .keyMayNotSign:
            Wording("Khoá này không được phép dùng để ký.", en: "This key may not be used for signing.")
        case .removed:
            Wording("Thiết bị ký đã bị rút ra hoặc không đọc được.", en: "The token was removed or cannot be read.")
        case .refused(let code):
            Wording(
                "Thiết bị ký từ chối thao tác (mã lỗi PKCS#11 0x\(String(code, radix: 16))).",
                en: "The token refused (PKCS#11 error 0x\(String(code, radix: 16))).")
        case .wrongPIN, .pinLocked, .pinNotReady: pinWording
        }
    }

    private var pinWording: Wording {
        switch self {
        case .wrongPIN(isLastTry: true):
            Wording(
                "Mã PIN không đúng. Chỉ còn một lần thử: nếu sai nữa, thiết bị ký sẽ bị khoá.",
                en: "The PIN is wrong. One try is left: after another wrong one the token is locked.")
        case .pinLocked:
            Wording(
                "Thiết bị ký đã bị khoá vì nhập sai mã PIN quá số lần cho phép: hãy đề nghị đơn vị cấp thiết bị mở khoá.",
                en: "The token is locked after too many wrong PINs: ask whoever issued it to unlock it.")
        case .pinNotReady:
            Wording(
                "Mã PIN của thiết bị ký chưa được đặt hoặc đã hết hạn: hãy đổi mã PIN trước khi ký.",
                en: "The token's PIN is not set or has expired: change it before signing.")
        default: Wording("Mã PIN không đúng.", en: "The PIN is wrong.")
        }
    }
}
