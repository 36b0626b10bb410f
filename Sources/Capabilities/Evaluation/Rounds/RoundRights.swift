import Database
import Directory
import Essentials

/// What somebody may see and do in a round, read once for a page; the commands ask again.
struct RoundRights: Sendable {
    let mayRun: Bool
    let mayDecide: Bool
    let mayVerify: Bool
    /// Fills in, signs or reads the form of the own agency, which takes part.
    let seesOwnForm: Bool

    init(_ caller: Caller, _ round: Round, _ entrants: [Entrant], on day: CivilDate, in db: Connection) throws {
        let holder = try Unit.find(round.holder, on: day, in: db)?.path
        mayRun = holder.map { caller.may(.runEvaluation, in: $0) } ?? false
        mayDecide = holder.map { caller.may(.decideEvaluation, in: $0) } ?? false
        mayVerify = holder.map { caller.may(.verifyEvaluation, in: $0) } ?? false
        seesOwnForm =
            entrants.contains { $0.unit == caller.agency }
            && (caller.mayDeclare(for: caller.agency) || caller.maySign(for: caller.agency))
    }

    var seesAllForms: Bool { mayRun || mayDecide || mayVerify }

    /// Provisional results are for the council and the chair; the published one is for everybody.
    func seesResults(of round: Round) -> Bool {
        round.state == .published || round.state != .declaring && (mayRun || mayDecide)
    }

    /// The head of a unit sees its own from the proposal on (dự kiến, để giải trình).
    func seesResult(of unit: ID<Unit>, in round: Round, as caller: Caller) -> Bool {
        if seesResults(of: round) && (mayRun || mayDecide) { return true }
        let isKnown = round.state != .declaring && round.state != .verifying
        return isKnown && seesOwnForm && caller.agency == unit
    }
}
