public import Database
public import Directory
public import Essentials
public import Files
import Journal

/// Enters a document in the register of incoming documents and gives it its arrival number (vào sổ văn bản đến,
/// NĐ 30/2020 Đ. 22), in one transaction.
public struct RegisterIncoming: Sendable {
    private let closing: TimeOfDay

    /// - Parameter closing: when a day's work ends; a deadline given as a day ends then.
    public init(closing: TimeOfDay) {
        self.closing = closing
    }

    /// - Parameters:
    ///   - form: what the clerk entered.
    ///   - file: the accepted file with its page count; nil for paper alone.
    ///   - delivery: the arrival it answers, when it came from a unit of this installation.
    /// - Returns: the document's identifier and its arrival number.
    /// - Throws: `NotFound` without the right; `DocumentRefusal` for a duplicate without a reason; `Problems` when it is
    ///   to be put before somebody who does not direct.
    public func callAsFunction(
        _ form: RegisterIncomingForm, file: StoredFile?, delivery: ID<Delivery>? = nil, by caller: Caller,
        at now: Instant, in db: Connection
    ) throws -> (id: ID<Document>, arrivalNumber: Int) {
        guard caller.mayHere(.registerDocuments) else { throw NotFound() }
        try take(delivery, by: caller, at: now, in: db)
        let id = db.ids.next(Document.self)
        try db.insert(document(id, form, file: file, agency: caller.agency, at: now))
        try db.share(id, unit: caller.agency)
        try DocumentText.index(id, in: db)
        // From the number on the register is held, and every other clerk waits: what needs no number comes before it.
        // Two clerks with one document meet here, so the duplicate is looked for only now.
        let sequence = NumberSequence(agency: caller.agency, series: "incoming", year: now.date.year)
        let number = try sequence.next(on: now.date, in: db)
        if form.duplicateReason == nil { try refuseDuplicate(of: form, agency: caller.agency, in: db) }
        let incoming = IncomingDocument(
            id: id, register: caller.agency, arrivalNumber: number, year: sequence.year, arrivedOn: form.arrivedOn,
            registeredAt: now,
            registeredBy: caller.post, state: .registered, presentedTo: nil, presentedAt: nil,
            dueAt: form.dueOn.map { Instant($0, closing) },
            completedAt: nil, result: nil, reply: nil, delivery: delivery)
        try db.insert(incoming)
        if let delivery { try db.advance(delivery, to: .registered, at: now) }
        try db.record(
            IncomingRegistered(
                document: id, agency: caller.agency, arrivalNumber: number, year: sequence.year, delivery: delivery,
                duplicateReason: form.duplicateReason),
            by: caller.actor, at: now)
        if let leader = form.presentTo {
            try PresentDocument()(PresentDocumentForm(leader: leader), document: id, by: caller, at: now, in: db)
        }
        return (id, number)
    }

    private func take(_ id: ID<Delivery>?, by caller: Caller, at now: Instant, in db: Connection) throws {
        guard let id else { return }
        guard let delivery = try db.delivery(id, forUpdate: true), delivery.recipient == caller.agency else {
            throw NotFound()
        }
        guard delivery.state == .arrived else { throw DocumentRefusal.deliveryAlreadyTaken }
    }

    /// Equal number, symbol and issuer (NĐ 30/2020 PL VI III.1h), whatever the case, the diacritics or leading zeros.
    private func refuseDuplicate(of form: RegisterIncomingForm, agency: ID<Unit>, in db: Connection) throws {
        guard !form.symbol.number.isEmpty else { return }
        let issuer = VietnameseText.folded(form.issuerName)
        let twins = try db.rows(
            """
            SELECT document.id, document.issuer_name, incoming_document.arrival_number, incoming_document.registered_at
            FROM document JOIN incoming_document ON incoming_document.document_id = document.id
            WHERE document.symbol_key = \(form.symbol.comparisonKey) AND document.agency_id = \(agency)
              AND document.issued_on = \(form.issuedOn)
            """)
        for twin in twins where VietnameseText.folded(try twin["issuer_name"]) == issuer {
            let registeredAt: Instant = try twin["registered_at"]
            throw DocumentRefusal.alreadyRegistered(
                symbol: form.symbol.text, arrivalNumber: try twin["arrival_number"], registeredOn: registeredAt.date,
                document: try twin["id"])
        }
    }

    private func document(
        _ id: ID<Document>, _ form: RegisterIncomingForm, file: StoredFile?, agency: ID<Unit>, at now: Instant
    ) -> Document {
        Document(
            id: id, flow: .incoming, agency: agency, typeKey: form.typeKey,
            symbol: form.symbol.number.isEmpty && form.symbol.notation.isEmpty ? nil : form.symbol,
            issuedOn: form.issuedOn, issuerName: form.issuerName, subject: form.subject, urgency: form.urgency,
            signerName: form.signerName, signerPosition: form.signerPosition, note: form.note,
            pageCount: file?.pageCount, file: file?.hash, listedAt: now)
    }
}
