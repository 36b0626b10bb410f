import EvaluationEngine

/// Which assumption moves the ranking: Sobol indices of the mean change of rank.
public struct Sensitivity: Sendable {
    public let assumptions: [Assumption]
    public let indices: SobolIndices
    public let seed: UInt64
    public let samples: Int

    /// `threads` changes the time it takes and nothing else.
    public init(
        _ meta: IndexMeta, _ data: IndexData, _ method: CompositeMethod, _ assumptions: [Assumption], samples: Int,
        seed: UInt64, threads: Int? = nil
    ) throws(StatisticsProblem) {
        let rebuilding = try Rebuilding(meta, data, method, assumptions)
        let nominal = try Composite(meta, data, method).ranks
        // A combination that has no value must be refused, not averaged away: every one is tried before.
        for point in Self.everyChoice(assumptions) { _ = try rebuilding.top(point, seed: seed) }
        self.assumptions = assumptions
        self.seed = seed
        self.samples = samples
        indices = SobolIndices(dimensions: assumptions.count, samples: samples, seed: seed, threads: threads) { point in
            guard let column = try? rebuilding.top(point, seed: seed) else { return 0 }
            var sum = 0.0
            var count = 0.0
            for (rank, before) in zip(Ranks.descending(column), nominal) {
                guard let rank, let before else { continue }
                sum += Double(abs(rank - before))
                count += 1
            }
            return count > 0 ? sum / count : 0
        }
    }

    /// A point in the middle of every combination.
    private static func everyChoice(_ assumptions: [Assumption]) -> [[Double]] {
        assumptions.reduce([[]]) { points, assumption in
            let count = choices(assumption)
            return points.flatMap { point in (0..<count).map { point + [(Double($0) + 0.5) / Double(count)] } }
        }
    }

    private static func choices(_ assumption: Assumption) -> Int {
        switch assumption {
        case .normalisation(let all): all.count
        case .aggregation(let all): all.count
        case .imputation(let all): all.count
        case .treatment(let all): all.count
        case .weightNoise, .leavingOut: 1
        }
    }

    /// `assumption,S,S_low,S_high,ST,ST_low,ST_high,note`.
    public var csv: String {
        var text = DelimitedLine.text(["assumption", "S", "S_low", "S_high", "ST", "ST_low", "ST_high", "note"])
        for (index, assumption) in assumptions.enumerated() {
            let (first, total) = (indices.first[index], indices.total[index])
            let figures = [first.value, first.low, first.high, total.value, total.low, total.high].map { "\($0)" }
            let note = first.isOutside || total.isOutside ? "outside 0-1: take more samples" : ""
            text += DelimitedLine.text([assumption.name] + figures + [note])
        }
        return text
    }
}
