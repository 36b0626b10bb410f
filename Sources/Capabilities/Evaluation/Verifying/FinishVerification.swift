import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// Ends the verification of a form: every line that was declared has been judged.
struct FinishVerification {
    /// - Throws: `NotFound`; `EvaluationRefusal.linesAreLeft` and the other locks.
    func callAsFunction(
        unit: ID<Unit>, round id: ID<Round>, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let (round, entrant) = try db.verifiable(unit, round: id, by: caller, at: now)
        let asked = try db.criteriaSet(round.set).set().asked(of: entrant.group)
        let lines = try db.lines(of: entrant.id)
        let left = asked.filter { criterion in
            guard let line = lines[criterion.code], line.finding == nil else { return false }
            return line.isDeclared(for: criterion)
        }
        guard left.isEmpty else { throw EvaluationRefusal.linesAreLeft(left.count) }
        try db.move(entrant, to: .verified)
        try db.record(VerificationFinished(round: id, unit: unit), by: caller.actor, at: now)
    }
}

extension FormLine {
    /// Whether there is something to be judged.
    func isDeclared(for criterion: Criterion) -> Bool {
        ((try? answer(for: criterion).entry(for: criterion)) ?? .missing) != .missing
    }
}

extension Connection {
    /// A form that the caller may verify now, held until the transaction ends.
    ///
    /// - Throws: `NotFound` for who verifies nothing here; `EvaluationRefusal.ownUnit`, `.ownDeclaration`, `.relatedUnit`, `.roundIs`, `.formIsVerified`.
    func verifiable(
        _ unit: ID<Unit>, round id: ID<Round>, by caller: Caller, at now: Instant
    ) throws -> (Round, Entrant) {
        let round = try roundAsItStands(id)
        let entrant = try entrant(unit, in: id, forUpdate: true)
        guard try caller.mayVerify(unit, on: now.date, in: self) else { throw NotFound() }
        if let conflict = try caller.conflictOfInterest(in: entrant, of: round, on: now.date, in: self) {
            throw conflict
        }
        try round.needs(.verifying)
        switch entrant.state {
        case .signed: return (round, entrant)
        case .verified: throw EvaluationRefusal.formIsVerified
        case .absent, .declaring: throw EvaluationRefusal.formIsAbsent
        }
    }
}

extension Caller {
    /// Whether the right to verify reaches this unit.
    func mayVerify(_ unit: ID<Unit>, on day: CivilDate, in db: Connection) throws -> Bool {
        guard let found = try Unit.find(unit, on: day, in: db) else { return false }
        return may(.verifyEvaluation, in: found.path)
    }

    /// Why this person may not verify a form, whatever rights they have (xung đột lợi ích): they sit in the unit, in
    /// whatever post, so that choosing another does not lift it; or they filled the form in before they moved away.
    /// People of a superior or subordinate agency are refused where the round's decision says so.
    func conflictOfInterest(
        in entrant: Entrant, of round: Round, on day: CivilDate, in db: Connection
    ) throws -> EvaluationRefusal? {
        if agency == entrant.unit { return .ownUnit }
        let posts = try PostHolder.posts(of: person, on: day, in: db)
        if posts.contains(where: { $0.agency == entrant.unit }) { return .ownUnit }
        let written: Int? = try db.value(
            """
            SELECT count(*) FROM evaluation_line JOIN post ON post.id = evaluation_line.declared_by
            WHERE evaluation_line.entrant_id = \(entrant.id) AND post.person_id = \(person)
            """)
        if (written ?? 0) > 0 { return .ownDeclaration }
        guard !round.allowsRelated else { return nil }
        let agencies = Set(posts.map(\.agency) + [agency, entrant.unit])
        let paths = try Unit.all(agencies, on: day, in: db).mapValues(\.path)
        guard let unit = paths[entrant.unit] else { return nil }
        return paths.contains { $0.key != entrant.unit && ($0.value.isWithin(unit) || unit.isWithin($0.value)) }
            ? .relatedUnit : nil
    }
}
