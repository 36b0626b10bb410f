import Database
import Directory
import Essentials
import EvaluationEngine
import HTTPTypes
import Web

extension Evaluation {
    /// `GET /evaluation/rounds/{id}/units/{unit}`.
    func showForm(_ visit: StaffVisit) async throws -> Answer {
        .page(DeclarationPage(try await form(visit)))
    }

    func form(_ visit: StaffVisit) async throws -> ShownForm {
        let (round, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (caller, now, measuring) = (visit.caller, visit.now, self.measuring)
        return try await database.read { db in
            try ShownForm(unit: unit, round: round, measuring: measuring, for: caller, at: now, in: db)
        }
    }

    /// `POST /evaluation/rounds/{id}/units/{unit}`: saves what can be saved, and shows what somebody else changed.
    func saveDeclaration(_ visit: StaffVisit) async throws -> Answer {
        let (round, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        let before = try await self.form(visit)
        do {
            let edits = try DeclarationForm.edits(form, before.set, group: before.entrant.group)
            let conflicts = try await database.write { db in
                try SaveDeclaration()(edits, unit: unit, round: round, by: caller, at: now, in: db)
            }
            let mistakes = DeclarationForm.problems(edits, before.set)
            if conflicts.isEmpty && mistakes.isEmpty {
                return .redirect(
                    to: EvaluationPaths.form(round, unit),
                    notice: Flash(.good, Wording("Đã lưu phiếu.", en: "The form is saved.")))
            }
            return try await again(visit, edits, conflicts: conflicts, mistakes: mistakes)
        } catch let problems as Problems {
            var shown = try await self.form(visit)
            shown.problems = problems
            shown.keep(DeclarationForm.typed(form, before.set, group: before.entrant.group))
            return .page(DeclarationPage(shown), status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            var shown = try await self.form(visit)
            shown.refused = refusal.message
            shown.keep(DeclarationForm.typed(form, before.set, group: before.entrant.group))
            return .page(DeclarationPage(shown), status: .conflict)
        }
    }

    /// The form with what was typed, what could not be read, and what somebody else wrote.
    private func again(
        _ visit: StaffVisit, _ edits: [FormEdit<TypedAnswer>], conflicts: [FormConflict], mistakes: Problems
    ) async throws -> Answer {
        var shown = try await form(visit)
        shown.keep(edits)
        shown.conflicts = conflicts
        shown.problems = mistakes.isEmpty ? nil : mistakes
        if !conflicts.isEmpty {
            shown.refused = Wording(
                "\(conflicts.count) tiêu chí vừa được người khác sửa và chưa lưu; các tiêu chí còn lại đã lưu.",
                en: "\(conflicts.count) criteria were changed by somebody else and are not saved; all others are.")
        } else {
            shown.refused = Wording(
                "Đã lưu. Một số số liệu chưa đọc được: sửa trước khi ký gửi.",
                en: "Saved. Some values cannot be read yet: mend them before signing.")
        }
        return .page(DeclarationPage(shown), status: conflicts.isEmpty ? .unprocessableContent : .conflict)
    }

    /// `POST /evaluation/rounds/{id}/units/{unit}/signature`.
    func signDeclaration(_ visit: StaffVisit) async throws -> Answer {
        let (round, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (caller, now) = (visit.caller, visit.now)
        let seen = visit.form.text(LineField.fingerprint) ?? ""
        do {
            try await database.write { db in
                try SignDeclaration()(unit: unit, round: round, seen: seen, by: caller, at: now, in: db)
            }
            return .redirect(
                to: EvaluationPaths.form(round, unit),
                notice: Flash(.good, Wording("Đã ký gửi phiếu.", en: "The form is signed.")))
        } catch let refusal as EvaluationRefusal {
            var shown = try await form(visit)
            shown.refused = refusal.message
            return .page(DeclarationPage(shown), status: .conflict)
        }
    }

    /// `POST /evaluation/rounds/{id}/units/{unit}/exception`.
    func unlockForm(_ visit: StaffVisit) async throws -> Answer {
        let (round, unit): (ID<Round>, ID<Unit>) = (try visit.id(), try visit.id("unit"))
        let (typed, caller, now) = (visit.form, visit.caller, visit.now)
        do {
            try await database.write { db in
                try UnlockForm()(LateException(typed), unit: unit, round: round, by: caller, at: now, in: db)
            }
            return .redirect(
                to: EvaluationPaths.form(round, unit),
                notice: Flash(.good, Wording("Đã mở khóa phiếu.", en: "The form is unlocked.")))
        } catch let problems as Problems {
            var shown = try await form(visit)
            shown.filling = Filling(typed: typed, problems: problems)
            return .page(DeclarationPage(shown), status: .unprocessableContent)
        } catch let refusal as EvaluationRefusal {
            var shown = try await form(visit)
            shown.refused = refusal.message
            return .page(DeclarationPage(shown), status: .conflict)
        }
    }
}
