import Essentials
import Files
import Web

/// A document as the API gives it.
struct DocumentJSON: Encodable {
    let id: ID<Document>
    let flow: String
    let arrivalNumber: Int?
    let number: String?
    let notation: String?
    let type: String
    let subject: String
    let issuer: String
    let issuedOn: CivilDate?
    let urgency: Int
    let state: String
    let dueAt: Instant?
    let file: String?

    init(_ listed: ListedDocument) {
        let document = listed.document
        id = document.id
        flow = document.flow.rawValue
        arrivalNumber = listed.arrivalNumber
        number = document.symbol?.number
        notation = document.symbol?.notation
        type = document.typeKey
        subject = document.subject
        issuer = document.issuerName
        issuedOn = document.issuedOn
        urgency = document.urgency.rawValue
        state = listed.state
        dueAt = listed.dueAt
        file = document.file?.description
    }

    static let schema = Schema.named(
        "Document",
        .object([
            .init("id", .id), .init("flow", .string(values: ["incoming", "outgoing"])),
            .init("arrivalNumber", .nullable(.integer(minimum: 1)), isRequired: false, "Số đến."),
            .init("number", .nullable(.string(atMost: 11)), isRequired: false),
            .init("notation", .nullable(.string(atMost: 30)), isRequired: false),
            .init("type", .string(atMost: 40), "Key of the type of document."),
            .init("subject", .string(atMost: 500)), .init("issuer", .string(atMost: 200)),
            .init("issuedOn", .nullable(.string(format: "date")), isRequired: false),
            .init("urgency", .integer(minimum: 0, maximum: 4)), .init("state", .string()),
            .init("dueAt", .nullable(.string(format: "date-time")), isRequired: false),
            .init("file", .nullable(.string()), isRequired: false, "SHA-256 of the file."),
        ]))
}

/// One page of a list.
struct PageJSON<Item: Encodable>: Encodable {
    let items: [Item]
    let older: String?
    let newer: String?
}

/// What a program sends to register an incoming document; the same fields as the page's form.
struct RegisterIncomingJSON: Decodable {
    var number: String?
    var notation: String?
    var issuedOn: String?
    var issuer: String?
    var type: String?
    var subject: String?
    var urgency: Int?
    var signerName: String?
    var signerPosition: String?
    var note: String?
    var arrivedOn: String?
    var dueOn: String?
    var presentTo: String?
    var duplicateReason: String?
    var upload: ID<UploadedFile>?

    static let schema = Schema.named(
        "RegisterIncoming",
        .object([
            .init("number", .string(atMost: 11), isRequired: false),
            .init("notation", .string(atMost: 30), isRequired: false), .init("issuedOn", .string(format: "date")),
            .init("issuer", .string(atMost: 200)), .init("type", .string(atMost: 40)),
            .init("subject", .string(atMost: 500)),
            .init("urgency", .integer(minimum: 0, maximum: 3), isRequired: false),
            .init("signerName", .string(atMost: 50), isRequired: false),
            .init("signerPosition", .string(atMost: 100), isRequired: false),
            .init("note", .string(atMost: 500), isRequired: false),
            .init("arrivedOn", .string(format: "date"), isRequired: false),
            .init("dueOn", .string(format: "date"), isRequired: false),
            .init("presentTo", .id, isRequired: false, PresentDocumentJSON.leader),
            .init("duplicateReason", .string(atMost: 500), isRequired: false),
            .init("upload", .id, isRequired: false, UploadJSON.reference),
        ]))

    /// As the fields of the form.
    var fields: FormData {
        let texts: [(String, String?)] = [
            ("number", number), ("notation", notation), ("issuedOn", issuedOn), ("issuer", issuer), ("type", type),
            ("subject", subject), ("urgency", urgency.map { String($0) }), ("signerName", signerName),
            ("signerPosition", signerPosition), ("note", note), ("arrivedOn", arrivedOn), ("dueOn", dueOn),
            ("presentTo", presentTo), ("duplicateReason", duplicateReason),
        ]
        return FormData(texts.compactMap { name, value in value.map { (name: name, value: $0) } })
    }
}

/// What a program sends to put a registered document before a leader.
struct PresentDocumentJSON: Decodable {
    var presentTo: String?
    var note: String?

    static let leader = "The post of who directs what the agency receives."
    static let schema = Schema.named(
        "PresentDocument",
        .object([
            .init("presentTo", .id, leader), .init("note", .string(atMost: 500), isRequired: false),
        ]))

    /// As the fields of the form.
    var fields: FormData {
        let texts = [("presentTo", presentTo), ("note", note)]
        return FormData(texts.compactMap { name, value in value.map { (name: name, value: $0) } })
    }
}

/// What a program sends to draft a document.
struct DraftDocumentJSON: Decodable {
    var type: String?
    var subject: String?
    var urgency: Int?
    var signerName: String?
    var signerPosition: String?
    var note: String?
    var recipients: [String]?
    var inReplyTo: String?
    var upload: ID<UploadedFile>?

    static let schema = Schema.named(
        "DraftDocument",
        .object([
            .init("type", .string(atMost: 40)), .init("subject", .string(atMost: 500)),
            .init("urgency", .integer(minimum: 0, maximum: 3), isRequired: false),
            .init("signerName", .string(atMost: 50), isRequired: false),
            .init("signerPosition", .string(atMost: 100), isRequired: false),
            .init("note", .string(atMost: 500), isRequired: false), .init("recipients", .array(.id), isRequired: false),
            .init("inReplyTo", .id, isRequired: false),
            .init("upload", .id, isRequired: false, UploadJSON.reference),
        ]))

    /// As the fields of the form.
    var fields: FormData {
        let texts: [(String, String?)] = [
            ("type", type), ("subject", subject), ("urgency", urgency.map { String($0) }), ("signerName", signerName),
            ("signerPosition", signerPosition), ("note", note), ("recipients", recipients?.joined(separator: ",")),
            ("inReplyTo", inReplyTo),
        ]
        return FormData(texts.compactMap { name, value in value.map { (name: name, value: $0) } })
    }
}

/// What a program sends to issue a numbered document.
struct IssueDocumentJSON: Decodable {
    /// The scan of the signed paper.
    let upload: ID<UploadedFile>

    static let schema = Schema.named(
        "IssueDocument", .object([.init("upload", .id, "The scan of the signed paper, uploaded before.")]))
}

/// A file that came in and waits to be named by another request.
struct UploadJSON: Encodable {
    let id: ID<UploadedFile>
    let name: String
    let size: Int64
    let sha256: String
    let type: String
    let pageCount: Int?

    init(_ file: InspectedFile) {
        id = file.id
        name = file.name.text
        size = file.size
        sha256 = file.hash.description
        type = file.mediaType.rawValue
        pageCount = file.pageCount
    }

    static let schema = Schema.named(
        "Upload",
        .object([
            .init("id", .id, "What other requests call it, within a day."), .init("name", .string(atMost: 255)),
            .init("size", .integer(minimum: 1), "Bytes."), .init("sha256", .string(atMost: 64)),
            .init("type", .string()), .init("pageCount", .nullable(.integer(minimum: 1)), isRequired: false),
        ]))

    static let reference = "A file of one's own that was uploaded before (uploadFile)."
}
