import Essentials
import Foundation
import Testing

@testable import CompositeIndicators

/// Whether two numbers agree to twelve digits.
func agrees(_ a: Double?, _ b: Double?, _ tolerance: Double = 1e-12) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= tolerance * max(1, abs(b))
}

@Suite struct StatisticsTests {
    @Test(arguments: ReferenceColumn.all.indices)
    func `V13 normalisation agrees with the reference to twelve digits`(index: Int) throws {
        let reference = ReferenceColumn.all[index]
        let (column, _) = try reference.method.applied(to: ReferenceColumn.raw, reference.direction)
        for (found, expected) in zip(column, reference.values) {
            #expect(agrees(found, expected), "\(reference.name): \(String(describing: found))")
        }
    }

    @Test(arguments: [true, false])
    func `V14 the choice of the deviation cancels out`(population: Bool) throws {
        let scores = try ReferenceIndex.inputs.map {
            try Normalisation.zScore(mean: 0, deviation: 1, population: population).applied(to: $0).column
        }
        let expected = population ? ReferenceIndex.populationScores : ReferenceIndex.sampleScores
        for (column, reference) in zip(scores, expected) {
            for (found, value) in zip(column, reference) { #expect(agrees(found, value)) }
        }
        let mean = try Aggregation.arithmetic.applied(to: scores, weights: [1, 1, 1, 1])
        let (index, _) = try Normalisation.minMax(lower: 0, upper: 1).applied(to: mean)
        for (found, value) in zip(index, ReferenceIndex.normalised) { #expect(agrees(found, value)) }
    }

    @Test func `V15 a power mean leaves out what is missing`() throws {
        let mean = try Aggregation.power(2).applied(to: [[1], [nil], [3]], weights: [1, 1, 1])
        #expect(agrees(mean[0], 5.0.squareRoot()))
    }

    @Test func `a power mean with exponent zero is geometric, and the harmonic and minimum-share rules hold`() throws {
        let columns: [Column] = [[2], [8]]
        #expect(agrees(try Aggregation.power(0).applied(to: columns, weights: [1, 1])[0], 4))
        #expect(agrees(try Aggregation.geometric.applied(to: columns, weights: [1, 1])[0], 4))
        #expect(agrees(try Aggregation.harmonic.applied(to: columns, weights: [1, 1])[0], 3.2))
        #expect(try Aggregation.arithmetic.applied(to: [[2], [nil]], weights: [1, 1], minimumShare: 0.6)[0] == nil)
        #expect(try Aggregation.arithmetic.applied(to: [[2], [nil]], weights: [1, 1], minimumShare: 0.5)[0] == 2)
    }

    @Test func `V16 a column without spread gets the declared value and is announced`() throws {
        for method in [
            Normalisation.minMax(lower: 0, upper: 100), .zScore(mean: 0, deviation: 1, population: false),
            .distanceToMaximum, .percentileRank,
        ] {
            let (column, isConstant) = try method.applied(to: [4, nil, 4])
            #expect(column == [Normalisation.constant, nil, Normalisation.constant])
            #expect(isConstant)
        }
    }

    @Test func `V16 a geometric mean of zero is an error and not a number`() {
        #expect(throws: StatisticsProblem.self) {
            try Aggregation.geometric.applied(to: [[0], [3]], weights: [1, 1])
        }
        #expect(throws: StatisticsProblem.self) {
            try Aggregation.harmonic.applied(to: [[0], [3]], weights: [1, 1])
        }
    }

    @Test func `V17 the innovation index's logarithm returns what it transformed`() {
        let column = Treatment.giiLogarithm([1, 5, 10])
        #expect(zip(column, [0, log(5.0), log(10.0)]).allSatisfy { agrees($0, $1) })
    }

