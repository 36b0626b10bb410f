import Database
import Directory
import Essentials
import Journal

/// Takes a whole import back (hoàn tác): the journal tells it, and `RegisterImportWork` takes its documents out of the
/// registers. Documents that somebody answers are part of the agency's work: then nothing is taken back.
struct UndoRegisterImport: Sendable {
    private static let mostNamed = 5

    /// - Throws: `NotFound` without the right; `RegisterImportRefusal`.
    func callAsFunction(_ id: ID<RegisterImport>, by caller: Caller, at now: Instant, in db: Connection) throws {
        _ = try db.registerImport(id, for: caller)
        try self(id, by: caller.actor, at: now, in: db)
    }

    /// For whoever looks after the installation.
    func callAsFunction(
        _ id: ID<RegisterImport>, by actor: Journal.Actor, at now: Instant, in db: Connection
    ) throws {
        guard let job = try db.registerImport(id, forUpdate: true) else { throw NotFound() }
        guard job.state == .done || job.state == .failed else {
            throw RegisterImportRefusal.wrongState(job.state.name)
        }
        let answered: [Document] = try db.all(
            """
            SELECT \(Document.columns) FROM imported_document
            JOIN outgoing_document ON outgoing_document.in_reply_to = imported_document.document_id
            JOIN document ON document.id = imported_document.document_id
            WHERE imported_document.import_id = \(id) ORDER BY document.id LIMIT \(Self.mostNamed)
            """)
        guard answered.isEmpty else {
            throw RegisterImportRefusal.isInUse(answered.map { $0.symbol?.text ?? $0.subject })
        }
        try db.move(job, to: .undoing, at: now)
        try db.record(
            RegisterImportUndone(
                register: id, documents: job.done, contentHash: RegisterHash.text(job.contentHash)),
            by: actor, at: now)
    }
}

extension Connection {
    /// Keeps the import that a document came from as it is until the transaction ends.
    /// - Throws: `NotFound` when that is being taken back.
    func keepImported(_ id: ID<Document>) throws {
        let state: RegisterImport.State? = try value(
            """
            SELECT register_import.state FROM register_import
            WHERE register_import.id = (SELECT import_id FROM imported_document WHERE document_id = \(id))
            \(idiom: .forShare)
            """)
        if state == .undoing || state == .undone { throw NotFound() }
    }
}
