public import Database
public import Deadlines
import Directory
public import Essentials
public import Files
public import Foundation
public import Journal
public import Web

/// The front door of documents (quản lý văn bản và điều hành): registers, directing, drafting, numbering, issuing.
public struct Documents: Sendable {
    let database: Database
    let files: FileStore
    let calendar: CalendarSnapshot
    let types: DocumentTypes
    let closing: TimeOfDay
    let accessLog: AccessLog
    let journalKey: JournalVerifierKey

    /// - Parameters:
    ///   - calendar: whose working days deadlines are shown in.
    ///   - closing: when a day's work ends.
    ///   - journalKey: what proofs are checked with.
    /// - Throws: when the bundled lists are missing or malformed.
    public init(
        database: Database, files: FileStore, calendar: CalendarSnapshot, closing: TimeOfDay, accessLog: AccessLog,
        journalKey: JournalVerifierKey
    ) throws {
        self.database = database
        self.files = files
        self.calendar = calendar
        self.closing = closing
        self.accessLog = accessLog
        self.journalKey = journalKey
        types = try DocumentTypes.bundled()
    }

    /// The folder of its templates.
    public static let templates = Bundle.module.url(forResource: "Templates", withExtension: nil)

    /// Every page it has.
    public static let pages: [any Page.Type] = [
        HomePage.self, WorkQueuePage.self, ListDocumentsPage.self, RegisterIncomingPage.self, DocumentPage.self,
        DirectDocumentPage.self, DraftDocumentPage.self, IssueDocumentPage.self, ImportRegisterPage.self,
        ListRegisterImportsPage.self, RegisterImportPage.self,
    ]

    /// Its places in the left column.
    public var navigation: [NavigationItem] {
        [
            NavigationItem(
                label: Wording("Việc của tôi", en: "My work"), path: "/", icon: "inbox", needs: .handleDocuments,
                count: { db, caller, _ in
                    let queues = WorkQueue.all(for: caller).filter(\.isToDo)
                    return try CappedCount.sum(WorkQueue.counts(of: queues, for: caller, in: db).map(\.count))
                }),
            NavigationItem(
                label: Wording("Văn bản đến", en: "Incoming documents"), path: "/documents/incoming", icon: "inbox",
                needs: .handleDocuments, count: nil),
            NavigationItem(
                label: Wording("Văn bản đi", en: "Outgoing documents"), path: "/documents/outgoing", icon: "send",
                needs: .handleDocuments, count: nil),
        ]
    }

    /// What its people begin.
    public var creations: [Creation] {
        [
            Creation(
                label: Wording("Vào sổ văn bản đến", en: "Register an incoming document"),
                path: DocumentsPaths.newIncoming, key: "v", needs: .registerDocuments),
            Creation(
                label: Wording("Soạn văn bản đi", en: "Draft a document"), path: DocumentsPaths.newOutgoing, key: "s",
                needs: .handleDocuments),
        ]
    }

    /// Who follows the journal on its behalf.
    public var subscribers: [any Subscriber] {
        [DocumentNotifications()]
    }
}

extension Documents {
    /// Goes on with the old registers that are being brought in or taken back.
    public func workOnImports() async throws {
        try await RegisterImportWork(database: database, files: files, types: types)()
    }
}

extension CappedCount {
    /// How many all lists have together; beyond the cap only "more than".
    static func sum(_ counts: [CappedCount]) -> CappedCount {
        CappedCount(counts.reduce(0) { $0 + $1.value + ($1.isCapped ? 1 : 0) })
    }
}
