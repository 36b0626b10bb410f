import Essentials
import EvaluationEngine
import Web

/// The ranking as the council sees it, provisional until it is published.
struct ResultsPage: Page {
    let title: Wording
    let record: RecordHead
    let notice: Notice?
    let groups: [RankingTable]

    init(_ round: Round, _ scores: RoundScores, showsUnits: Bool) {
        title = Wording("Kết quả: \(round.name)", en: "Results: \(round.name)")
        record = RecordHead(
            kindLabel: Wording("Bảng kết quả", en: "Results"), title: title,
            back: Link(.verbatim(round.name), path: EvaluationPaths.round(round.id)),
            state: EvaluationWords.tag(round.state))
        notice =
            round.state == .published
            ? nil
            : Notice(
                .info,
                Wording("Kết quả dự kiến, chưa công bố.", en: "The result is provisional and not published."))
        groups = RankingTable.all(scores, of: round) { entrant in
            showsUnits ? EvaluationPaths.result(round.id, entrant.unit) : nil
        }
    }
}
