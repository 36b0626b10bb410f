import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Web

extension Documents {
    /// `GET /documents/outgoing/new`, with `?inReplyTo=` what is answered.
    func showDraftDocument(_ visit: StaffVisit) async throws -> Answer {
        var filling = DraftDocumentPage.Filling()
        if let text = visit.query.text("inReplyTo") {
            guard let id = ID<Document>(text) else { throw NotFound() }
            let caller = visit.caller
            let answered = try await database.read { try $0.visibleDocument(id, to: caller) }
            filling.answered = answered
            filling.form.values = [
                "type": "cong-van", "subject": "Trả lời: \(answered.subject)".prefixed(500),
                "urgency": String(answered.urgency.rawValue),
            ]
        }
        return .page(DraftDocumentPage(filling, words: words(at: visit.now)))
    }

    /// `GET /documents/{id}/draft`.
    func showChangeDraft(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, today) = (visit.caller, visit.now.date)
        let filling = try await database.read { db in
            let shown = try db.shownDocument(id, to: caller)
            guard DocumentActions(shown, for: caller).mayEdit else { throw NotFound() }
            var filling = DraftDocumentPage.Filling()
            filling.existing = id
            filling.answered = shown.answered
            filling.returnedBecause = shown.outgoing?.reason
            filling.form.values = Self.values(of: shown.document)
            filling.recipients = try db.choices(of: shown.recipients.map(\.description), on: today)
            return filling
        }
        return .page(DraftDocumentPage(filling, words: words(at: visit.now)))
    }

    /// `POST /documents/outgoing`.
    func draftDocument(_ visit: StaffVisit) async throws -> Answer {
        try await saveDraft(visit, changing: nil)
    }

    /// `POST /documents/{id}/draft`.
    func changeDraft(_ visit: StaffVisit) async throws -> Answer {
        try await saveDraft(visit, changing: try visit.id())
    }

    private func saveDraft(_ visit: StaffVisit, changing existing: ID<Document>?) async throws -> Answer {
        let (caller, now, fields) = (visit.caller, visit.now, visit.form)
        var upload: InspectedFile?
        do {
            upload = try await Attachment(documents: self).file(of: fields, for: caller, at: now)
            let form = try DraftDocumentForm(types: types, today: now.date, fields)
            let (file, isSubmitted) = (upload, fields.text("next") == "submit")
            try await Attachment(documents: self).settle(file)
            let id = try await database.write { [files] db in
                let stored = try file.map { try files.accept($0, at: now, in: db) }
                let id = try DraftDocument()(form, file: stored, changing: existing, by: caller, at: now, in: db)
                if isSubmitted { try SubmitDraft()(id, by: caller, at: now, in: db) }
                return id
            }
            return .redirect(
                to: DocumentsPaths.document(id),
                notice: Flash(
                    .good,
                    isSubmitted
                        ? Wording("Đã trình duyệt.", en: "Submitted.") : Wording("Đã lưu dự thảo.", en: "Draft saved."))
            )
        } catch let problems as Problems {
            return try await draftAgain(visit, existing, upload, problems)
        } catch DocumentRefusal.noRecipients {
            var problems = Problems()
            problems.add("recipients", DocumentRefusal.noRecipients.message)
            return try await draftAgain(visit, existing, upload, problems)
        }
    }

    /// The form as it was typed, with what has to be mended.
    private func draftAgain(
        _ visit: StaffVisit, _ existing: ID<Document>?, _ upload: InspectedFile?, _ problems: Problems
    ) async throws -> Answer {
        let (caller, today, fields) = (visit.caller, visit.now.date, visit.form)
        let filling = try await database.read { db in
            var filling = DraftDocumentPage.Filling()
            filling.existing = existing
            filling.upload = upload
            filling.form = FilledForm(fields, problems: problems)
            filling.recipients = try db.choices(of: fields.texts("recipients"), on: today)
            if let id = fields.text("inReplyTo").flatMap(ID<Document>.init) {
                filling.answered = try db.visibleDocument(id, to: caller)
            }
            return filling
        }
        return .page(DraftDocumentPage(filling, words: words(at: visit.now)), status: .unprocessableContent)
    }

    private static func values(of document: Document) -> [String: String] {
        var values = [
            "type": document.typeKey, "subject": document.subject, "urgency": String(document.urgency.rawValue),
        ]
        values["signerName"] = document.signerName
        values["signerPosition"] = document.signerPosition
        values["note"] = document.note
        return values
    }
}

extension String {
    fileprivate func prefixed(_ count: Int) -> String { String(prefix(count)) }
}
