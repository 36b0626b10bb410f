import Essentials
import EvaluationEngine
import Web

/// The ranking of one group: the units that are ranked, and below them those that are not, with the reason.
struct RankingTable: Viewable {
    let id: String
    let name: Wording
    let fieldNames: [String]
    let rows: [RankedRow]

    struct RankedRow: Viewable {
        let rank: String
        let name: String
        let path: String?
        let score: Points?
        let level: Wording?
        let late: Wording?
        let coverage: Points?
        let fields: [FieldScore]
    }

    struct FieldScore: Viewable {
        let score: Points?
    }

    /// - Parameter path: where a unit's own result is, for who may see it.
    static func all(_ scores: RoundScores, of round: Round, path: (Entrant) -> String? = { _ in nil }) -> [RankingTable]
    {
        let set = scores.set.set
        return set.groups.enumerated().compactMap { index, group in
            let entrants = scores.entrants.filter { $0.group == group.code }
            guard !entrants.isEmpty else { return nil }
            let results = entrants.compactMap { entrant in
                scores.verified.result(of: entrant.evaluated.code).map { (entrant: entrant, result: $0) }
            }
            let ordered = results.sorted { first, second in
                let (a, b) = (first.result.standing.rank ?? .max, second.result.standing.rank ?? .max)
                return a != b ? a < b : first.entrant.id < second.entrant.id
            }
            return RankingTable(
                id: "group-\(index)", name: group.name, fieldNames: set.fields.map(\.number),
                rows: ordered.map { RankedRow($0.result, $0.entrant, set, of: round, path: path($0.entrant)) })
        }
    }
}

extension RankingTable.RankedRow {
    init(_ result: UnitResult, _ entrant: Entrant, _ set: CriteriaSet, of round: Round, path: String?) {
        rank = result.standing.rank.map(String.init) ?? "–"
        name = entrant.name
        self.path = path
        late = EvaluationWords.late(entrant, round)
        let takesPart = entrant.state != .absent
        func points(_ score: Rational?) -> Points? {
            takesPart ? score.map { Points(printed: set.printed($0)) } : nil
        }
        score = points(result.score)
        level =
            takesPart
            ? result.level?.name ?? result.standing.unranked.map(EvaluationWords.unranked) : entrant.state.name
        coverage = takesPart ? EvaluationWords.share(result.standing.coverage) : nil
        fields = result.fields.map { RankingTable.FieldScore(score: points($0.score)) }
    }
}
