import Database
import Directory
import Essentials
import Journal

/// Reminds the units that have not handed in (nhắc gửi phiếu tự đánh giá).
struct RemindUnits {
    /// - Throws: `NotFound`; `EvaluationRefusal.roundIs`, `.declarationIsOver`, `.nobodyToRemind`.
    func callAsFunction(_ id: ID<Round>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let round = try db.ledRound(id, .runEvaluation, by: caller, at: now)
        try round.needs(.declaring)
        guard round.isDeclaring(on: now.date) else { throw EvaluationRefusal.declarationIsOver(round.declareUntil) }
        let missing = try db.entrants(of: id).filter { $0.state == .declaring }
        guard !missing.isEmpty else { throw EvaluationRefusal.nobodyToRemind }
        try db.record(UnitsReminded(round: id, units: missing.map(\.unit)), by: caller.actor, at: now)
    }
}
