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
            let edits = try Self.findings(form, before.set)
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
            let edits = (try? Self.findings(form, before.set)) ?? []
            return try await again(visit, edits, problems: problems, status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            return try await again(visit, [], refused: refusal.message, status: .conflict)
        }
    }

    /// Lines without a finding are left alone.
    private static func findings(_ form: FormData, _ set: CriteriaSet) throws -> [FormEdit<TypedFinding>] {
        var problems = Problems()
        var edits: [FormEdit<TypedFinding>] = []
        for (place, criterion) in set.leaves.enumerated() {
            guard let finding = form.choice(LineField.finding(place), as: Finding.self, &problems) else { continue }
            let values = criterion.inputs.indices.map { input in
                form.optional(LineField.verified(place, input), atMost: 200, &problems) ?? ""
            }
            edits.append(
                FormEdit(
                    criterion: criterion.code,
                    content: TypedFinding(
                        finding: finding, values: finding == .changed ? values : [],
                        reason: form.optional(LineField.reason(place), atMost: 2000, &problems) ?? ""),
                    seen: form.text(LineField.revision(place)).flatMap { Int($0) } ?? 0))
        }
        try problems.throwIfAny()
        return edits
    }

    private func again(
        _ visit: StaffVisit, _ edits: [FormEdit<TypedFinding>], conflicts: [FormConflict] = [],
        problems: Problems? = nil, refused: Wording? = nil, status: HTTPResponse.Status
    ) async throws -> Answer {
        var shown = try await form(visit)
        shown.typedFindings = Dictionary(edits.map { ($0.criterion, $0.content) }) { first, _ in first }
        shown.conflicts = conflicts
        shown.problems = problems
        shown.refused = refused
        return .page(DeclarationPage(shown), status: status)
    }
}
