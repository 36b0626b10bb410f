public import Database
public import Directory
public import Essentials
import Journal

/// Approves a reported result, or sends it back (duyệt kết quả xử lý). The approved result of the lead closes the
/// direction it carried on, up to the document itself.
public struct CloseHandling: Sendable {
    public init() {}

    /// - Parameter reason: why the report is sent back; nil approves it.
    /// - Throws: `NotFound` unless the caller handed this out; `DocumentRefusal.alreadyHandedOver` when it is not reported.
    public func callAsFunction(
        _ directionID: ID<Direction>, document id: ID<Document>, returningBecause reason: String? = nil,
        by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let incoming = try db.incoming(id, forUpdate: true) else { throw NotFound() }
        let directions = try db.directions(of: id)
        guard let direction = directions.first(where: { $0.id == directionID }),
            mayDecide(direction, among: directions, caller: caller, agency: try db.document(id)?.agency)
        else { throw NotFound() }
        guard direction.state == .reported else { throw DocumentRefusal.alreadyHandedOver }
        if let reason {
            try db.move(direction, to: .open, at: now)
            try db.record(
                HandlingReturned(document: id, direction: directionID, reason: reason), by: caller.actor, at: now)
            return
        }
        try db.move(direction, to: .closed, at: now)
        try db.record(HandlingClosed(document: id, direction: directionID), by: caller.actor, at: now)
        guard direction.role == .lead else { return }
        if let parent = directions.first(where: { $0.id == direction.parent }) {
            // The unit's lead has done what was asked of the unit: its head's approval is the unit's report.
            try db.move(parent, to: .reported, report: direction.report, at: now)
        } else {
            try Self.complete(incoming, result: direction.report, reply: nil, by: caller, at: now, in: db)
        }
    }

    /// Who handed it out decides, or whoever else holds that office in the unit.
    private func mayDecide(
        _ direction: Direction, among directions: [Direction], caller: Caller, agency: ID<Unit>?
    ) -> Bool {
        if direction.directedBy == caller.post { return true }
        guard let parent = directions.first(where: { $0.id == direction.parent }) else {
            return agency == caller.agency && caller.mayHere(.directDocuments)
        }
        return parent.unit == caller.unit && caller.may(.assignDocuments, in: caller.unitPath)
    }

    /// Completes a handling: by its lead's approved result, or by the reply that was issued.
    static func complete(
        _ incoming: IncomingDocument, result: String?, reply: ID<Document>?, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        try db.move(incoming, to: .completed, at: now)
        try db.execute(
            """
            UPDATE incoming_document SET completed_at = \(now), result = \(result), reply_id = \(reply)
            WHERE document_id = \(incoming.id)
            """)
        try db.execute(
            """
            UPDATE direction SET state = 'closed', closed_at = \(now)
            WHERE document_id = \(incoming.id) AND state <> 'closed'
            """)
        try db.record(DocumentCompleted(document: incoming.id, reply: reply), by: caller.actor, at: now)
    }
}
