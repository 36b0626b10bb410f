public import Database
public import Directory
public import Essentials
public import Files
import Journal

/// Begins a document of the agency (soạn thảo, NĐ 30/2020 Đ. 10), or changes a draft that was not submitted yet.
public struct DraftDocument: Sendable {
    public init() {}

    /// - Parameter file: the draft's file; nil keeps what a changed draft has.
    /// - Throws: `Problems` for an unknown recipient, `NotFound` for a document one may not know.
    @discardableResult
    public func callAsFunction(
        _ form: DraftDocumentForm, file: StoredFile?, changing existing: ID<Document>? = nil, by caller: Caller,
        at now: Instant, in db: Connection
    ) throws -> ID<Document> {
        guard caller.mayHere(.handleDocuments) || caller.may(.handleDocuments, in: caller.unitPath) else {
            throw NotFound()
        }
        try checkRecipients(form.recipients, on: now.date, in: db)
        if let reply = form.inReplyTo {
            guard try db.isVisible(reply, to: caller) else { throw NotFound() }
            try db.keepImported(reply)
        }
        if let existing {
            try change(existing, form, file: file, by: caller, in: db)
            return existing
        }
        let id = db.ids.next(Document.self)
        try db.insert(document(id, form, file: file, by: caller, at: now))
        try db.execute(
            """
            INSERT INTO outgoing_document (
                document_id, agency_id, holder_id, state, drafted_by, drafting_unit_id, in_reply_to)
            VALUES (
                \(id), \(caller.agency), \(caller.agency), 'draft', \(caller.post), \(caller.unit), \(form.inReplyTo))
            """)
        try db.setRecipients(form.recipients, of: id)
        try db.share(id, post: caller.post)
        try db.share(id, unit: caller.unit)
        try DocumentText.index(id, in: db)
        try db.record(DocumentDrafted(document: id, inReplyTo: form.inReplyTo), by: caller.actor, at: now)
        return id
    }

    /// A document is sent to units that keep registers of their own.
    private func checkRecipients(_ units: [ID<Unit>], on today: CivilDate, in db: Connection) throws {
        guard !units.isEmpty else { return }
        let known: Int =
            try db.value(
                """
                SELECT count(*) FROM unit
                WHERE id IN (\(list: units)) AND is_agency AND valid_from <= \(today)
                  AND (valid_to IS NULL OR valid_to >= \(today))
                """) ?? 0
        guard known == units.count else {
            var problems = Problems()
            problems.add(
                "recipients",
                Wording(
                    "Có nơi nhận không phải là cơ quan đang hoạt động. Chọn lại trong danh sách.",
                    en: "One of the recipients is no agency at work. Choose again."))
            throw problems
        }
    }

    private func change(
        _ id: ID<Document>, _ form: DraftDocumentForm, file: StoredFile?, by caller: Caller, in db: Connection
    ) throws {
        guard let draft = try db.outgoing(id, forUpdate: true), draft.draftedBy == caller.post else { throw NotFound() }
        guard draft.state == .draft else { throw DocumentRefusal.wrongState(draft.state.name) }
        try db.execute(
            """
            UPDATE document SET type_key = \(form.typeKey), subject = \(form.subject), urgency = \(form.urgency),
                signer_name = \(form.signerName), signer_position = \(form.signerPosition), note = \(form.note)
            WHERE id = \(id)
            """)
        if let file { try db.attach(file, to: id) }
        try db.setRecipients(form.recipients, of: id)
        try DocumentText.index(id, in: db)
    }

    private func document(
        _ id: ID<Document>, _ form: DraftDocumentForm, file: StoredFile?, by caller: Caller, at now: Instant
    ) -> Document {
        Document(
            id: id, flow: .outgoing, agency: caller.agency, typeKey: form.typeKey, symbol: nil, issuedOn: nil,
            issuerName: caller.agencyName, subject: form.subject, urgency: form.urgency, signerName: form.signerName,
            signerPosition: form.signerPosition, note: form.note, pageCount: file?.pageCount, file: file?.hash,
            listedAt: now)
    }
}

extension Connection {
    func attach(_ file: StoredFile, to id: ID<Document>) throws {
        try execute(
            "UPDATE document SET file_hash = \(file.hash), page_count = \(file.pageCount) WHERE id = \(id)")
    }
}
