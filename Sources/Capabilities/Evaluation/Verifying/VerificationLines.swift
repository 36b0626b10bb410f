import Directory
import Essentials
import EvaluationEngine
import Web

/// A declared criterion to be judged.
struct VerificationLine: Viewable {
    let id: String
    let number: String
    let name: Wording
    let maximum: Points
    let rule: Wording
    let values: [Wording]
    let explanation: String?
    let evidence: String?
    let measured: [MeasuredRow]
    let conflict: Notice?
    let late: Wording?
    let revision: HiddenField
    let finding: SelectField
    let inputs: [any Viewable]
    let reason: TextAreaField
}

extension DeclarationPage {
    static func verifying(_ form: ShownForm) -> VerifyingForm {
        VerifyingForm(
            action: EvaluationPaths.verification(form.round.id, form.entrant.unit),
            draft: "verification-\(form.entrant.id)",
            draftPath: EvaluationPaths.form(form.round.id, form.entrant.unit), errors: ErrorSummary(form.problems),
            groups: form.grouped.compactMap { group in
                let lines = group.lines.compactMap { verification(form, $0.place, $0.criterion) }
                return lines.isEmpty ? nil : LineGroup(number: group.number, name: group.name, lines: lines)
            })
    }

    /// Nil where nothing was declared: there is nothing to judge.
    private static func verification(_ form: ShownForm, _ place: Int, _ criterion: Criterion) -> VerificationLine? {
        guard let line = form.lines[criterion.code], line.isDeclared(for: criterion) else { return nil }
        let answer = line.answer(for: criterion)
        let typed = form.typedFindings[criterion.code]
        let shown = typed ?? line.judgement(for: criterion)
        return VerificationLine(
            id: "line\(place)", number: criterion.number, name: criterion.name, maximum: Points(criterion.maximum),
            rule: RuleWords.wording(criterion), values: said(answer, criterion), explanation: answer.explanation,
            evidence: answer.evidence,
            measured: MeasuredRow.rows(form.measured[criterion.code], showsList: false),
            conflict: form.verifierConflict(criterion),
            late: EvaluationWords.late(line, form.round),
            revision: HiddenField(
                LineField.revision(place), LineMark(line.revision, line.judgement(for: criterion).words).text),
            finding: SelectField(
                FieldWords(
                    LineField.finding(place), Wording("Kết quả thẩm định", en: "Finding"), isOptional: true,
                    problems: form.problems),
                blankLabel: Wording("Chưa thẩm định", en: "Not judged yet"),
                options: Finding.allCases.map { .init($0.rawValue, $0.name, isSelected: shown.finding == $0) }),
            inputs: criterion.inputs.enumerated().map { index, input in
                input.field(
                    LineField.verified(place, index), value: index < shown.values.count ? shown.values[index] : "",
                    problems: form.problems)
            },
            reason: TextAreaField(
                FieldWords(
                    LineField.reason(place), Wording("Lý do", en: "Reason"), isOptional: true,
                    problems: form.problems), value: shown.reason, rows: 2, maxLength: 2000))
    }
}

extension ShownForm {
    /// What another verifier found meanwhile.
    func verifierConflict(_ criterion: Criterion) -> Notice? {
        guard let conflict = conflicts.first(where: { $0.criterion == criterion.code }),
            let found = lines[criterion.code]?.finding
        else { return nil }
        return Notice(
            .warn,
            Wording(
                "Người khác đã thẩm định lúc \(conflict.changedAt.text(in: .vietnamese)): \(found.name.vietnamese).",
                en: "Somebody else judged it at \(conflict.changedAt.text(in: .english)): \(found.name.english)."),
            title: Wording("Chưa lưu tiêu chí này", en: "This criterion is not saved"))
    }
}
