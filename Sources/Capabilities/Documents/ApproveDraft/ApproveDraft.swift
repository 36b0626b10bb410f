public import Database
public import Directory
public import Essentials
import Journal

/// The person who will sign approves a draft, or sends it back (duyệt, NĐ 30/2020 Đ. 11).
public struct ApproveDraft: Sendable {
    public init() {}

    /// - Parameter reason: why the draft is sent back; nil approves it.
    /// - Throws: `NotFound` without the right; `DocumentRefusal.wrongState`.
    public func callAsFunction(
        _ id: ID<Document>, returningBecause reason: String? = nil, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        guard let draft = try db.outgoing(id, forUpdate: true), let document = try db.document(id),
            document.agency == caller.agency, caller.mayHere(.approveDocuments)
        else { throw NotFound() }
        guard draft.state == .submitted else { throw DocumentRefusal.wrongState(draft.state.name) }
        if let reason {
            try db.execute(
                "UPDATE outgoing_document SET state = 'draft', reason = \(reason) WHERE document_id = \(id)")
            try db.record(DraftReturned(document: id, reason: reason), by: caller.actor, at: now)
            return
        }
        try db.execute(
            """
            UPDATE outgoing_document SET state = 'approved', approved_by = \(caller.post), approved_at = \(now)
            WHERE document_id = \(id)
            """)
        try db.record(DraftApproved(document: id), by: caller.actor, at: now)
    }
}
