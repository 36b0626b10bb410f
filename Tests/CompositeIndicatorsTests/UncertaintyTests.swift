import Essentials
import EvaluationEngine
import Foundation
import Testing

@testable import CompositeIndicators

@Suite struct UncertaintyTests {
    private static let meta = """
        iCode,iName,Type,Direction,Weight,Level,Parent
        x,X,Indicator,1,0.5,1,T
        y,Y,Indicator,1,0.5,1,T
        T,Total,Aggregate,1,1,2,NA

        """

    private static func twoUnits() throws -> (IndexMeta, IndexData, CompositeMethod) {
        let meta = try IndexMeta(csv: meta)
        let data = try IndexData(csv: "uCode,uName,x,y\nA,A,1,0\nB,B,0,1.1\n", meta: meta)
        var method = CompositeMethod()
        method.normalise = .none
        return (meta, data, method)
    }

    @Test func `V21 the probability of the first rank is the exact one within three standard errors`() throws {
        let (meta, data, method) = try Self.twoUnits()
        let result = try RankProbability(meta, data, method, [.weightNoise(0.25)], draws: 20_000, seed: 1)
        let found = result.probability(0, rank: 1)
        #expect(abs(found - 289.0 / 880) <= 3 * result.standardError(found))
        #expect(result.counts[0].reduce(0, +) == 20_000)
        #expect(result.tied(with: 0) == [1])
        #expect(result.rank(0, at: 0.5) == 2)
        #expect(result.rank(0, at: 0.05) == 1)
    }

    @Test func `V22 Sobol indices of the Ishigami function lie inside their intervals`() {
        let indices = SobolIndices(dimensions: 3, samples: 1024, seed: 1, model: Self.ishigami)
        let first = [0.31391, 0.44241, 0]
        let total = [0.55759, 0.44241, 0.24368]
        for variable in 0..<3 {
            #expect(indices.first[variable].low <= first[variable] && first[variable] <= indices.first[variable].high)
            #expect(indices.total[variable].low <= total[variable] && total[variable] <= indices.total[variable].high)
            #expect(abs(indices.first[variable].value - first[variable]) < 0.03)
            #expect(abs(indices.total[variable].value - total[variable]) < 0.005)
        }
        #expect(indices.runs == 5120)
    }

    @Sendable private static func ishigami(_ point: [Double]) -> Double {
        let x = point.map { .pi * (2 * $0 - 1) }
        return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
    }

    @Test func `V23 one thread and eight give the same bytes`() throws {
        let (meta, data, method) = try Self.twoUnits()
        let assumptions: [Assumption] = [
            .weightNoise(0.25), .normalisation([.none, .minMax(lower: 1, upper: 2)]),
            .aggregation([.arithmetic, .power(2)]), .leavingOut,
        ]
        let composite = try Composite(meta, data, method)
        let tables = try [1, 8].map { threads in
            try RankProbability(meta, data, method, assumptions, draws: 500, seed: 7, threads: threads).csv(composite)
                + Sensitivity(meta, data, method, assumptions, samples: 64, seed: 7, threads: threads).csv
        }
        #expect(tables[0] == tables[1])
        let other = try RankProbability(meta, data, method, assumptions, draws: 500, seed: 9).csv(composite)
        #expect(!tables[0].hasPrefix(other))
    }

    @Test func `an assumption that has no value is refused and not averaged away`() throws {
        let (meta, data, method) = try Self.twoUnits()
        #expect(throws: StatisticsProblem.self) {
            try Sensitivity(meta, data, method, [.aggregation([.arithmetic, .geometric])], samples: 16, seed: 1)
        }
    }

    @Test func `an estimate outside zero and one is shown and marked`() {
        #expect(SobolIndices.Estimate(value: 1.05, low: 0.9, high: 1.2).isOutside)
        #expect(SobolIndices.Estimate(value: -0.13, low: -0.2, high: 0).isOutside)
        #expect(!SobolIndices.Estimate(value: 0.5, low: 0.4, high: 0.6).isOutside)
    }
}
