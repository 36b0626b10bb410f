import Database
import Directory
import Essentials
import Web

/// All rounds and criteria sets.
struct EvaluationPage: Page {
    let title = Wording("Đánh giá, xếp hạng", en: "Evaluation")
    let importSet: Action?
    let rounds: [RoundRow]
    let sets: [SetRow]

    struct RoundRow: Viewable {
        let name: String
        let path: String
        let year: String
        let set: String
        let state: StateTag
        let declareUntil: CivilDate
        /// The form of the reader's own agency.
        let form: Link?
    }

    struct SetRow: Viewable {
        let name: String
        let path: String
        let title: Wording
        let state: StateTag
    }

    /// What the page is made from.
    struct Found: Sendable {
        let rounds: [Round]
        let sets: [KeptSet]
        /// Rounds that the reader's agency takes part in.
        let own: Set<ID<Round>>
    }

    init(_ found: Found, for caller: Caller) {
        importSet =
            caller.rights.has(.manageCriteriaSets)
            ? Action(
                Wording("Nhập bộ tiêu chí", en: "Import a criteria set"), path: EvaluationPaths.importSet,
                icon: "upload") : nil
        let names = Dictionary(found.sets.map { ($0.id, $0.name) }) { first, _ in first }
        rounds = found.rounds.map { round in
            RoundRow(
                name: round.name, path: EvaluationPaths.round(round.id), year: String(round.year),
                set: names[round.set] ?? "", state: EvaluationWords.tag(round.state),
                declareUntil: round.declareUntil,
                form: found.own.contains(round.id)
                    ? Link(
                        Wording("Phiếu của cơ quan", en: "Own form"),
                        path: EvaluationPaths.form(round.id, caller.agency)) : nil)
        }
        sets = found.sets.map {
            SetRow(
                name: $0.name, path: EvaluationPaths.set($0.id), title: $0.title, state: EvaluationWords.tag($0))
        }
    }
}
