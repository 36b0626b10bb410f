public import Database
public import Directory
public import Essentials
import Journal

/// Sends an arrived document back to its sender with a reason (trả lại, NĐ 30/2020 Đ. 21.2b), instead of registering it.
public struct ReturnDelivery: Sendable {
    public init() {}

    /// - Parameter reason: 1…500 characters.
    /// - Throws: `NotFound`, `DocumentRefusal.deliveryAlreadyTaken`.
    public func callAsFunction(
        _ id: ID<Delivery>, reason: String, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard caller.mayHere(.registerDocuments), let delivery = try db.delivery(id, forUpdate: true),
            delivery.recipient == caller.agency
        else { throw NotFound() }
        guard delivery.state == .arrived else { throw DocumentRefusal.deliveryAlreadyTaken }
        try db.advance(id, to: .returned, reason: reason, at: now)
        try handToSuccessor(delivery.document, on: now.date, in: db)
        try db.record(
            DeliveryReturned(document: delivery.document, delivery: id, recipient: caller.agency, reason: reason),
            by: caller.actor, at: now)
    }

    /// Where the sender has ended, whoever carries on for it has the return.
    private func handToSuccessor(_ id: ID<Document>, on today: CivilDate, in db: Connection) throws {
        guard let document = try db.document(id),
            let heir = try Unit.successor(of: document.agency, on: today, in: db), heir.id != document.agency
        else { return }
        try db.setHolder(heir.agency, of: document)
    }
}
