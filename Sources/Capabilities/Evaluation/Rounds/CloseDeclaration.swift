import Database
import Directory
import Essentials
import Journal

/// Closes the declaration (khóa tự chấm) when its time is over or everybody has signed. Who did not sign takes no part.
struct CloseDeclaration {
    /// - Throws: `NotFound`; `EvaluationRefusal.roundIs`, `.declarationGoesOn`.
    func callAsFunction(_ id: ID<Round>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let round = try db.ledRound(id, .runEvaluation, by: caller, at: now)
        try round.needs(.declaring)
        let missing = try db.entrants(of: id).filter { $0.state == .declaring }
        let going = missing.filter { now.date <= $0.lastDay(in: round) }
        if let until = going.map({ $0.lastDay(in: round) }).max() {
            throw EvaluationRefusal.declarationGoesOn(missing: going.count, until: until)
        }
        for entrant in missing { try db.move(entrant, to: .absent) }
        try db.move(round, to: .verifying)
        try db.record(DeclarationClosed(round: id, absent: missing.map(\.unit)), by: caller.actor, at: now)
    }
}

extension Connection {
    /// A round held until the transaction ends, for somebody with a right in the unit that holds it.
    ///
    /// - Throws: `NotFound` for everybody else.
    func ledRound(
        _ id: ID<Round>, _ permission: Permission, by caller: Caller, at now: Instant
    ) throws -> Round {
        let round = try round(id, forUpdate: true)
        guard try caller.may(permission, for: round, on: now.date, in: self) else { throw NotFound() }
        return round
    }
}

extension Caller {
    /// Whether a permission holds in the unit that holds the round.
    func may(_ permission: Permission, for round: Round, on day: CivilDate, in db: Connection) throws -> Bool {
        guard let holder = try Unit.find(round.holder, on: day, in: db) else { return false }
        return may(permission, in: holder.path)
    }
}
