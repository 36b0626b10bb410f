import Directory
import Essentials
import EvaluationEngine
import Web

/// Reads the form that a criteria set made: a line for each criterion that is asked.
enum DeclarationForm {
    /// - Throws: `Problems` only where a text is longer than can be kept; whatever else was typed is kept as it is.
    static func edits(_ form: FormData, _ set: CriteriaSet, group: String) throws -> [FormEdit<TypedAnswer>] {
        var problems = Problems()
        var edits: [FormEdit<TypedAnswer>] = []
        for (place, criterion) in set.leaves.enumerated()
        where criterion.applies(to: group) && form.has(LineField.revision(place)) {
            let values = criterion.inputs.indices.map { input in
                form.optional(LineField.value(place, input), atMost: 200, &problems) ?? ""
            }
            edits.append(
                FormEdit(
                    criterion: criterion.code,
                    content: TypedAnswer(
                        isNotApplicable: form.flag(LineField.notApplicable(place)),
                        values: values.map { $0.replacing("\n", with: " ") },
                        explanation: form.optional(LineField.explanation(place), atMost: 2000, &problems) ?? "",
                        evidence: form.optional(LineField.evidence(place), atMost: 2000, &problems) ?? ""),
                    seen: form.text(LineField.revision(place)).flatMap { Int($0) } ?? 0))
        }
        try problems.throwIfAny()
        return edits
    }

    /// What cannot be read yet, said beside its field: it is kept, and the form cannot be signed with it.
    static func problems(_ edits: [FormEdit<TypedAnswer>], _ set: CriteriaSet) -> Problems {
        let typed = Dictionary(edits.map { ($0.criterion, $0.content) }) { first, _ in first }
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
