public import Essentials

/// Why a file is not taken in. Nothing of it is kept.
public enum FileRefusal: Error, Hashable, Sendable {
    case empty
    case tooLarge(limit: Int64)
    /// The bytes are of no kind the platform knows.
    case unknownType
    /// The kind is known, but not wanted here.
    case notAccepted(MediaType, accepted: Set<MediaType>)
    /// The name says one kind, the bytes another.
    case mismatch(extension: String, content: MediaType)
    case damaged(MediaType)
    /// A password, or rights taken away: it could be neither read nor signed nor archived.
    case encrypted
    /// The document bears the mark of a state secret; the law keeps those off networked computers
    /// (Luật 117/2025/QH15 Đ. 5 k. 2).
    case secrecyMark(SecrecyMark)
    /// The scanner found malware; with its name for it.
    case malware(String)
    /// The scanner is down: the file is kept, and can be used once it was scanned.
    case awaitsScan
    /// An archive that unpacks to too much, or to places outside its folder.
    case unsafeArchive
    /// A picture of more points than anybody can look at.
    case tooManyPixels
    /// The check took more time or memory than it may.
    case notCheckable
    /// The person has too many files waiting in forms that were never sent.
    case tooManyWaiting
    /// The upload was used, is older than a day, or is somebody else's.
    case expired
    /// The server's disk is nearly full; what is left is kept for everything but uploads.
    case reserveReached
    /// The server's disk is full.
    case noSpace
}

extension FileRefusal {
    /// What the person is told.
    public var message: Wording {
        switch self {
        case .empty: Wording("Tệp rỗng (0 byte).", en: "The file is empty (0 bytes).")
        case .tooLarge(let limit):
            Wording(
                "Tệp lớn hơn mức cho phép (\(Self.megabytes(limit)) MB).",
                en: "The file is larger than allowed (\(Self.megabytes(limit)) MB).")
        case .unknownType:
            Wording(
                "Không nhận ra loại tệp từ nội dung của tệp.", en: "The kind of file cannot be told from its content.")
        case .notAccepted(let type, let accepted): Self.notAccepted(type, accepted)
        case .mismatch(let name, let content):
            Wording(
                "Đuôi tệp là .\(name) nhưng nội dung là \(content.title). Hãy kiểm tra lại tệp.",
                en: "The name ends in .\(name) but the content is \(content.title). Check the file.")
        case .damaged(let type):
            Wording(
                "Tệp \(type.title) bị hỏng hoặc bị cắt cụt, không đọc được trọn vẹn. Hãy lưu lại hoặc xin lại tệp gốc.",
                en: "The \(type.title) file is damaged or cut short. Save it again, or ask for the original.")
        case .encrypted:
            Wording(
                "Tệp PDF có mật khẩu hoặc bị hạn chế quyền. Hãy gỡ mật khẩu rồi tải lên lại.",
                en: "The PDF has a password or restricted rights. Remove them and upload it again.")
        case .secrecyMark(let mark): Self.secrecy(mark)
        case .malware(let name):
            Wording(
                "Tệp có mã độc (\(name)) và đã bị xóa. Hãy báo bộ phận an ninh mạng và xin lại tệp sạch.",
                en:
                    "The file carries malware (\(name)) and was removed. Tell your security team and ask for a clean one."
            )
        case .awaitsScan:
            Wording(
                "Máy quét mã độc đang dừng nên chưa dùng được tệp. Tệp được giữ lại; gửi lại biểu mẫu sau ít phút, "
                    + "không phải tải lên lần nữa.",
                en: "The malware scanner is down, so the file cannot be used yet. It is kept; send the form again in a "
                    + "few minutes, there is no need to upload it again.")
        case .unsafeArchive:
            Wording(
                "Tệp nén không an toàn: quá nhiều mục, giải nén quá lớn hoặc có đường dẫn lạ.",
                en: "The archive is not safe: too many entries, too large when unpacked, or odd paths.")
        case .tooManyPixels: Wording("Ảnh có quá nhiều điểm ảnh.", en: "The picture has too many pixels.")
        case .notCheckable:
            Wording(
                "Không kiểm tra xong tệp trong giới hạn thời gian và bộ nhớ nên chưa nhận.",
                en: "The file could not be checked within the limits of time and memory, so it was not taken.")
        case .tooManyWaiting:
            Wording(
                "Bạn có quá nhiều tệp đã tải lên mà chưa gửi biểu mẫu. Hãy gửi hoặc bỏ bớt.",
                en: "Too many of your uploads wait in forms that were not sent. Send or drop some.")
        case .expired:
            Wording(
                "Tệp đã tải lên không còn (đã dùng hoặc quá 24 giờ). Hãy tải lên lại.",
                en: "The upload is gone (used, or older than 24 hours). Upload it again.")
        case .reserveReached:
            Wording(
                "Máy chủ sắp hết chỗ nên tạm ngừng nhận tệp mới; xem và tìm kiếm vẫn như thường. Hãy báo quản trị hệ thống.",
                en: "The server is nearly full and takes no new files for now; reading and searching go on. Tell the "
                    + "administrator.")
        case .noSpace:
            Wording(
                "Máy chủ hết chỗ lưu tệp. Chưa có gì được ghi; hãy báo quản trị hệ thống.",
                en: "The server has no room for files. Nothing was stored; tell the administrator.")
        }
    }

    private static func notAccepted(_ type: MediaType, _ accepted: Set<MediaType>) -> Wording {
        let list = MediaType.allCases.filter(accepted.contains).map(\.title).joined(separator: ", ")
        return Wording(
            "Tệp là \(type.title); ở đây chỉ nhận \(list).",
            en: "The file is \(type.title); only \(list) is taken here.")
    }

    private static func secrecy(_ mark: SecrecyMark) -> Wording {
        Wording(
            "Trang đầu có dấu chỉ độ mật “\(mark.rawValue)”. Hệ thống này không được phép nhận bí mật nhà nước; "
                + "tệp đã bị xóa. Hãy gửi theo quy định về bảo vệ bí mật nhà nước.",
            en: "The first page bears the secrecy mark “\(mark.rawValue)”. This system may not take state secrets; "
                + "the file was wiped. Send it as the law on state secrets prescribes.")
    }

    private static func megabytes(_ bytes: Int64) -> Int64 { bytes / 1_048_576 }
}

/// What goes wrong in the store itself; nobody's form can mend it.
public enum FileFault: Error, Hashable, Sendable {
    /// The disk failed at something.
    case disk(String)
    /// The database knows the file, the disk does not.
    case missing(FileHash)
    /// The bytes on the disk are not those that were accepted.
    case damaged(FileHash)
    /// A program of the system is not installed, or could not be run.
    case tool(String)
}
