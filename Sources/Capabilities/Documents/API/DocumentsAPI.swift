import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Web

extension Documents {
    /// The operations of the API; they call the same commands as the pages.
    func addAPI(to routes: inout Routes) {
        routes.api(
            .get, "/api/v1/documents", .needs(.handleDocuments),
            operation: Operation(
                "listDocuments", summary: "Documents the caller may know of, newest first.",
                parameters: Operation.paging + [
                    .init("q", .string(), "Words, or a number with its symbol."),
                    .init("flow", .string(values: ["incoming", "outgoing"]), "Which register."),
                ], answer: Operation.list(of: DocumentJSON.schema)), handler: listByAPI)
        routes.api(
            .get, "/api/v1/documents/{id}", .needs(.handleDocuments),
            operation: Operation("showDocument", summary: "One document.", answer: DocumentJSON.schema),
            handler: showByAPI)
        routes.api(
            .post, "/api/v1/incoming-documents", .needs(.registerDocuments),
            operation: Operation(
                "registerIncomingDocument", summary: "Enter a document in the register and take its arrival number.",
                body: RegisterIncomingJSON.schema, success: 201, answer: DocumentJSON.schema, failures: [409],
                isIdempotent: true), handler: registerByAPI)
        routes.api(
            .post, "/api/v1/outgoing-documents", .needs(.handleDocuments),
            operation: Operation(
                "draftDocument", summary: "Begin a document of the agency.", body: DraftDocumentJSON.schema,
                success: 201, answer: DocumentJSON.schema, isIdempotent: true), handler: draftByAPI)
        addSteps(to: &routes)
    }

    private func addSteps(to routes: inout Routes) {
        step("submission", "submitDraft", "Put a draft before the person who signs.", .handleDocuments, &routes) {
            try SubmitDraft()($0, by: $1, at: $2, in: $3)
        }
        step("approval", "approveDraft", "Approve a draft.", .approveDocuments, &routes) {
            try ApproveDraft()($0, by: $1, at: $2, in: $3)
        }
        step("number", "numberDocument", "Give an approved document its number.", .issueDocuments, &routes) {
            [types] in
            try NumberDocument(types: types)($0, by: $1, at: $2, in: $3)
        }
        step("issue", "issueDocument", "Issue a numbered document with its file.", .issueDocuments, &routes) {
            [files] id, caller, now, db in
            guard let hash = try db.visibleDocument(id, to: caller).file, let file = try files.stored(hash, in: db)
            else { throw DocumentRefusal.noFile }
            try IssueDocument()(id, file: file, by: caller, at: now, in: db)
        }
    }

    /// A step of an outgoing document that needs nothing but its name.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ permission: Permission, _ routes: inout Routes,
        _ act: @escaping @Sendable (ID<Document>, Caller, Instant, Connection) throws -> Void
    ) {
        routes.api(
            .post, "/api/v1/outgoing-documents/{id}/\(name)", .needs(permission),
            operation: Operation(
                operation, summary: summary, answer: DocumentJSON.schema, failures: [409], isIdempotent: true)
        ) { visit in
            let id: ID<Document> = try visit.id()
            let stored = try await database.write { db in
                try visit.once(in: db) {
                    try act(id, visit.caller, visit.now, db)
                    return try StoredAnswer(db.documentJSON(id, for: visit.caller), status: .ok)
                }
            }
            return stored.answer
        }
    }

    @Sendable private func listByAPI(_ visit: StaffVisit) async throws -> Answer {
        var problems = Problems()
        let size = visit.query.number("limit", in: 1...200, &problems) ?? 50
        let flow = visit.query.choice("flow", as: Document.Flow.self, &problems)
        try problems.throwIfAny()
        let list = ListDocuments(flow: flow, search: visit.query.text("q"))
        let page = try await database.read { db in
            try list.page(for: visit.caller, at: visit.now, position: visit.query.position, size: size, in: db)
        }
        return try .json(
            PageJSON(
                items: page.items.map(DocumentJSON.init), older: page.older?.description,
                newer: page.newer?.description))
    }

    @Sendable private func showByAPI(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        return try .json(try await database.read { try $0.documentJSON(id, for: visit.caller) })
    }

    @Sendable private func registerByAPI(_ visit: StaffVisit) async throws -> Answer {
        let fields = try visit.json(RegisterIncomingJSON.self).fields
        let form = try RegisterIncomingForm(types: types, today: visit.now.date, fields)
        let upload = try await Attachment(documents: self).file(of: fields, for: visit.caller, at: visit.now)
        let stored = try await database.write { [files, closing] db in
            try visit.once(in: db) {
                let file = try upload.map { try files.accept($0, at: visit.now, in: db) }
                let registered = try RegisterIncoming(closing: closing)(
                    form, file: file, by: visit.caller, at: visit.now, in: db)
                return try StoredAnswer(db.documentJSON(registered.id, for: visit.caller), status: .created)
            }
        }
        return stored.answer
    }

    @Sendable private func draftByAPI(_ visit: StaffVisit) async throws -> Answer {
        let fields = try visit.json(DraftDocumentJSON.self).fields
        let form = try DraftDocumentForm(types: types, today: visit.now.date, fields)
        let stored = try await database.write { db in
            try visit.once(in: db) {
                let id = try DraftDocument()(form, file: nil, by: visit.caller, at: visit.now, in: db)
                return try StoredAnswer(db.documentJSON(id, for: visit.caller), status: .created)
            }
        }
        return stored.answer
    }
}

extension Connection {
    /// A document as the API gives it.
    /// - Throws: `NotFound` when the caller may not know of it.
    func documentJSON(_ id: ID<Document>, for caller: Caller) throws -> DocumentJSON {
        guard let listed = try ListDocuments.one(id, for: caller, in: self) else { throw NotFound() }
        return DocumentJSON(listed)
    }
}
