import Database
import Directory
import Essentials
import EvaluationEngine
import Journal

/// Issues a draft (ban hành bộ tiêu chí): everything about it is checked, and from then on it does not change.
struct IssueCriteriaSet {
    /// - Throws: `NotFound`, `EvaluationRefusal.setIsIssued`, `.setHasProblems`.
    func callAsFunction(_ id: ID<KeptSet>, by caller: Caller, at now: Instant, in db: Connection) throws {
        let kept = try db.criteriaSet(id, forUpdate: true)
        guard !kept.isIssued else { throw EvaluationRefusal.setIsIssued(kept.name) }
        let set = try kept.set()
        let problems = set.problems()
        guard problems.isEmpty else { throw EvaluationRefusal.setHasProblems(problems.count) }
        let hash = try IssuedSet(set).hash
        try db.execute("UPDATE criteria_set SET hash = \(hash), issued_at = \(now) WHERE id = \(id)")
        try db.record(
            CriteriaSetIssued(set: id, code: kept.code, version: kept.version, hash: hash), by: caller.actor, at: now)
    }
}
