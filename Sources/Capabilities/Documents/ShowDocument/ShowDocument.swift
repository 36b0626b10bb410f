public import Database
public import Directory
public import Essentials
public import Journal

/// Everything one document's page tells: the record, where it stands, who has it, what happened.
public struct ShownDocument: Sendable {
    public let document: Document
    public let incoming: IncomingDocument?
    public let outgoing: OutgoingDocument?
    /// What it keeps of the old register it was brought in from.
    public let imported: ImportedDocument?
    public let directions: [Direction]
    /// Of an outgoing document: the recipients' names in order, and once issued what became of it there.
    public let recipients: [ID<Unit>]
    /// Who received it for a recipient that has ended.
    public let heirs: [ID<Unit>: ID<Unit>]
    public let deliveries: [Delivery]
    /// Outgoing documents that answer this one, as far as the caller may know of them.
    public let replies: [Document]
    /// What this one answers, if the caller may know of it.
    public let answered: Document?
    public let events: [RecordedEvent]
    public let names: Names
}

extension Connection {
    /// A document as its page shows it, in a fixed number of statements.
    /// - Throws: `NotFound` when the caller may not know of it.
    public func shownDocument(_ id: ID<Document>, to caller: Caller) throws -> ShownDocument {
        let document = try visibleDocument(id, to: caller)
        let incoming = document.flow == .incoming ? try incoming(id) : nil
        let outgoing = document.flow == .outgoing ? try outgoing(id) : nil
        let imported = incoming == nil && outgoing == nil ? try imported(id) : nil
        let directions = incoming == nil ? [] : try directions(of: id)
        let recipients = outgoing == nil ? [] : try self.recipients(of: id)
        let deliveries: [Delivery] =
            outgoing?.issuedAt == nil
            ? [] : try all("SELECT \(Delivery.columns) FROM delivery WHERE document_id = \(id) ORDER BY id")
        let related = try related(to: document, outgoing: outgoing, caller: caller)
        let events = try story(of: id, from: imported)
        let told = try TimelineSentence.named(in: events)
        let heirs = try heirs(of: recipients, deliveries)
        return ShownDocument(
            document: document, incoming: incoming, outgoing: outgoing, imported: imported, directions: directions,
            recipients: recipients, heirs: heirs, deliveries: deliveries,
            replies: related.filter { $0.id != outgoing?.inReplyTo },
            answered: related.first { $0.id == outgoing?.inReplyTo }, events: events,
            names: try names(
                posts: told.posts + directions.flatMap { [$0.post, $0.directedBy].compactMap { $0 } }
                    + [outgoing?.draftedBy, outgoing?.approvedBy, incoming?.registeredBy, incoming?.presentedTo]
                    .compactMap { $0 },
                units: told.units + directions.compactMap(\.unit) + recipients + deliveries.map(\.recipient)
                    + [document.agency, incoming?.register, outgoing?.draftingUnit].compactMap { $0 }))
    }

    /// What the journal tells of a document; of one that was imported, what it tells of the import.
    func story(of id: ID<Document>, from imported: ImportedDocument?) throws -> [RecordedEvent] {
        let own = try events(about: .document(id))
        guard let imported else { return own }
        return try events(about: .register(imported.from)) + own
    }

    /// Who received an issued document for a recipient that has ended.
    private func heirs(of recipients: [ID<Unit>], _ deliveries: [Delivery]) throws -> [ID<Unit>: ID<Unit>] {
        let reached = Set(deliveries.map(\.recipient))
        guard !reached.isEmpty, !reached.isSuperset(of: recipients) else { return [:] }
        return try Unit.heirs(of: recipients.filter { !reached.contains($0) }, in: self).compactMapValues { heirs in
            heirs.first(where: reached.contains)
        }
    }

    private func related(
        to document: Document, outgoing: OutgoingDocument?, caller: Caller
    ) throws -> [Document] {
        let link: SQL =
            document.flow == .incoming
            ? "document.id IN (SELECT document_id FROM outgoing_document WHERE in_reply_to = \(document.id))"
            : "document.id = \(outgoing?.inReplyTo)"
        return try all(
            """
            SELECT \(Document.columns) FROM document
            WHERE \(link) AND \(Visibility(of: caller).condition()) ORDER BY document.id LIMIT 50
            """)
    }
}
