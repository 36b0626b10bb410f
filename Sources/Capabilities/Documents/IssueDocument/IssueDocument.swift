public import Database
public import Directory
public import Essentials
public import Files
import Journal

/// Issues a numbered document (phát hành, NĐ 30/2020 Đ. 18): the scan of the signed paper goes to every recipient at
/// once, and what it answers is completed. All in one transaction.
public struct IssueDocument: Sendable {
    public init() {}

    /// - Parameter file: the scan of the signed paper.
    /// - Throws: `NotFound` without the right; `DocumentRefusal`.
    public func callAsFunction(
        _ id: ID<Document>, file: StoredFile, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let outgoing = try db.outgoing(id, forUpdate: true), let document = try db.document(id),
            document.agency == caller.agency, caller.mayHere(.issueDocuments)
        else { throw NotFound() }
        guard outgoing.state == .numbered else { throw DocumentRefusal.wrongState(outgoing.state.name) }
        let recipients = try receivers(of: id, on: now.date, in: db)
        guard !recipients.isEmpty else { throw DocumentRefusal.noRecipients }
        try db.attach(file, to: id)
        try db.execute(
            "UPDATE outgoing_document SET state = 'issued', issued_at = \(now) WHERE document_id = \(id)")
        try db.record(
            DocumentIssued(document: id, file: file.hash, recipients: recipients),
            by: caller.actor, at: now)
        for recipient in recipients {
            let delivery = Delivery(
                id: db.ids.next(), document: id, recipient: recipient, state: .arrived, sentAt: now, changedAt: now,
                reason: nil)
            try db.insert(delivery, from: caller.agency)
            try db.record(
                DocumentDelivered(document: id, delivery: delivery.id, recipient: recipient), by: caller.actor, at: now)
        }
        try DocumentText.index(id, in: db)
        try completeAnswered(outgoing, by: caller, at: now, in: db)
    }

    /// Whoever carries on for a recipient that has ended gets it; who is reached twice gets one document.
    private func receivers(of id: ID<Document>, on today: CivilDate, in db: Connection) throws -> [ID<Unit>] {
        var reached: Set<ID<Unit>> = []
        return try db.recipients(of: id).compactMap { unit in
            let receiver = try Unit.successor(of: unit, on: today, in: db).map { $0.isAgency ? $0.id : $0.agency }
            guard let receiver, reached.insert(receiver).inserted else { return nil }
            return receiver
        }
    }

    /// An issued reply by whoever was in the lead settles what it answers: the leader's signature is the approval.
    private func completeAnswered(
        _ outgoing: OutgoingDocument, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let answered = outgoing.inReplyTo, let incoming = try db.incoming(answered, forUpdate: true),
            incoming.isOpen
        else { return }
        let isLead = try db.directions(of: answered).contains { direction in
            direction.role == .lead
                && (direction.post == outgoing.draftedBy || direction.unit == outgoing.draftingUnit
                    || direction.unit == caller.agency)
        }
        guard isLead else { return }
        try CloseHandling.complete(incoming, result: nil, reply: outgoing.id, by: caller, at: now, in: db)
    }
}
