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
        addIncoming(to: &routes)
        routes.api(
            .post, "/api/v1/outgoing-documents", .needs(.handleDocuments),
            operation: Operation(
                "draftDocument", summary: "Begin a document of the agency.", body: DraftDocumentJSON.schema,
                success: 201, answer: DocumentJSON.schema, isIdempotent: true), handler: draftByAPI)
        addFiles(to: &routes)
        addSteps(to: &routes)
    }

    private func addIncoming(to routes: inout Routes) {
        routes.api(
            .post, "/api/v1/incoming-documents", .needs(.registerDocuments),
            operation: Operation(
                "registerIncomingDocument", summary: "Enter a document in the register and take its arrival number.",
                body: RegisterIncomingJSON.schema, success: 201, answer: DocumentJSON.schema, failures: [409],
                isIdempotent: true), handler: registerByAPI)
        routes.api(
            .post, "/api/v1/incoming-documents/{id}/presentation", .needs(.registerDocuments),
            operation: Operation(
                "presentDocument", summary: "Put a registered document before the leader who is to direct it.",
                body: PresentDocumentJSON.schema, answer: DocumentJSON.schema, failures: [409], isIdempotent: true),
            handler: presentByAPI)
    }

    private func addFiles(to routes: inout Routes) {
        routes.api(
            .post, "/api/v1/files", .needs(.handleDocuments), .uploads(),
            operation: Operation(
                "uploadFile", summary: "Send a PDF file, to be named by the request it belongs to within a day.",
                takes: MediaType.documents.sorted { $0.rawValue < $1.rawValue }, success: 201,
                answer: UploadJSON.schema), handler: uploadByAPI)
        routes.api(
            .post, "/api/v1/outgoing-documents/{id}/issue", .needs(.issueDocuments),
            operation: Operation(
                "issueDocument", summary: "Issue a numbered document with the scan of the signed paper.",
                body: IssueDocumentJSON.schema, answer: DocumentJSON.schema, failures: [409], isIdempotent: true),
            handler: issueByAPI)
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
        let page = try await database.read(lasting: list.readLength) { db in
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
        let sent = try visit.json(RegisterIncomingJSON.self)
        return try await once(visit, with: sent.upload) { [types, closing] file, db in
            let form = try RegisterIncomingForm(types: types, today: visit.now.date, sent.fields)
            let registered = try RegisterIncoming(closing: closing)(
                form, file: file, by: visit.caller, at: visit.now, in: db)
            return try StoredAnswer(db.documentJSON(registered.id, for: visit.caller), status: .created)
        }
    }

    @Sendable private func presentByAPI(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        _ = try await database.read { db in try db.visibleDocument(id, to: visit.caller) }
        let sent = try visit.json(PresentDocumentJSON.self)
        return try await once(visit, with: nil) { _, db in
            try PresentDocument()(
                PresentDocumentForm(sent.fields), document: id, by: visit.caller, at: visit.now, in: db)
            return try StoredAnswer(db.documentJSON(id, for: visit.caller), status: .ok)
        }
    }

    @Sendable private func draftByAPI(_ visit: StaffVisit) async throws -> Answer {
        let sent = try visit.json(DraftDocumentJSON.self)
        return try await once(visit, with: sent.upload) { [types] file, db in
            let form = try DraftDocumentForm(types: types, today: visit.now.date, sent.fields)
            let id = try DraftDocument()(form, file: file, by: visit.caller, at: visit.now, in: db)
            return try StoredAnswer(db.documentJSON(id, for: visit.caller), status: .created)
        }
    }

    @Sendable private func issueByAPI(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        _ = try await database.read { db in try db.visibleDocument(id, to: visit.caller) }
        let sent = try visit.json(IssueDocumentJSON.self)
        return try await once(visit, with: sent.upload) { file, db in
            guard let file else { throw DocumentRefusal.noFile }
            try IssueDocument()(id, file: file, by: visit.caller, at: visit.now, in: db)
            return try StoredAnswer(db.documentJSON(id, for: visit.caller), status: .ok)
        }
    }

    @Sendable private func uploadByAPI(_ visit: StaffVisit) async throws -> Answer {
        guard let sent = visit.form.file("name") else { throw FileRefusal.empty }
        return try .json(UploadJSON(try await files.inspect(sent.uploaded())), status: .created)
    }

    /// Does something once, with a file that was uploaded before.
    ///
    /// Whether the upload is there, and whether the rest is right on this day, is asked only of a request that was not
    /// answered yet: the file of one that was is used up.
    private func once(
        _ visit: StaffVisit, with upload: ID<UploadedFile>?,
        _ deed: @escaping @Sendable (StoredFile?, Connection) throws -> StoredAnswer
    ) async throws -> Answer {
        try await settle(upload, for: visit)
        let stored = try await database.write { [files] db in
            try visit.once(in: db) {
                guard let upload else { return try deed(nil, db) }
                guard let file = try files.waiting(upload, for: visit.caller.actor, at: visit.now, in: db) else {
                    throw Problems(Attachment.kept, FileRefusal.expired.message)
                }
                return try deed(files.accept(file, at: visit.now, in: db), db)
            }
        }
        return stored.answer
    }

    private func settle(_ upload: ID<UploadedFile>?, for visit: StaffVisit) async throws {
        guard let upload else { return }
        let kept = try await Attachment(documents: self).kept(upload, for: visit.caller, at: visit.now)
        do {
            if let kept { try await files.settle(kept) }
        } catch let refusal as FileRefusal {
            throw Problems(Attachment.kept, refusal.message)
        }
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
