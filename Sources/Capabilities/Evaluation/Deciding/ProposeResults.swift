import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// The council proposes what came out (hội đồng đề nghị): every form that was handed in has been verified.
struct ProposeResults {
    /// - Throws: `NotFound`; `EvaluationRefusal.roundIs`, `.formsAreLeft`.
    func callAsFunction(_ id: ID<Round>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let round = try db.ledRound(id, .runEvaluation, by: caller, at: now)
        try round.needs(.verifying)
        let scores = try RoundScores(round, in: db)
        let left = scores.entrants.filter { $0.state == .signed }
        guard left.isEmpty else { throw EvaluationRefusal.formsAreLeft(left.prefix(5).map(\.name)) }
        try db.move(round, to: .proposed)
        try db.record(
            ResultsProposed(round: id, packageHash: scores.package(of: round).hash), by: caller.actor, at: now)
    }
}
