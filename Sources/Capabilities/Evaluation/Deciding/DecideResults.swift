import Database
import Directory
import Essentials
import Journal

/// The chair decides the proposed result by a numbered decision (quyết định kết quả đánh giá, xếp hạng).
struct DecideResults {
    /// - Parameters:
    ///   - number: number and symbol of the decision.
    ///   - decidedOn: its date.
    /// - Throws: `NotFound`; `EvaluationRefusal.roundIs`.
    func callAsFunction(
        _ id: ID<Round>, number: String, decidedOn: CivilDate, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let round = try db.ledRound(id, .decideEvaluation, by: caller, at: now)
        try round.needs(.proposed)
        try db.execute(
            """
            UPDATE evaluation_round SET state = \(Round.State.decided), decision_number = \(number),
                decided_on = \(decidedOn)
            WHERE id = \(id)
            """)
        try db.record(
            ResultsDecided(round: id, number: number, decidedOn: decidedOn), by: caller.actor, at: now)
    }
}
