import Directory
import Essentials
import EvaluationEngine
import Web

/// Reads what a verifier found: a line for each criterion that was declared.
enum VerificationForm {
    /// - Throws: `Problems` where a text is longer than can be kept.
    static func edits(_ form: FormData, _ set: CriteriaSet) throws -> [FormEdit<TypedFinding>] {
        var problems = Problems()
        let edits = read(form, set) { name, limit in form.optional(name, atMost: limit, &problems) ?? "" }
        try problems.throwIfAny()
        return edits
    }

    /// What was typed, whole, also where it is too long to be kept.
    static func typed(_ form: FormData, _ set: CriteriaSet) -> [FormEdit<TypedFinding>] {
        read(form, set) { name, _ in form.text(name) ?? "" }
    }

    private static func read(
        _ form: FormData, _ set: CriteriaSet, text: (_ name: String, _ limit: Int) -> String
    ) -> [FormEdit<TypedFinding>] {
        var edits: [FormEdit<TypedFinding>] = []
        for (place, criterion) in set.leaves.enumerated() where form.has(LineField.revision(place)) {
            let values = criterion.inputs.indices.map { input in
                text(LineField.verified(place, input), 200).replacing("\n", with: " ")
            }
            let typed = TypedFinding(
                finding: form.text(LineField.finding(place)).flatMap(Finding.init(rawValue:)),
                values: values.allSatisfy(\.isEmpty) ? [] : values, reason: text(LineField.reason(place), 2000))
            let mark = LineMark(form.text(LineField.revision(place)))
            edits.append(
                FormEdit(
                    criterion: criterion.code, content: typed, seen: mark.revision, isUntouched: mark.fits(typed.words))
            )
        }
        return edits
    }
}

extension FormLine {
    /// The judgement that stands, as a page shows it.
    func judgement(for criterion: Criterion) -> TypedFinding {
        TypedFinding(
            finding: finding,
            values: finding == .changed ? ValueList.values(verified ?? "", count: criterion.inputs.count) : [],
            reason: reason ?? "")
    }
}
