import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// Publishes a decided result (công bố): the package is frozen, and anybody can read and recompute it.
struct PublishResults {
    /// - Throws: `NotFound`; `EvaluationRefusal.roundIs`.
    func callAsFunction(_ id: ID<Round>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let round = try db.ledRound(id, .runEvaluation, by: caller, at: now)
        try round.needs(.decided)
        let package = try RoundScores(round, in: db).package(of: round)
        try db.execute(
            """
            UPDATE evaluation_round SET state = \(Round.State.published), published_at = \(now),
                package = \(package.text)
            WHERE id = \(id)
            """)
        try db.record(ResultsPublished(round: id, packageHash: package.hash), by: caller.actor, at: now)
    }
}

extension Connection {
    /// The frozen package of a published round.
    func publishedPackage(of id: ID<Round>) throws -> String {
        let found: String? = try value("SELECT package FROM evaluation_round WHERE id = \(id) AND package IS NOT NULL")
        guard let found else { throw NotFound() }
        return found
    }
}
