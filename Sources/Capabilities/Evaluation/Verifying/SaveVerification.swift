import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// A verifier's judgement of one line.
struct TypedFinding: Hashable, Sendable {
    /// Nil where something was typed and no finding chosen, which is not kept.
    var finding: Finding?
    /// The values that are right, where they are others.
    var values: [String] = []
    var reason = ""

    /// All that it says, for a mark of it.
    var words: [String] { [finding?.rawValue ?? "", reason] + values }
}

/// Saves what a verifier found (thẩm định). Nobody verifies the own unit, whatever rights they have.
struct SaveVerification {
    /// - Returns: the lines that another verifier judged meanwhile.
    /// - Throws: `NotFound`; `EvaluationRefusal.ownUnit` and the other locks; `Problems` by the fields of the form.
    func callAsFunction(
        _ edits: [FormEdit<TypedFinding>], unit: ID<Unit>, round id: ID<Round>, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws -> [FormConflict] {
        let (round, entrant) = try db.verifiable(unit, round: id, by: caller, at: now)
        let leaves = Dictionary(
            try db.criteriaSet(round.set).set().leaves.enumerated().map { ($1.code, (place: $0, criterion: $1)) }
        ) { first, _ in first }
        let lines = try db.lines(of: entrant.id)
        var conflicts: [FormConflict] = []
        var findings: [String: String] = [:]
        var problems = Problems()
        for edit in edits {
            guard let line = lines[edit.criterion], let leaf = leaves[edit.criterion] else { continue }
            if edit.isUntouched || line.says(edit.content) { continue }
            if line.revision != edit.seen {
                conflicts.append(
                    FormConflict(
                        criterion: edit.criterion, revision: line.revision,
                        changedAt: line.verifiedAt ?? line.declaredAt))
                continue
            }
            problems.add(Self.problems(edit.content, line, leaf.criterion, place: leaf.place))
            guard let finding = edit.content.finding else { continue }
            findings[edit.criterion] = finding.rawValue
            try write(finding, edit, of: entrant, by: caller, at: now, in: db)
        }
        try problems.throwIfAny()
        if !findings.isEmpty {
            try db.record(LinesVerified(round: id, unit: unit, findings: findings), by: caller.actor, at: now)
        }
        return conflicts
    }

    private static func problems(
        _ typed: TypedFinding, _ line: FormLine, _ criterion: Criterion, place: Int
    ) -> Problems {
        var problems = Problems()
        func add(_ field: String, _ vietnamese: String, _ english: String) {
            problems.add(
                field,
                Wording(
                    "Tiêu chí \(criterion.number): \(vietnamese).", en: "Criterion \(criterion.number): \(english)."))
        }
        guard let finding = typed.finding else {
            add(LineField.finding(place), "chọn kết quả thẩm định", "choose a finding")
            return problems
        }
        if finding.departs(from: line.answer(for: criterion)) && typed.reason.isEmpty {
            add(LineField.reason(place), "ghi lý do khác với tự khai", "say why it departs from what was declared")
        }
        if finding == .changed {
            do {
                _ = try TypedAnswer.numbers(typed.values, for: criterion)
            } catch {
                add(LineField.verified(place, 0), error.reason.vietnamese, error.reason.english)
            }
        } else if !typed.values.isEmpty && ValueList.text(typed.values) != line.verified {
            add(
                LineField.verified(place, 0), "chọn “\(Finding.changed.name.vietnamese)” để ghi số liệu",
                "choose “\(Finding.changed.name.english)” to enter values")
        }
        return problems
    }

    private func write(
        _ finding: Finding, _ edit: FormEdit<TypedFinding>, of entrant: Entrant, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        let verified = finding == .changed ? ValueList.text(edit.content.values) : nil
        try db.execute(
            """
            UPDATE evaluation_line SET finding = \(finding), verified = \(verified),
                reason = \(edit.content.reason), revision = revision + 1, verified_at = \(now),
                verified_by = \(caller.post)
            WHERE entrant_id = \(entrant.id) AND criterion = \(edit.criterion)
            """)
    }
}

extension FormLine {
    /// Whether this very judgement stands already.
    func says(_ typed: TypedFinding) -> Bool {
        finding == typed.finding && (reason ?? "") == typed.reason
            && (typed.finding == .changed ? verified == ValueList.text(typed.values) : typed.values.isEmpty)
    }
}
