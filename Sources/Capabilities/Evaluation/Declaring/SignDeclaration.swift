import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// The head signs the form off (thủ trưởng ký gửi): from then on it is the verifier's.
struct SignDeclaration {
    /// - Parameter seen: the fingerprint of the form as the head read it; nobody signs what was changed meanwhile.
    /// - Throws: `NotFound`; `EvaluationRefusal` naming the lock, or the criteria that cannot be read.
    func callAsFunction(
        unit: ID<Unit>, round id: ID<Round>, seen: String, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let round = try db.roundAsItStands(id)
        let entrant = try db.entrant(unit, in: id, forUpdate: true)
        guard caller.maySign(for: unit) else { throw NotFound() }
        try entrant.checkMayBeChanged(in: round, on: now.date)
        let set = try db.criteriaSet(round.set).set()
        let lines = try db.lines(of: entrant.id)
        let fingerprint = Self.fingerprint(of: lines)
        guard fingerprint == seen else { throw EvaluationRefusal.formWasChanged }
        try Self.check(lines, against: set.asked(of: entrant.group))
        try db.execute(
            """
            UPDATE evaluation_entrant SET state = \(Entrant.State.signed), signed_at = \(now) WHERE id = \(entrant.id)
            """)
        try db.record(
            DeclarationSigned(round: id, unit: unit, fingerprint: fingerprint), by: caller.actor, at: now)
    }

    private static func check(_ lines: [String: FormLine], against asked: [Criterion]) throws {
        var mistakes: [String] = []
        var isEmpty = true
        for criterion in asked {
            guard let line = lines[criterion.code] else { continue }
            do {
                if try line.answer(for: criterion).entry(for: criterion) != .missing { isEmpty = false }
            } catch {
                mistakes.append(criterion.number)
            }
        }
        guard mistakes.isEmpty else { throw EvaluationRefusal.formHasMistakes(mistakes) }
        guard !isEmpty else { throw EvaluationRefusal.formIsEmpty }
    }

    /// SHA-256 over every line as it was signed, in order of criteria.
    static func fingerprint(of lines: [String: FormLine]) -> String {
        Fingerprint.of(
            lines.values.sorted { $0.criterion < $1.criterion }.flatMap { line in
                [line.criterion, line.isNotApplicable ? "1" : "0", line.declared, line.explanation, line.evidence]
            })
    }
}

extension CriteriaSet {
    /// What the form asks a unit of this group, in printed order.
    func asked(of group: String) -> [Criterion] {
        leaves.filter { $0.applies(to: group) && !$0.inputs.isEmpty }
    }
}
