import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Web

extension Documents {
    /// `GET /documents/{id}/issue`.
    func showIssueDocument(_ visit: StaffVisit) async throws -> Answer {
        .page(try await issuePage(try visit.id(), visit, upload: nil, problems: nil))
    }

    /// `POST /documents/{id}/issue`.
    func issueDocument(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        var upload: InspectedFile?
        do {
            upload = try await Attachment(documents: self).file(of: visit.form, for: caller, at: now)
            guard let file = upload else {
                var problems = Problems()
                problems.add(
                    Attachment.field,
                    Wording("Tải lên bản quét của văn bản đã ký.", en: "Upload the scan of the signed paper."))
                throw problems
            }
            try await Attachment(documents: self).settle(file)
            try await database.write { [files] db in
                let stored = try files.accept(file, at: now, in: db)
                try IssueDocument()(id, file: stored, by: caller, at: now, in: db)
            }
            return .redirect(
                to: DocumentsPaths.document(id),
                notice: Flash(.good, Wording("Đã ban hành, đã đến nơi nhận.", en: "Issued and delivered.")))
        } catch let problems as Problems {
            return .page(
                try await issuePage(id, visit, upload: upload, problems: problems), status: .unprocessableContent)
        }
    }

    /// The form again: its scan is refused before the password is asked for.
    func mendIssue(_ visit: StaffVisit, _ problems: Problems) async throws -> Answer {
        .page(
            try await issuePage(try visit.id(), visit, upload: nil, problems: problems), status: .unprocessableContent)
    }

    private func issuePage(
        _ id: ID<Document>, _ visit: StaffVisit, upload: InspectedFile?, problems: Problems?
    ) async throws -> IssueDocumentPage {
        let caller = visit.caller
        let shown = try await database.read { try $0.shownDocument(id, to: caller) }
        guard DocumentActions(shown, for: caller).mayIssue else { throw NotFound() }
        return IssueDocumentPage(shown, upload: upload, problems: problems)
    }

    /// `POST /documents/{id}/number`.
    func numberDocument(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        let symbol = try await database.write { [types] db in
            try NumberDocument(types: types)(id, by: caller, at: now, in: db)
        }
        return .redirect(
            to: DocumentsPaths.document(id),
            notice: Flash(.good, Wording("Đã cấp số \(symbol.text).", en: "It has number \(symbol.text).")))
    }

    /// `POST /documents/{id}/submission`.
    func submitDraft(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in try SubmitDraft()(id, by: caller, at: now, in: db) }
        return .redirect(
            to: DocumentsPaths.document(id), notice: Flash(.good, Wording("Đã trình duyệt.", en: "Submitted.")))
    }
}
