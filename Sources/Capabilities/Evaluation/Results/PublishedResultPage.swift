import Essentials
import EvaluationEngine
import Web

/// The published ranking, for everybody: with its decision, its method and the package to recompute it from.
struct PublishedResultPage: Page {
    static let frame = FrameKind.open

    let title: Wording
    let facts: FactList
    let packagePath: String
    let groups: [RankingTable]

    init(_ round: Round, _ kept: KeptSet, _ scores: RoundScores, holder: String) {
        let basis = scores.set.set.legalBasis
        title = .verbatim(round.name)
        packagePath = EvaluationPaths.package(round.id)
        groups = RankingTable.all(scores)
        facts = FactList([
            Fact(Wording("Cơ quan quyết định", en: "Decided by"), holder),
            Fact(Wording("Quyết định", en: "Decision"), round.decisionNumber),
            Fact(Wording("Ngày quyết định", en: "Decided on"), round.decidedOn.map { $0 as any Spoken }),
            Fact(Wording("Công bố lúc", en: "Published at"), round.publishedAt.map { $0 as any Spoken }),
            Fact(
                Wording("Bộ tiêu chí", en: "Criteria set"),
                "\(kept.name) – \(basis.number), \(basis.issuer)"),
            Fact(Wording("Mã băm bộ tiêu chí", en: "Hash of the set"), kept.hash),
            Fact(
                Wording("Mã băm gói kết quả", en: "Hash of the package"), scores.package(of: round).hash,
                note: Wording(
                    "Tính lại bằng: lienthong evaluation verify TỆP", en: "Recompute: lienthong evaluation verify FILE")
            ),
        ])
    }
}
