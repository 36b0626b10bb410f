public import Essentials

/// Why a file cannot be read or signed. Each case is a sentence for the person who handed the file in.
public enum PDFProblem: Error, Hashable, Sendable {
    case notAPDF
    /// The structure contradicts itself or ends early; the text says where, for whoever repairs the file.
    case damaged(String)
    case encrypted
    /// Larger, deeper or more compressed than any honest document: the text names the limit.
    case tooLarge(String)
    /// One object number has two readings in one revision: two programs could show two documents.
    case ambiguous(String)

    public var wording: Wording {
        switch self {
        case .notAPDF: Wording("Tệp không phải là PDF.", en: "The file is not a PDF.")
        case .damaged(let where_):
            Wording("Tệp PDF bị hỏng (\(where_)).", en: "The PDF is damaged (\(where_)).")
        case .encrypted:
            Wording("Tệp PDF được đặt mật khẩu hoặc mã hoá.", en: "The PDF is encrypted or has a password.")
        case .tooLarge(let limit):
            Wording("Tệp PDF vượt giới hạn (\(limit)).", en: "The PDF is beyond a limit (\(limit)).")
        case .ambiguous(let what):
            Wording(
                "Tệp PDF có hai cách đọc khác nhau (\(what)).", en: "The PDF can be read in two ways (\(what)).")
        }
    }
}

/// What a file may cost at most before it is refused. A hostile file must not take more than these.
public struct PDFLimits: Sendable {
    public var bytes = 256 << 20
    public var objects = 1_000_000
    public var depth = 64
    public var revisions = 256
    /// All that is unpacked from one file: cross-reference and object streams.
    public var inflatedBytes = 128 << 20

    public init() {}
}
