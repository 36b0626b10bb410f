public import Database

/// The kinds of file the platform takes in; what a file is follows from its bytes, never from its name.
public enum MediaType: String, CaseIterable, Sendable, SQLConvertible, Codable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case odt = "application/vnd.oasis.opendocument.text"
    case zip = "application/zip"
    case xml = "application/xml"
    case plainText = "text/plain"

    /// The extensions a file of this kind may bear; the first is given to one that has none.
    public var extensions: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg"]
        case .docx: ["docx"]
        case .xlsx: ["xlsx"]
        case .odt: ["odt"]
        case .zip: ["zip"]
        case .xml: ["xml"]
        case .plainText: ["txt", "csv", "json"]
        }
    }

    /// As people say it: `PDF`, `Word (docx)`.
    public var title: String {
        switch self {
        case .pdf: "PDF"
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .docx: "Word (docx)"
        case .xlsx: "Excel (xlsx)"
        case .odt: "OpenDocument (odt)"
        case .zip: "ZIP"
        case .xml: "XML"
        case .plainText: "TXT"
        }
    }

    /// Whether pages of it can be shown as pictures, and its text read in the background.
    public var hasPages: Bool { self == .pdf }

    /// The document itself: what was signed.
    public static let documents: Set<MediaType> = [.pdf]
    /// What may come with a document. An archive is not among them: nobody sees what is in it.
    public static let attachments: Set<MediaType> = [.pdf, .png, .jpeg, .docx, .xlsx, .odt, .xml, .plainText]
}
