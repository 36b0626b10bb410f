public import Directory
import Essentials

extension Permission {
    /// See every document of the agency; without it one sees what was handed to oneself or to the unit one heads.
    public static let readDocuments = Permission(
        "documents.read", Wording("Xem mọi văn bản của cơ quan", en: "See all documents of the agency"))
    /// See what was handed to one's unit.
    public static let readUnitDocuments = Permission(
        "documents.read-unit", Wording("Xem văn bản giao cho đơn vị mình", en: "See documents handed to one's unit"))
    /// Take part at all: open the pages, handle what is handed to one, draft.
    public static let handleDocuments = Permission(
        "documents.handle", Wording("Xử lý và soạn thảo văn bản", en: "Handle and draft documents"))
    /// The clerk's register of incoming documents (Đ. 4 k. 2).
    public static let registerDocuments = Permission(
        "documents.register", Wording("Vào sổ văn bản đến", en: "Register incoming documents"))
    /// Distribute what the agency received (Đ. 23 k. 1).
    public static let directDocuments = Permission(
        "documents.direct", Wording("Phân phối, chỉ đạo xử lý văn bản đến", en: "Direct incoming documents"))
    /// Hand on within one's unit, and approve what its people report.
    public static let assignDocuments = Permission(
        "documents.assign", Wording("Giao việc trong đơn vị và duyệt kết quả", en: "Assign within one's unit"))
    /// Approve drafts for signature (Đ. 11–13).
    public static let approveDocuments = Permission(
        "documents.approve", Wording("Duyệt và ký văn bản", en: "Approve and sign documents"))
    /// Give numbers and issue (Đ. 14–18).
    public static let issueDocuments = Permission(
        "documents.issue", Wording("Cấp số và ban hành văn bản", en: "Number and issue documents"))
    /// Bring the registers of a former system in, and take such an import back.
    public static let importRegisters = Permission(
        "documents.import-registers", Wording("Nhập sổ từ hệ thống cũ", en: "Import registers of a former system"))
}

/// The permissions of documents.
public enum DocumentsPermissions {
    public static let all: [Permission] = [
        .readDocuments, .readUnitDocuments, .handleDocuments, .registerDocuments, .directDocuments, .assignDocuments,
        .approveDocuments, .issueDocuments, .importRegisters,
    ]
}
