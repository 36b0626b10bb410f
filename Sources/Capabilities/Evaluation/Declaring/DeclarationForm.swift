import Directory
import Essentials
import EvaluationEngine
import Web

/// Reads the form that a criteria set made: a line for each criterion that is asked.
enum DeclarationForm {
    /// - Throws: `Problems` only where a text is longer than can be kept; whatever else was typed is kept as it is.
    static func edits(_ form: FormData, _ set: CriteriaSet, group: String) throws -> [FormEdit<TypedAnswer>] {
        var problems = Problems()
        let edits = read(form, set, group) { name, limit in form.optional(name, atMost: limit, &problems) ?? "" }
        try problems.throwIfAny()
        return edits
    }

    /// What was typed, whole, also where it is too long to be kept.
    static func typed(_ form: FormData, _ set: CriteriaSet, group: String) -> [FormEdit<TypedAnswer>] {
        read(form, set, group) { name, _ in form.text(name) ?? "" }
    }

    private static func read(
        _ form: FormData, _ set: CriteriaSet, _ group: String, text: (_ name: String, _ limit: Int) -> String
    ) -> [FormEdit<TypedAnswer>] {
        var edits: [FormEdit<TypedAnswer>] = []
        for (place, criterion) in set.leaves.enumerated()
        where criterion.applies(to: group) && form.has(LineField.revision(place)) {
            let answer = TypedAnswer(
                isNotApplicable: form.flag(LineField.notApplicable(place)),
                values: criterion.inputs.indices.map { input in
                    text(LineField.value(place, input), 200).replacing("\n", with: " ")
                },
                explanation: text(LineField.explanation(place), 2000), evidence: text(LineField.evidence(place), 2000))
            let mark = LineMark(form.text(LineField.revision(place)))
            edits.append(
                FormEdit(
                    criterion: criterion.code, content: answer, seen: mark.revision,
                    isUntouched: mark.fits(answer.words)))
        }
        return edits
    }

    /// What cannot be read yet, said beside its field: it is kept, and the form cannot be signed with it.
    static func problems(_ edits: [FormEdit<TypedAnswer>], _ set: CriteriaSet) -> Problems {
        let typed = Dictionary(edits.filter { !$0.isUntouched }.map { ($0.criterion, $0.content) }) { first, _ in first
        }
        var problems = Problems()
        for (place, criterion) in set.leaves.enumerated() {
            guard let answer = typed[criterion.code] else { continue }
            do {
                _ = try answer.entry(for: criterion)
            } catch {
                problems.add(
                    LineField.value(place, 0),
                    Wording(
                        "Tiêu chí \(criterion.number): \(error.reason.vietnamese).",
                        en: "Criterion \(criterion.number): \(error.reason.english)."))
            }
        }
        return problems
    }
}
