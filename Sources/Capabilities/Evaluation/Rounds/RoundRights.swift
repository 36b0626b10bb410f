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
    /// Where the right to verify reaches some of the units only.
    private let verifiable: Set<ID<Unit>>

    init(_ caller: Caller, _ round: Round, _ entrants: [Entrant], on day: CivilDate, in db: Connection) throws {
        let holder = try Unit.find(round.holder, on: day, in: db)?.path
        mayRun = holder.map { caller.may(.runEvaluation, in: $0) } ?? false
        mayDecide = holder.map { caller.may(.decideEvaluation, in: $0) } ?? false
        mayVerify = holder.map { caller.may(.verifyEvaluation, in: $0) } ?? false
        seesOwnForm =
            entrants.contains { $0.unit == caller.agency }
            && (caller.mayDeclare(for: caller.agency) || caller.maySign(for: caller.agency))
        let reachesAFew = !mayVerify && caller.rights.has(.verifyEvaluation)
        verifiable = try reachesAFew ? Self.verifiable(by: caller, entrants, on: day, in: db) : []
    }

    private static func verifiable(
        by caller: Caller, _ entrants: [Entrant], on day: CivilDate, in db: Connection
    ) throws -> Set<ID<Unit>> {
        let units = try Unit.all(entrants.map(\.unit), on: day, in: db).values
        return Set(units.filter { caller.may(.verifyEvaluation, in: $0.path) }.map(\.id))
    }

    var seesAllForms: Bool { mayRun || mayDecide || mayVerify }

    /// Whether the reader may open the form of a unit.
    func seesForm(of entrant: Entrant, _ caller: Caller) -> Bool {
        seesAllForms || verifiable.contains(entrant.unit) || seesOwnForm && entrant.unit == caller.agency
    }

    /// How far the own agency has come is everybody's there.
    func seesRow(of entrant: Entrant, _ caller: Caller) -> Bool {
        seesForm(of: entrant, caller) || entrant.unit == caller.agency
    }

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
