import Database
import Directory
import Essentials
import EvaluationEngine
import HTTPTypes
import Web

extension Evaluation {
    /// `POST /evaluation/rounds/{id}/units/{unit}/verification`: saves the findings; with `decision=finish` ends it.
    func saveVerification(_ visit: StaffVisit) async throws -> Answer {
        let (round, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        let before = try await self.form(visit)
        let isLast = form.text("decision") == "finish"
        do {
            let edits = try VerificationForm.edits(form, before.set)
            let conflicts = try await database.write { db in
                try SaveVerification()(edits, unit: unit, round: round, by: caller, at: now, in: db)
            }
            if !conflicts.isEmpty {
                return try await again(visit, edits, conflicts: conflicts, status: .conflict)
            }
            if isLast {
                try await database.write { db in
                    try FinishVerification()(unit: unit, round: round, by: caller, at: now, in: db)
                }
            }
            let done =
                isLast
                ? Wording("Đã thẩm định xong phiếu.", en: "The form is verified.")
                : Wording("Đã lưu kết quả thẩm định.", en: "The findings are saved.")
            return .redirect(to: EvaluationPaths.form(round, unit), notice: Flash(.good, done))
        } catch let problems as Problems {
            return try await again(
                visit, VerificationForm.typed(form, before.set), problems: problems, status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            return try await again(
                visit, VerificationForm.typed(form, before.set), refused: refusal.message, status: .conflict)
        }
    }

    private func again(
        _ visit: StaffVisit, _ edits: [FormEdit<TypedFinding>], conflicts: [FormConflict] = [],
        problems: Problems? = nil, refused: Wording? = nil, status: HTTPResponse.Status
    ) async throws -> Answer {
        var shown = try await form(visit)
        for edit in edits where !edit.isUntouched { shown.typedFindings[edit.criterion] = edit.content }
        shown.conflicts = conflicts
        shown.problems = problems
        shown.refused = refused ?? Self.words(conflicts)
        return .page(DeclarationPage(shown), status: status)
    }

    private static func words(_ conflicts: [FormConflict]) -> Wording? {
        guard !conflicts.isEmpty else { return nil }
        return Wording(
            "\(conflicts.count) tiêu chí vừa được người khác thẩm định và chưa lưu; các tiêu chí còn lại đã lưu.",
            en: "\(conflicts.count) criteria were just judged by somebody else and are not saved; all others are.")
    }
}
