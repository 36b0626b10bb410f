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
                package = \(package.text), package_hash = \(package.hash)
            WHERE id = \(id)
            """)
        try db.record(ResultsPublished(round: id, packageHash: package.hash), by: caller.actor, at: now)
    }
}

extension Connection {
    /// The frozen package, for everybody; one with answers that stay inside (chi tiết an toàn thông tin) is only for those
    /// who see all forms.
    func openPackage(of id: ID<Round>) throws -> String {
        guard try !criteriaSet(round(id).set).set().hasInternalAnswers else { throw NotFound() }
        return try publishedPackage(of: id)
    }

    /// The frozen package of a published round, whole.
    func publishedPackage(of id: ID<Round>) throws -> String {
        let found: String? = try value("SELECT package FROM evaluation_round WHERE id = \(id) AND package IS NOT NULL")
        guard let found else { throw NotFound() }
        return found
    }
}

extension CriteriaSet {
    /// Whether some of its answers are not for everybody.
    var hasInternalAnswers: Bool { leaves.contains { $0.visibility == .internal && !$0.inputs.isEmpty } }
}
