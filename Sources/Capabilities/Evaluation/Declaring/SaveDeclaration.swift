import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// Saves what an agency's people type into its form. Lines that nobody else touched are saved; a line that somebody
/// changed meanwhile is left as it stands and reported, so that neither version is lost.
struct SaveDeclaration {
    /// - Returns: the lines that somebody else changed meanwhile.
    /// - Throws: `NotFound` for whoever is not of the agency; `EvaluationRefusal` naming the lock that acts.
    func callAsFunction(
        _ edits: [FormEdit<TypedAnswer>], unit: ID<Unit>, round id: ID<Round>, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws -> [FormConflict] {
        let round = try db.roundAsItStands(id)
        let entrant = try db.entrant(unit, in: id, forUpdate: true)
        guard caller.mayDeclare(for: unit) else { throw NotFound() }
        try entrant.checkMayBeChanged(in: round, on: now.date)
        let lines = try db.lines(of: entrant.id)
        var conflicts: [FormConflict] = []
        var saved: [String] = []
        for edit in edits {
            let line = lines[edit.criterion]
            let old = line?.answer(inputs: edit.content.values.count)
            if edit.isUntouched || old == edit.content || (old == nil && edit.content.isBlank) { continue }
            if let line, line.revision != edit.seen {
                conflicts.append(
                    FormConflict(criterion: edit.criterion, revision: line.revision, changedAt: line.declaredAt))
                continue
            }
            try write(edit, over: line, of: entrant, by: caller, at: now, in: db)
            saved.append(edit.criterion)
        }
        if !saved.isEmpty {
            try db.record(DeclarationSaved(round: id, unit: unit, criteria: saved), by: caller.actor, at: now)
        }
        return conflicts
    }

    private func write(
        _ edit: FormEdit<TypedAnswer>, over line: FormLine?, of entrant: Entrant, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        let answer = edit.content
        let declared = ValueList.text(answer.values)
        if line == nil {
            try db.execute(
                """
                INSERT INTO evaluation_line (entrant_id, criterion, is_not_applicable, declared, explanation, evidence,
                    revision, declared_at, declared_by)
                VALUES (\(entrant.id), \(edit.criterion), \(answer.isNotApplicable), \(declared),
                    \(answer.explanation), \(answer.evidence), 1, \(now), \(caller.post))
                """)
        } else {
            try db.execute(
                """
                UPDATE evaluation_line SET is_not_applicable = \(answer.isNotApplicable), declared = \(declared),
                    explanation = \(answer.explanation), evidence = \(answer.evidence), revision = revision + 1,
                    declared_at = \(now), declared_by = \(caller.post)
                WHERE entrant_id = \(entrant.id) AND criterion = \(edit.criterion)
                """)
        }
    }
}

extension Entrant {
    /// Which lock keeps the form from being changed: the most particular one is named.
    func checkMayBeChanged(in round: Round, on day: CivilDate) throws {
        if state == .absent { throw EvaluationRefusal.formIsAbsent }
        if let signedAt { throw EvaluationRefusal.formIsSigned(signedAt) }
        try round.needs(.declaring)
        let last = lastDay(in: round)
        if day > last { throw EvaluationRefusal.declarationIsOver(last) }
    }

    /// The last day on which this unit declares: an exception locks again by itself.
    func lastDay(in round: Round) -> CivilDate { max(round.declareUntil, lateUntil ?? round.declareUntil) }
}

extension Caller {
    /// Whether the caller fills in the form of this unit: people of the agency itself.
    func mayDeclare(for unit: ID<Unit>) -> Bool {
        agency == unit && (may(.declareEvaluation, in: unitPath) || mayHere(.declareEvaluation))
    }

    /// Whether the caller signs the form of this unit off.
    func maySign(for unit: ID<Unit>) -> Bool {
        agency == unit && mayHere(.signDeclarations)
    }
}
