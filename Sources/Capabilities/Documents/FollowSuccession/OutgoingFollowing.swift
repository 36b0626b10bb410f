import Database
import Directory
import Essentials

/// What is not issued yet: with its drafter, and from there to the agency that will sign and number it.
struct OutgoingFollowing {
    let heirs: DocumentHeirs
    let db: Connection

    private var from: ID<Unit> { heirs.move.from }

    func run() throws {
        let drafts: [ID<Document>] = try db.values(
            "SELECT DISTINCT document_id FROM (\(OpenDocuments.drafts.documents(of: from))) AS work ORDER BY document_id"
        )
        for id in drafts { try follow(id) }
        let returned: [ID<Document>] = try db.values(
            "SELECT DISTINCT document_id FROM (\(OpenDocuments.returned.documents(of: from))) AS work ORDER BY document_id"
        )
        for id in returned {
            guard let document = try db.document(id) else { continue }
            try db.setHolder(heirs.agency, of: document)
            try heirs.record(
                id, to: heirs.agency, holders: try heirs.posts(with: .registerDocuments, in: heirs.agency, db), in: db)
        }
    }

    private func follow(_ id: ID<Document>) throws {
        guard let document = try db.document(id), let draft = try db.outgoing(id, forUpdate: true) else { return }
        let place = heirs.place(of: draft.draftedBy)
        let drafter = place?.post ?? draft.draftedBy
        let unit = draft.draftingUnit == from ? place?.unit ?? heirs.unit.id : draft.draftingUnit
        let agency = try agency(of: document, draft, in: unit)
        guard drafter != draft.draftedBy || unit != draft.draftingUnit || agency != document.agency else { return }
        try db.execute(
            """
            UPDATE outgoing_document SET drafted_by = \(drafter), drafting_unit_id = \(unit) WHERE document_id = \(id)
            """)
        try db.share(id, post: drafter)
        try db.share(id, unit: unit)
        let state = agency == document.agency ? draft.state : try give(document, draft, to: agency)
        let holders = try holders(of: state, drafter: drafter, agency: agency)
        try heirs.record(
            id, to: agency == document.agency ? unit : agency, holders: holders,
            note: state == draft.state ? nil : .approvalLapsed, in: db)
    }

    /// A draft is its drafter's agency's; what is approved or has its number belongs to the agency while that exists.
    private func agency(of document: Document, _ draft: OutgoingDocument, in unit: ID<Unit>) throws -> ID<Unit> {
        if document.agency == from { return try heirs.agency(of: unit, in: db) }
        let isSettled = draft.state == .approved || draft.state == .numbered
        if isSettled || unit == draft.draftingUnit { return document.agency }
        return try Unit.find(unit, on: heirs.move.effectiveOn, in: db)?.agency ?? document.agency
    }

    /// What has its number keeps it, in the register that is closed now, and is only issued. Anything else is signed by
    /// the heir and numbered in its register.
    private func give(
        _ document: Document, _ draft: OutgoingDocument, to agency: ID<Unit>
    ) throws -> OutgoingDocument.State {
        try db.setHolder(agency, of: document)
        if draft.state == .numbered { return .numbered }
        let state = draft.state == .approved ? .submitted : draft.state
        let name = try Unit.find(agency, on: heirs.move.effectiveOn, in: db)?.name ?? document.issuerName
        try db.execute("UPDATE document SET issuer_name = \(name) WHERE id = \(document.id)")
        try db.execute(
            """
            UPDATE outgoing_document
            SET agency_id = \(agency), state = \(state), approved_by = NULL, approved_at = NULL
            WHERE document_id = \(document.id)
            """)
        try DocumentText.index(document.id, in: db)
        return state
    }

    private func holders(
        of state: OutgoingDocument.State, drafter: ID<Post>, agency: ID<Unit>
    ) throws -> [ID<Post>] {
        switch state {
        case .submitted: try heirs.posts(with: .approveDocuments, in: agency, db)
        case .approved, .numbered: try heirs.posts(with: .issueDocuments, in: agency, db)
        case .draft, .issued, .cancelled: [drafter]
        }
    }
}
