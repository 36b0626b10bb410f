import Essentials
import EvaluationEngine
import Web

/// A criterion to be declared.
struct DeclarationLine: Viewable {
    let id: String
    let number: String
    let name: Wording
    let maximum: Points
    let rule: Wording
    let demand: Wording?
    let measured: [MeasuredRow]
    let conflict: Notice?
    let revision: HiddenField
    let inputs: [any Viewable]
    let notApplicable: CheckboxField
    let explanation: TextAreaField
    let evidence: TextAreaField
}

extension DeclarationPage {
    static func declaring(_ form: ShownForm) -> DeclaringForm {
        DeclaringForm(
            action: EvaluationPaths.form(form.round.id, form.entrant.unit), draft: "evaluation-\(form.entrant.id)",
            errors: ErrorSummary(form.problems),
            groups: form.grouped.map { group in
                LineGroup(
                    number: group.number, name: group.name,
                    lines: group.lines.map { line(form, $0.place, $0.criterion) })
            })
    }

    private static func line(_ form: ShownForm, _ place: Int, _ criterion: Criterion) -> DeclarationLine {
        let answer = form.answer(criterion)
        let demand: Wording? = if case .demanded(let words) = criterion.evidence { words } else { nil }
        return DeclarationLine(
            id: "line\(place)", number: criterion.number, name: criterion.name, maximum: Points(criterion.maximum),
            rule: RuleWords.wording(criterion), demand: demand,
            measured: MeasuredRow.rows(form.measured[criterion.code], showsList: true),
            conflict: form.conflict(criterion),
            revision: HiddenField(LineField.revision(place), form.mark(criterion).text),
            inputs: criterion.inputs.enumerated().map { index, input in
                input.field(
                    LineField.value(place, index), value: answer.values[index], problems: form.problems)
            },
            notApplicable: CheckboxField(
                FieldWords(
                    LineField.notApplicable(place), Wording("Áp dụng", en: "Applicability"), isOptional: true),
                options: [
                    ChoiceOption(
                        "1", Wording("Không áp dụng cho đơn vị", en: "Does not apply to the unit"),
                        isSelected: answer.isNotApplicable)
                ]),
            explanation: TextAreaField(
                FieldWords(
                    LineField.explanation(place), Wording("Giải trình", en: "Explanation"), isOptional: true,
                    problems: form.problems), value: answer.explanation, rows: 2, maxLength: 2000),
            evidence: TextAreaField(
                FieldWords(
                    LineField.evidence(place), Wording("Minh chứng", en: "Evidence"),
                    help: Wording(
                        "Số hiệu, tên, ngày, trích yếu văn bản; đường dẫn.",
                        en: "Number, name, date and abstract of documents; links."),
                    isOptional: true, problems: form.problems), value: answer.evidence, rows: 2, maxLength: 2000))
    }

    /// What was typed and a lock kept from being saved, so that it can be copied from the page.
    static func unsaved(_ form: ShownForm) -> [AnswerRow] {
        guard !form.mayDeclare && !form.mayVerify else { return [] }
        return form.grouped.flatMap { $0.lines }.compactMap { _, criterion -> AnswerRow? in
            let line = form.lines[criterion.code]
            if let answer = form.typed[criterion.code], answer != line?.answer(for: criterion), !answer.isBlank {
                return AnswerRow(
                    number: criterion.number, name: criterion.name, values: said(answer, criterion),
                    explanation: answer.explanation, evidence: answer.evidence, finding: nil, verified: [], reason: nil)
            }
            if let found = form.typedFindings[criterion.code], !(line?.says(found) ?? false) {
                return AnswerRow(
                    number: criterion.number, name: criterion.name, values: [], explanation: nil, evidence: nil,
                    finding: found.finding?.name, verified: values(found.values, criterion), reason: found.reason)
            }
            return nil
        }
    }

    static func answers(_ form: ShownForm) -> [AnswerTable] {
        form.grouped.enumerated().map { index, group in
            AnswerTable(
                id: "answers-\(index)", number: group.number, name: group.name,
                rows: group.lines.map { row(form, $0.criterion) })
        }
    }

    private static func row(_ form: ShownForm, _ criterion: Criterion) -> AnswerRow {
        let line = form.lines[criterion.code]
        let answer = line?.answer(for: criterion)
        return AnswerRow(
            number: criterion.number, name: criterion.name, values: said(answer, criterion),
            explanation: answer?.explanation, evidence: answer?.evidence, finding: line?.finding?.name,
            verified: line?.finding == .changed
                ? values(ValueList.values(line?.verified ?? "", count: criterion.inputs.count), criterion) : [],
            reason: line?.reason, late: EvaluationWords.late(line, form.round))
    }

    /// What was declared, in words: a line for each value.
    static func said(_ answer: TypedAnswer?, _ criterion: Criterion) -> [Wording] {
        guard let answer else { return [] }
        if answer.isNotApplicable { return [Finding.notApplicable.name] }
        return values(answer.values, criterion)
    }

    private static func values(_ texts: [String], _ criterion: Criterion) -> [Wording] {
        zip(criterion.inputs, texts).filter { !$1.isEmpty }.map { input, text in
            let value = EvaluationWords.value(text, of: input)
            return Wording(
                "\(input.name.vietnamese): \(value.vietnamese)", en: "\(input.name.english): \(value.english)")
        }
    }
}
