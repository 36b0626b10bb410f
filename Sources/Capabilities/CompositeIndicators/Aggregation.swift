import Foundation

/// Turns several indicators into one (tổng hợp). Missing values are left out and the other weights re-based.
public enum Aggregation: Hashable, Sendable {
    case arithmetic
    case geometric
    case harmonic
    case power(Double)
    /// Pairwise majorities.
    case copeland
    /// Mazziotta–Pareto: the mean, corrected for imbalance between the indicators.
    case mazziottaPareto(Imbalance)
    /// The same on goalposts: values are already on the adjusted scale.
    case adjustedMazziottaPareto(Imbalance)
    /// Between the mean and the worst indicator.
    case meanMin(alpha: Double, beta: Double)
    /// Distance from the best values; lower is better.
    case wroclaw

    /// What imbalance does to a unit, named by its effect.
    public enum Imbalance: String, CaseIterable, Sendable {
        case punished
        case rewarded
    }

    /// One value for each unit. `minimumShare` of its weights must be there, else it is missing.
    public func applied(
        to columns: [Column], weights: [Double], minimumShare: Double = 0
    ) throws(StatisticsProblem) -> Column {
        guard let units = columns.first?.indices else { return [] }
        guard weights.count == columns.count, weights.allSatisfy({ $0.isFinite }) else {
            throw StatisticsProblem("thiếu trọng số", en: "a weight is missing")
        }
        switch self {
        case .copeland: return Copeland.scores(columns, weights: weights)
        case .wroclaw: return try Self.wroclaw(columns)
        case .mazziottaPareto(let imbalance):
            let scaled = try columns.map { (column) throws(StatisticsProblem) in try Self.standardised(column) }
            return units.map { unit in Self.mazziottaPareto(scaled.compactMap { $0[unit] }, imbalance, sample: true) }
        case .meanMin(let alpha, let beta):
            let scaled = try columns.map { (column) throws(StatisticsProblem) in try Self.standardised(column) }
            return units.map { unit in Self.meanMin(scaled.compactMap { $0[unit] }, alpha, beta) }
        case .adjustedMazziottaPareto(let imbalance):
            return units.map { unit in Self.mazziottaPareto(columns.compactMap { $0[unit] }, imbalance, sample: false) }
        case .arithmetic, .geometric, .harmonic, .power:
            let total = weights.reduce(0, +)
            var result: Column = []
            result.reserveCapacity(units.count)
            for unit in units { result.append(try mean(columns, weights, unit, total * minimumShare)) }
            return result
        }
    }

    private func mean(
        _ columns: [Column], _ weights: [Double], _ unit: Int, _ needed: Double
    ) throws(StatisticsProblem) -> Double? {
        var sum = 0.0
        var present = 0.0
        for (column, weight) in zip(columns, weights) where weight != 0 {
            guard let value = column[unit] else { continue }
            present += weight
            sum += weight * (try inner(value))
        }
        guard present != 0, present >= needed - 1e-12 else { return nil }
        return outer(sum, present)
    }

    private func inner(_ value: Double) throws(StatisticsProblem) -> Double {
        switch self {
        case .geometric:
            guard value > 0 else {
                throw StatisticsProblem(
                    "trung bình nhân cần giá trị dương, gặp \(value)",
                    en: "a geometric mean needs positive values, found \(value)")
            }
            return log(value)
        case .harmonic:
            guard value != 0 else {
                throw StatisticsProblem("trung bình điều hòa gặp giá trị 0", en: "a harmonic mean met the value 0")
            }
            return 1 / value
        case .power(let p):
            guard p == 0 || value > 0 || (value == 0 && p > 0) else {
                throw StatisticsProblem(
                    "trung bình lũy thừa cần giá trị dương, gặp \(value)",
                    en: "a power mean needs positive values, found \(value)")
            }
            if p == 0 { return try Self.geometric.inner(value) }
            return pow(value, p)
        default: return value
        }
    }

    private func outer(_ sum: Double, _ weight: Double) -> Double {
        switch self {
        case .geometric, .power(0): exp(sum / weight)
        case .harmonic: weight / sum
        case .power(let p): pow(sum / weight, 1 / p)
        default: sum / weight
        }
    }

    /// Mean 100, deviation 10 over the units of this column.
    private static func standardised(_ column: Column) throws(StatisticsProblem) -> Column {
        let (scaled, isConstant) = try Normalisation.zScore(mean: 100, deviation: 10, population: false)
            .applied(to: column)
        return isConstant ? column.mapValues { _ in 100 } : scaled
    }

    private static func mazziottaPareto(_ values: [Double], _ imbalance: Imbalance, sample: Bool) -> Double? {
        guard values.count > 1 else { return values.first }
        let mean = Moments.mean(values)
        guard mean != 0 else { return nil }
        let deviation = Moments.deviation(values, population: !sample)
        let penalty = deviation * deviation / mean
        return imbalance == .punished ? mean - penalty : mean + penalty
    }

    private static func meanMin(_ values: [Double], _ alpha: Double, _ beta: Double) -> Double? {
        guard let least = values.min() else { return nil }
        let mean = Moments.mean(values)
        let distance = mean - least
        return mean - alpha * ((distance * distance + beta * beta).squareRoot() - beta)
    }

    private static func wroclaw(_ columns: [Column]) throws(StatisticsProblem) -> Column {
        let best = columns.map { $0.present.max() }
        let distances: Column = columns[0].indices.map { unit in
            var sum = 0.0
            for (column, best) in zip(columns, best) {
                guard let value = column[unit], let best else { return nil }
                sum += (value - best) * (value - best)
            }
            return sum.squareRoot()
        }
        let known = distances.present
        guard known.count > 1 else { return distances.mapValues { _ in 0 } }
        let whole = Moments.mean(known) + 2 * Moments.deviation(known)
        guard whole > 0 else { return distances.mapValues { _ in 0 } }
        return distances.mapValues { $0 / whole }
    }
}

/// Pairwise majorities (so sánh từng cặp): a unit gains a point for each unit it beats on more than half of the weight.
public enum Copeland {
    /// Wins minus defeats of every unit. Weights are re-based for each pair over the criteria that both have, so that a
    /// missing value favours nobody.
    public static func scores(_ columns: [Column], weights: [Double]) -> Column {
        let count = columns.first?.count ?? 0
        var scores = [Double](repeating: 0, count: count)
        let rows = (0..<count).map { unit in columns.map { $0[unit] ?? .nan } }
        for first in 0..<count {
            for second in 0..<first {
                var balance = 0.0
                for (index, weight) in weights.enumerated() {
                    let (a, b) = (rows[first][index], rows[second][index])
                    if a > b { balance += weight } else if a < b { balance -= weight }
                }
                if abs(balance) < 1e-12 { continue }
                scores[first] += balance > 0 ? 1 : -1
                scores[second] -= balance > 0 ? 1 : -1
            }
        }
        let answers = rows.map { row in row.contains { !$0.isNaN } }
        return zip(scores, answers).map { $1 ? $0 : nil }
    }
}
