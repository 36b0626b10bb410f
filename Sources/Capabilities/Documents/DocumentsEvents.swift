public import Directory
public import Essentials
public import Files
public import Journal

/// What every event of a document is about.
extension Subject {
    /// A document, incoming or outgoing.
    public static func document(_ id: ID<Document>) -> Subject {
        Subject("document", id)
    }
}

/// An event about one document.
public protocol DocumentEvent: Event {
    var document: ID<Document> { get }
}

extension DocumentEvent {
    public var subject: Subject { .document(document) }
}

/// An incoming document took its arrival number (đã vào sổ).
public struct IncomingRegistered: DocumentEvent {
    public static let kind = "document.registered"
    public let document: ID<Document>
    public let agency: ID<Unit>
    public let arrivalNumber: Int
    public let year: Int
    public let delivery: ID<Delivery>?
    /// Why it was registered though one like it stood in the register.
    public let duplicateReason: String?
}

/// The clerk put an incoming document before the leader who is to direct it (trình).
public struct DocumentPresented: DocumentEvent {
    public static let kind = "document.presented"
    public let document: ID<Document>
    public let to: ID<Post>
    /// What the clerk says with it.
    public let note: String?
}

/// An incoming document was handed to units and people (phân phối, chỉ đạo).
public struct DocumentDirected: DocumentEvent {
    public static let kind = "document.directed"
    public let document: ID<Document>
    public let directions: [Handed]
    public let opinion: String?

    /// One hand-over.
    public struct Handed: Codable, Sendable {
        public let direction: ID<Direction>
        public let unit: ID<Unit>?
        public let post: ID<Post>?
        public let role: String
        public let dueAt: Instant?
    }
}

/// A handler reported a result (báo cáo kết quả).
public struct HandlingReported: DocumentEvent {
    public static let kind = "document.reported"
    public let document: ID<Document>
    public let direction: ID<Direction>
    public let report: String
}

/// A reported result was approved; for the lead's this completes the handling.
public struct HandlingClosed: DocumentEvent {
    public static let kind = "document.handling-closed"
    public let document: ID<Document>
    public let direction: ID<Direction>
}

/// A reported result was sent back with a reason.
public struct HandlingReturned: DocumentEvent {
    public static let kind = "document.handling-returned"
    public let document: ID<Document>
    public let direction: ID<Direction>
    public let reason: String
}

/// The handling of an incoming document was completed (hoàn thành).
public struct DocumentCompleted: DocumentEvent {
    public static let kind = "document.completed"
    public let document: ID<Document>
    public let reply: ID<Document>?
}

/// A draft was begun (dự thảo).
public struct DocumentDrafted: DocumentEvent {
    public static let kind = "document.drafted"
    public let document: ID<Document>
    public let inReplyTo: ID<Document>?
}

/// A draft was put before the person who will sign (trình ký).
public struct DraftSubmitted: DocumentEvent {
    public static let kind = "document.submitted"
    public let document: ID<Document>
}

/// A draft was sent back to its drafter with a reason.
public struct DraftReturned: DocumentEvent {
    public static let kind = "document.draft-returned"
    public let document: ID<Document>
    public let reason: String
}

/// A draft was approved (duyệt).
public struct DraftApproved: DocumentEvent {
    public static let kind = "document.approved"
    public let document: ID<Document>
}

/// An outgoing document took its number (cấp số).
public struct DocumentNumbered: DocumentEvent {
    public static let kind = "document.numbered"
    public let document: ID<Document>
    public let agency: ID<Unit>
    public let series: String
    public let year: Int
    public let number: Int
}

/// An outgoing document was issued (ban hành).
public struct DocumentIssued: DocumentEvent {
    public static let kind = "document.issued"
    public let document: ID<Document>
    /// SHA-256 of the issued file.
    public let file: FileHash
    public let recipients: [ID<Unit>]
}

/// An issued document arrived at a unit of this installation (đã đến).
public struct DocumentDelivered: DocumentEvent {
    public static let kind = "document.delivered"
    public let document: ID<Document>
    public let delivery: ID<Delivery>
    public let recipient: ID<Unit>
}

/// A recipient sent an arrived document back (trả lại).
public struct DeliveryReturned: DocumentEvent {
    public static let kind = "document.delivery-returned"
    public let document: ID<Document>
    public let delivery: ID<Delivery>
    public let recipient: ID<Unit>
    public let reason: String
}

/// Open work on a document went to whoever carries on after a reorganisation (chuyển theo sắp xếp đơn vị).
public struct DocumentFollowed: DocumentEvent {
    public static let kind = "document.followed"
    public let document: ID<Document>
    public let succession: ID<Succession>
    /// The unit that ended.
    public let from: ID<Unit>
    /// Where the work went.
    public let to: ID<Unit>
    /// The arrival that waits at the clerk's, when it was not registered yet.
    public let delivery: ID<Delivery>?
    /// Who has it now.
    public let holders: [ID<Post>]
    /// What had become of it there, when that is not simply carried on.
    public let note: Note?

    /// What changed with the hand-over.
    public enum Note: String, Codable, Sendable {
        /// The approval was given in an office that ended: whoever signs for the successor approves anew.
        case approvalLapsed = "approval-lapsed"
        /// The successor had received the same document itself, and keeps one.
        case receivedAlready = "received-already"
    }
}

/// An old register was brought in from a former system (nhập sổ cũ): one event for all its documents.
public struct RegisterImported: Event {
    public static let kind = "register.imported"
    public let register: ID<RegisterImport>
    public let agency: ID<Unit>
    public let flow: String
    public let firstYear: Int
    public let lastYear: Int
    public let documents: Int
    /// Rows of the file that were wrong and left out.
    public let leftOut: Int
    /// SHA-256 of the register's file.
    public let file: FileHash
    /// `RegisterHash` over the documents, in hexadecimal digits.
    public let contentHash: String

    public var subject: Subject { .register(register) }
}

/// An import was taken back (hoàn tác): its documents are gone from the registers.
public struct RegisterImportUndone: Event {
    public static let kind = "register.import-undone"
    public let register: ID<RegisterImport>
    public let documents: Int
    public let contentHash: String

    public var subject: Subject { .register(register) }
}

/// Documents of an old register were given their files, by name: one event for some of them.
public struct RegisterFilesAttached: Event {
    public static let kind = "register.files-attached"
    public let register: ID<RegisterImport>
    public let documents: Int
    /// SHA-256 of each file.
    public let files: [FileHash]

    public var subject: Subject { .register(register) }
}

extension Subject {
    /// An old register that was brought in.
    public static func register(_ id: ID<RegisterImport>) -> Subject {
        Subject("register-import", id)
    }
}
