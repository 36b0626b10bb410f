import Database
import Directory
import Essentials
import Web

extension Documents {
    /// `POST /documents/{id}/report`.
    func reportHandling(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        return try await decide(visit, field: "report", done: Wording("Đã gửi báo cáo.", en: "Report sent.")) { id in
            let text = try visit.form.words(
                "report", atMost: 1000, missing: Wording("Ghi kết quả xử lý.", en: "Enter what was done."))
            try await database.write { db in
                try ReportHandling()(text, document: id, by: caller, at: now, in: db)
            }
        }
    }

    /// `POST /documents/{id}/directions/{direction}/closure`: approves a report, or with a reason sends it back.
    func closeHandling(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let direction: ID<Direction> = try visit.id("direction")
        let isApproval = visit.form.text("decision") == "approve"
        let done =
            isApproval
            ? Wording("Đã duyệt kết quả.", en: "Approved.") : Wording("Đã yêu cầu làm lại.", en: "Sent back.")
        return try await decide(visit, field: "reason", done: done) { id in
            let reason =
                isApproval
                ? nil
                : try visit.form.words(
                    "reason", atMost: 500,
                    missing: Wording("Ghi rõ cần làm lại điều gì.", en: "Say what has to be done again."))
            try await database.write { db in
                try CloseHandling()(
                    direction, document: id, returningBecause: reason, by: caller, at: now, in: db)
            }
        }
    }

    /// `POST /documents/{id}/approval`: approves a draft, or with a reason sends it back.
    func approveDraft(_ visit: StaffVisit) async throws -> Answer {
        let (caller, now) = (visit.caller, visit.now)
        let isApproval = visit.form.text("decision") == "approve"
        let done =
            isApproval
            ? Wording("Đã duyệt. Văn thư sẽ cấp số.", en: "Approved. The clerk will number it.")
            : Wording("Đã trả lại người soạn.", en: "Sent back to the drafter.")
        return try await decide(visit, field: "reason", done: done) { id in
            let reason =
                isApproval
                ? nil
                : try visit.form.words(
                    "reason", atMost: 500,
                    missing: Wording("Ghi lý do trả lại dự thảo.", en: "Say why the draft is sent back."))
            try await database.write { db in
                try ApproveDraft()(id, returningBecause: reason, by: caller, at: now, in: db)
            }
        }
    }

    /// Decides, and comes back to the document with what was typed when something has to be mended.
    func decide(
        _ visit: StaffVisit, field: String, done: Wording, _ act: (ID<Document>) async throws -> Void
    ) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        do {
            try await act(id)
            return .redirect(to: DocumentsPaths.document(id), notice: Flash(.good, done))
        } catch let problems as Problems {
            return try await documentPage(id, visit, problems: problems, typed: visit.form.text(field))
        }
    }
}
