public import Essentials
public import PDFStructure

/// Why a document cannot be signed.
public enum SigningProblem: Error, Hashable, Sendable {
    case unreadable(PDFProblem)
    /// A table and a stream of cross-references side by side: what is signed would not be one thing.
    case hybrid
    /// Its author certified it and allows no change (DocMDP P=1).
    case noChangesAllowed
    case fieldInUse(String)
    case noSuchPage(Int)
    /// The signature value is not the certificate's over this document.
    case signatureDoesNotMatch
    /// The message is longer than the room kept for it.
    case messageTooLong
    case unreadableImage
    /// A character that the font on paper does not have.
    case missingGlyph(Character)
    case noTimestampAuthority
    /// The agency would sign before the competent person (NĐ 30/2020/NĐ-CP Đ. 32 k. 2).
    case personHasNotSigned

    public var wording: Wording {
        switch self {
        case .unreadable(let problem): problem.wording
        case .hybrid:
            Wording(
                "Tệp PDF dạng lai (hai bảng tham chiếu): hãy lưu lại thành PDF thường trước khi ký lần đầu.",
                en: "A hybrid PDF (two reference tables): save it as a plain PDF before the first signature.")
        case .noChangesAllowed:
            Wording(
                "Tác giả đã chứng thực tệp và không cho phép thay đổi nào.",
                en: "The author certified the file and allows no change.")
        case .fieldInUse(let name):
            Wording("Ô chữ ký “\(name)” đã có chữ ký.", en: "The signature field “\(name)” is taken.")
        case .noSuchPage(let page): Wording("Không có trang \(page).", en: "There is no page \(page).")
        case .signatureDoesNotMatch:
            Wording(
                "Giá trị chữ ký không khớp với chứng thư số và văn bản.",
                en: "The signature value does not fit the certificate and the document.")
        case .messageTooLong:
            Wording("Chữ ký dài hơn chỗ dành sẵn.", en: "The signature is longer than the room kept for it.")
        case .unreadableImage:
            Wording(
                "Ảnh chữ ký phải là PNG 8 bit, màu hoặc xám, không xen kẽ.",
                en: "The picture must be a PNG of 8 bits, colour or grey, not interlaced.")
        case .missingGlyph(let character):
            Wording("Phông chữ không có ký tự “\(character)”.", en: "The font lacks the character “\(character)”.")
        case .noTimestampAuthority:
            Wording("Chưa cấu hình máy chủ dấu thời gian.", en: "No time-stamp authority is configured.")
        case .personHasNotSigned:
            Wording(
                "Văn bản chưa có chữ ký hợp lệ của người có thẩm quyền: cơ quan chỉ ký sau người có thẩm quyền"
                    + " (Nghị định 30/2020/NĐ-CP, Điều 32).",
                en: "No valid signature of the competent person is in the document: the agency signs after that person."
            )
        }
    }
}
