import Essentials
import EvaluationEngine
import Synchronization

/// A published ranking, ready to show.
struct PublishedRanking: Sendable {
    let set: CriteriaSet
    let groups: [RankingTable]
    /// The same as open data: a row for each unit and field, exact and printed.
    let csv: String

    init(_ round: Round, _ scores: RoundScores) {
        set = scores.set.set
        groups = RankingTable.all(scores, of: round)
        csv = ResultTable(scores.verified).csv()
    }
}

/// The rankings of published rounds. They never change, and a page that everybody may open is not computed anew for each
/// visitor.
final class PublishedRankings: Sendable {
    private static let most = 64
    private let kept = Mutex<[ID<Round>: PublishedRanking]>([:])

    func ranking(of round: ID<Round>, make: () throws -> PublishedRanking) rethrows -> PublishedRanking {
        if let found = kept.withLock({ $0[round] }) { return found }
        let made = try make()
        kept.withLock { rankings in
            if rankings.count >= Self.most { rankings.removeAll() }
            rankings[round] = made
        }
        return made
    }
}
