public import Database
public import Directory
public import Essentials
import Journal

/// Puts a draft before the person who will sign it (trình ký, NĐ 30/2020 Đ. 11).
public struct SubmitDraft: Sendable {
    public init() {}

    /// - Throws: `NotFound` unless the caller drafted it; `DocumentRefusal`.
    public func callAsFunction(_ id: ID<Document>, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard let draft = try db.outgoing(id, forUpdate: true), draft.draftedBy == caller.post else { throw NotFound() }
        guard draft.state == .draft else { throw DocumentRefusal.wrongState(draft.state.name) }
        guard try !db.recipients(of: id).isEmpty else { throw DocumentRefusal.noRecipients }
        try db.execute(
            "UPDATE outgoing_document SET state = 'submitted', reason = NULL WHERE document_id = \(id)")
        try db.share(id, unit: caller.agency)
        try db.record(DraftSubmitted(document: id), by: caller.actor, at: now)
    }
}
