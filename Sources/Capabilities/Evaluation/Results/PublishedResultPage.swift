import Essentials
import EvaluationEngine
import Web

/// The published ranking, for everybody: with its decision, its method and the package to recompute it from.
struct PublishedResultPage: Page {
    static let frame = FrameKind.open

    let title: Wording
    let facts: FactList
    let levels: [LevelRow]
    /// Nil where answers of the set stay inside.
    let packagePath: String?
    let tablePath: String
    let listPath = EvaluationPaths.publishedRounds
    let groups: [RankingTable]

    init(_ round: Round, _ kept: KeptSet, _ ranking: PublishedRanking, holder: String) {
        title = .verbatim(round.name)
        packagePath = ranking.set.hasInternalAnswers ? nil : EvaluationPaths.package(round.id)
        tablePath = EvaluationPaths.table(round.id)
        groups = ranking.groups
        levels = LevelRow.all(ranking.set)
        facts = FactList(Self.decision(round, holder: holder) + Self.method(kept, ranking.set) + [Self.hash(round)])
    }

    private static func decision(_ round: Round, holder: String) -> [Fact] {
        [
            Fact(Wording("Cơ quan quyết định", en: "Decided by"), holder),
            Fact(Wording("Quyết định", en: "Decision"), round.decisionNumber),
            Fact(Wording("Ngày quyết định", en: "Decided on"), round.decidedOn.map { $0 as any Spoken }),
            Fact(Wording("Công bố lúc", en: "Published at"), round.publishedAt.map { $0 as any Spoken }),
        ]
    }

    private static func method(_ kept: KeptSet, _ set: CriteriaSet) -> [Fact] {
        let basis = set.legalBasis
        return [
            Fact(Wording("Bộ tiêu chí", en: "Criteria set"), "\(kept.name) – \(basis.number), \(basis.issuer)"),
            Fact(Wording("Đồng hạng", en: "Ties"), set.ties.wording),
            Fact(Wording("Không áp dụng", en: "Not applicable"), set.rebase.wording),
            Fact(Wording("Chưa khai", en: "Not declared"), set.missing.wording),
            Fact(
                Wording("Làm tròn", en: "Rounding"),
                Wording(
                    "\(set.rounding.places) chữ số thập phân, chỉ khi in; xếp hạng và xếp loại trước khi làm tròn",
                    en: "\(set.rounding.places) decimals in print only; ranks and levels come before it")),
            Fact(Wording("Mã băm bộ tiêu chí", en: "Hash of the set"), kept.hash),
        ]
    }

    private static func hash(_ round: Round) -> Fact {
        Fact(
            Wording("Mã băm gói kết quả", en: "Hash of the package"), round.packageHash,
            note: Wording(
                "Tính lại bằng: lienthong evaluation verify TỆP", en: "Recompute: lienthong evaluation verify FILE"))
    }
}
