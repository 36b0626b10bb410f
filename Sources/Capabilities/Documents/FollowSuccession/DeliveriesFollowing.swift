import Database
import Directory
import Essentials

/// What waits at the clerk's to be registered goes to the heir's clerk; one document is received once.
struct DeliveriesFollowing {
    let heirs: DocumentHeirs
    let db: Connection

    func run() throws {
        let waiting: [Delivery] = try db.all(
            """
            SELECT \(Delivery.columns) FROM delivery
            WHERE recipient_id = \(heirs.move.from) AND state = 'arrived' ORDER BY id
            """)
        guard !waiting.isEmpty else { return }
        let clerks = try heirs.posts(with: .registerDocuments, in: heirs.agency, db)
        for delivery in waiting { try follow(delivery, clerks) }
    }

    private func follow(_ delivery: Delivery, _ clerks: [ID<Post>]) throws {
        let own: ID<Delivery>? = try db.value(
            """
            SELECT id FROM delivery WHERE document_id = \(delivery.document) AND recipient_id = \(heirs.agency)
            """)
        if own != nil {
            try db.execute("DELETE FROM delivery WHERE id = \(delivery.id)")
            try heirs.record(delivery.document, to: heirs.agency, holders: [], note: .receivedAlready, in: db)
            return
        }
        try db.execute("UPDATE delivery SET recipient_id = \(heirs.agency) WHERE id = \(delivery.id)")
        try heirs.record(delivery.document, to: heirs.agency, holders: clerks, delivery: delivery.id, in: db)
    }
}
