import Database
import Directory
import Essentials
import Web

extension Evaluation {
    /// `GET /evaluation`.
    func showEvaluation(_ visit: StaffVisit) async throws -> Answer {
        let caller = visit.caller
        let found = try await database.read { db in
            let own: [ID<Round>] = try db.values(
                "SELECT round_id FROM evaluation_entrant WHERE unit_id = \(caller.agency)")
            return EvaluationPage.Found(rounds: try db.rounds(), sets: try db.criteriaSets(), own: Set(own))
        }
        return .page(EvaluationPage(found, for: caller))
    }
}