    @Test func `outliers are winsorised, and what does not help is undone`() {
        let outlier: Column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]
        let (column, outcome) = Treatment.winsorLog.applied(to: outlier)
        #expect(outcome == .winsorised(1))
        #expect(column.last == 9)
        #expect(Treatment.winsorLog.applied(to: [1, 2, 3, 4]).outcome == .untouched)
        let many: Column = (0..<200).map { pow(1.1, Double($0)) }
        #expect(Treatment.winsorLog.applied(to: many).outcome == .logged)
        let hopeless: Column = (0..<60).map { pow(1.6, Double($0)) }
        #expect(Treatment.winsorLog.applied(to: hopeless).outcome == .failed)
        #expect(Treatment.winsorLog.applied(to: hopeless).column == hopeless)
    }

    @Test func `V18 a negative loading is refused unless it is asked for`() throws {
        let opposed: [Column] = [[2, -1, -1], [-1, -1, 2]]
        let component = try PrincipalComponent(opposed)
        #expect(agrees(component.loadings[0], 0.5.squareRoot()))
        #expect(agrees(component.loadings[1], -(0.5.squareRoot())))
        #expect(throws: StatisticsProblem.self) { try component.weights(.plain, allowingNegative: false) }
        #expect(try component.weights(.absolute, allowingNegative: true) == [0.5, 0.5])
    }

    @Test func `V18 the first component of two alike indicators weighs them equally`() throws {
        let half = try PrincipalComponent([[2, -1, -1], [1, 1, -2]])
        #expect(agrees(half.explained, 0.75))
        let weights = try half.weights(.plain, allowingNegative: false)
        #expect(agrees(weights[0], 0.5))
        #expect(agrees(weights[1], 0.5))
    }

    @Test func `V19 Copeland's circle has no winner until weights break it`() {
        let columns: [Column] = [[3, 2, 1], [1, 3, 2], [2, 1, 3]]
        #expect(Copeland.scores(columns, weights: [1, 1, 1]) == [0, 0, 0])
        #expect(Copeland.scores(columns, weights: [0.5, 0.3, 0.2]) == [1, 0, -1])
    }

    @Test func `V20 a missing value favours neither row`() {
        let first: [Column] = [[1, 2], [2, nil], [3, 1]]
        let second: [Column] = [[2, 1], [nil, 2], [1, 3]]
        #expect(Copeland.scores(first, weights: [1, 1, 1]) == [0, 0])
        #expect(Copeland.scores(second, weights: [1, 1, 1]) == [0, 0])
    }

    @Test func `imbalance is punished or rewarded, as its name says`() throws {
        let columns: [Column] = [[1, 2, 3], [3, 2, 1]]
        let punished = try Aggregation.mazziottaPareto(.punished).applied(to: columns, weights: [1, 1])
        let rewarded = try Aggregation.mazziottaPareto(.rewarded).applied(to: columns, weights: [1, 1])
        #expect(agrees(punished[1], 100))
        #expect(agrees(punished[0], 98))
        #expect(agrees(rewarded[0], 102))
        let adjusted = try Aggregation.adjustedMazziottaPareto(.punished).applied(to: columns, weights: [1, 1])
        #expect(agrees(adjusted[0], 2 - 0.5))
        let upwards = try Aggregation.adjustedMazziottaPareto(.rewarded).applied(to: columns, weights: [1, 1])
        #expect(agrees(upwards[0], 2 + 0.5))
    }

    @Test func `mean-min standardises by column`() throws {
        let columns: [Column] = [[1, 2, 3], [10, 30, 20]]
        let scores = try Aggregation.meanMin(alpha: 1, beta: 0).applied(to: columns, weights: [1, 1])
        #expect(zip(scores, [90, 100, 100]).allSatisfy { agrees($0, $1) })
    }

    @Test func `Wroclaw's distance is zero for a unit that is best in everything`() throws {
        let scores = try Aggregation.wroclaw.applied(to: [[3, 1], [3, 1]], weights: [1, 1])
        let distance = 8.0.squareRoot()
        #expect(scores[0] == 0)
        #expect(agrees(scores[1], distance / (distance / 2 + 2 * (distance / 2.0.squareRoot()))))
    }

    @Test func `gaps are filled by column, by group and over the years`() {
        let column: Column = [1, nil, 3, nil]
        #expect(Imputation.mean.applied(to: column) == [1, 2, 3, 2])
        #expect(Imputation.groupMean("g").applied(to: column, groups: ["a", "a", "b", "c"]) == [1, 1, 3, nil])
        #expect(PanelImputation.linear.applied(to: [nil, 2, nil, nil, 8]) == [nil, 2, 4, 6, 8])
        #expect(PanelImputation.last.applied(to: [nil, 2, nil]) == [nil, 2, 2])
    }
}
