import Database
import Directory
import Essentials
import EvaluationEngine
import Files
import HTTPTypes
import Web

extension Evaluation {
    /// `GET /evaluation/sets/{id}`.
    func showSet(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<KeptSet> = try visit.id()
        return .page(try await setPage(id, for: visit.caller))
    }

    private func setPage(_ id: ID<KeptSet>, refused: Wording? = nil, for caller: Caller) async throws -> CriteriaSetPage
    {
        let (kept, earlier) = try await database.read { db in
            let kept = try db.criteriaSet(id)
            return (kept, try db.issuedSet(before: kept))
        }
        return try CriteriaSetPage(kept, kept.set(), after: earlier, refused: refused, for: caller)
    }

    /// `GET /evaluation/sets/{id}/file`: as it was brought in, for another installation or a spreadsheet's author.
    func setFile(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<KeptSet> = try visit.id()
        let kept = try await database.read { db in try db.criteriaSet(id) }
        return .bytes(Array(kept.document.utf8), type: "application/json; charset=utf-8")
    }

    /// `GET /evaluation/sets/import`.
    func showImportSet(_ visit: StaffVisit) async throws -> Answer { .page(ImportSetPage()) }

    /// `POST /evaluation/sets/import`.
    func importSet(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        do {
            let text = try await sentSet(visit)
            let kept = try await database.write { db in
                try ImportCriteriaSet()(text, by: caller, at: now, in: db)
            }
            return .redirect(
                to: EvaluationPaths.set(kept.id),
                notice: Flash(.good, Wording("Đã nhập \(kept.name).", en: "\(kept.name) was imported.")))
        } catch let problems as Problems {
            return .page(
                ImportSetPage(Filling(typed: visit.form, problems: problems)), status: .unprocessableContent)
        } catch let refusal as FileRefusal {
            return .page(
                ImportSetPage(Filling(typed: visit.form, problems: Problems("file", refusal.message))),
                status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            return .page(ImportSetPage(refused: refusal.message), status: .conflict)
        }
    }

    /// The text of the uploaded file, or of the shipped set that was chosen.
    private func sentSet(_ visit: StaffVisit) async throws -> String {
        if let sent = visit.form.file("file") {
            let file = try await files.inspect(sent.uploaded(), accepting: [.plainText])
            let bytes = try await files.open(file).bytes()
            try await files.drop(file)
            guard bytes.count <= ImportCriteriaSet.largestFile, let text = String(validating: bytes, as: UTF8.self)
            else {
                throw Problems("file", Wording("Tệp không phải UTF-8 hoặc quá lớn.", en: "Not UTF-8, or too large."))
            }
            return text
        }
        if let name = visit.form.text("sample"), let shipped = ShippedSets.named(name) {
            return shipped.set.json.pretty
        }
        throw Problems("file", Wording("Chọn một tệp hoặc một bộ mẫu.", en: "Choose a file or a shipped set."))
    }

    /// `POST /evaluation/sets/{id}/issue`.
    func issueSet(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let id: ID<KeptSet> = try visit.id()
        do {
            try await database.write { db in try IssueCriteriaSet()(id, by: caller, at: now, in: db) }
        } catch let refusal as EvaluationRefusal {
            return .page(try await setPage(id, refused: refusal.message, for: caller), status: .conflict)
        }
        return .redirect(
            to: EvaluationPaths.set(id),
            notice: Flash(.good, Wording("Đã ban hành bộ tiêu chí.", en: "The set is issued.")))
    }
}
