import Essentials
import Web

/// All published rounds, for everybody.
struct PublishedResultsPage: Page {
    static let frame = FrameKind.open

    let title = Wording("Kết quả đánh giá, xếp hạng đã công bố", en: "Published results of evaluations")
    let rounds: [PublishedRow]

    struct PublishedRow: Viewable {
        let name: String
        let path: String
        let year: String
        let decision: String?
        let publishedAt: Instant?
    }

    init(_ rounds: [Round]) {
        self.rounds = rounds.map { round in
            PublishedRow(
                name: round.name, path: EvaluationPaths.published(round.id), year: String(round.year),
                decision: round.decisionNumber, publishedAt: round.publishedAt)
        }
    }
}
