import EvaluationEngine

/// How sure each rank is when assumptions vary (độ chắc chắn của thứ hạng). Beside the legal rank, never instead of it.
public struct RankProbability: Sendable {
    public let draws: Int
    public let seed: UInt64
    /// By unit, then by rank − 1: how many draws.
    public let counts: [[Int]]
    /// By unit, then by unit: in how many draws the first stood above the second.
    public let above: [[Int]]

    /// `threads` changes the time it takes and nothing else.
    public init(
        _ meta: IndexMeta, _ data: IndexData, _ method: CompositeMethod, _ assumptions: [Assumption], draws: Int,
        seed: UInt64, threads: Int? = nil
    ) throws(StatisticsProblem) {
        let rebuilding = try Rebuilding(meta, data, method, assumptions)
        let units = data.codes.count
        let runs = Parallel.map(draws, threads: threads) { draw -> Result<Column, StatisticsProblem> in
            var generator = SeededRandom(seed: seed, draw: draw)
            let point = assumptions.map { _ in generator.unit() }
            let noise = generator.next()
            return Result { () throws(StatisticsProblem) in try rebuilding.top(point, seed: noise) }
        }
        var counts = Array(repeating: Array(repeating: 0, count: units), count: units)
        var above = counts
        for run in runs {
            let column = try run.get()
            for (unit, rank) in Ranks.descending(column).enumerated() { if let rank { counts[unit][rank - 1] += 1 } }
            for (first, a) in column.enumerated() {
                guard let a else { continue }
                for (second, b) in column.enumerated() where b.map({ a > $0 }) ?? false { above[first][second] += 1 }
            }
        }
        self.draws = draws
        self.seed = seed
        self.counts = counts
        self.above = above
    }

    /// P(unit at rank).
    public func probability(_ unit: Int, rank: Int) -> Double { Double(counts[unit][rank - 1]) / Double(draws) }

    /// √(p(1−p)/N).
    public func standardError(_ probability: Double) -> Double {
        (probability * (1 - probability) / Double(draws)).squareRoot()
    }

    /// The rank at a share of the draws, nearest rank; nil for a unit that never had one.
    public func rank(_ unit: Int, at share: Double) -> Int? {
        let all = counts[unit].reduce(0, +)
        guard all > 0 else { return nil }
        let wanted = min(max(Int((share * Double(all)).rounded(.up)), 1), all)
        var sum = 0
        for (index, count) in counts[unit].enumerated() {
            sum += count
            if sum >= wanted { return index + 1 }
        }
        return nil
    }

    /// Units that this one cannot be told from: 0,05 < P(above) < 0,95.
    public func tied(with unit: Int) -> [Int] {
        counts.indices.filter { other in
            guard other != unit else { return false }
            let share = Double(above[unit][other]) / Double(draws)
            return share > 0.05 && share < 0.95
        }
    }

    /// `uCode,uName,rank,…`: nominal rank, median, 5th and 95th percentile, then the probability of each rank.
    public func csv(_ composite: Composite) -> String {
        let units = composite.data.codes.indices
        var text = DelimitedLine.text(
            ["uCode", "uName", "rank", "median", "p5", "p95", "se", "tied"] + units.map { "P\($0 + 1)" })
        let nominal = composite.ranks
        for unit in units {
            let own = nominal[unit].map { probability(unit, rank: $0) } ?? 0
            let tied = tied(with: unit).map { composite.data.codes[$0] }.joined(separator: " ")
            let figures = [nominal[unit], rank(unit, at: 0.5), rank(unit, at: 0.05), rank(unit, at: 0.95)]
            text += DelimitedLine.text(
                [composite.data.codes[unit], composite.data.names[unit]] + figures.map { $0.map(String.init) ?? "NA" }
                    + ["\(standardError(own))", tied] + units.map { "\(probability(unit, rank: $0 + 1))" })
        }
        return text
    }
}
