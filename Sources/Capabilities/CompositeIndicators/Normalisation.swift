import Essentials
import Foundation

/// Whether more is better.
public enum Direction: Int, Sendable {
    case higherIsBetter = 1
    case lowerIsBetter = -1
}

/// Brings indicators to one scale (chuẩn hóa), so that they can be added up.
public enum Normalisation: Hashable, Sendable {
    case none
    /// To [lower, upper].
    case minMax(lower: Double, upper: Double)
    /// To a mean and a standard deviation; `population` divides by n, as the UN E-Government index does.
    case zScore(mean: Double, deviation: Double, population: Bool)
    /// (x − from) / (to − from) · factor.
    case scaled(from: Double, to: Double, factor: Double)
    case distanceToMaximum
    /// From one unit, by its place.
    case distanceToReference(unit: Int, capped: Bool)
    case distanceToTarget(Double, capped: Bool)
    /// As the structure's column `Target` says for each indicator.
    case distanceToOwnTarget(capped: Bool)
    case fractionOfMaximum
    /// Ascending, equal values share the least.
    case rank
    case borda
    case percentileRank
    case goalposts(low: Double, high: Double, factor: Double)
    /// The scale of the adjusted Mazziotta–Pareto index: 70 at the goalpost, 60 for the whole range.
    case adjustedMazziottaPareto(goalpost: Double, minimum: Double, maximum: Double)

    /// What a column becomes in which all values are the same, where the method cannot say.
    public static let constant = 0.0

    /// A normalised column, and whether it had no spread and got the declared constant.
    public func applied(
        to column: Column, _ direction: Direction = .higherIsBetter
    ) throws(StatisticsProblem) -> (column: Column, isConstant: Bool) {
        let raw = column.present
        guard let first = raw.first else { return (column, false) }
        let isConstant = raw.allSatisfy { $0 == first }
        if isConstant && needsSpread { return (column.mapValues { _ in Self.constant }, true) }
        switch self {
        case .distanceToTarget(let target, let capped):
            return (try Self.toTarget(column, raw, target, capped, direction), isConstant)
        case .goalposts(let low, let high, let factor):
            return (try Self.posts(column, low, high, factor, direction), isConstant)
        case .adjustedMazziottaPareto(let goalpost, let minimum, let maximum):
            return (try Self.mazziottaPareto(column, goalpost, minimum, maximum, direction), isConstant)
        default:
            let signed = direction == .higherIsBetter ? column : column.mapValues { -$0 }
            return (try plain(signed, direction), isConstant)
        }
    }

    /// The method for one indicator of a structure.
    func resolved(target: Double?) throws(StatisticsProblem) -> Normalisation {
        guard case .distanceToOwnTarget(let capped) = self else { return self }
        guard let target else { throw StatisticsProblem("thiếu mục tiêu", en: "its target is missing") }
        return .distanceToTarget(target, capped: capped)
    }

    private var needsSpread: Bool {
        switch self {
        case .minMax, .zScore, .distanceToMaximum, .distanceToReference, .percentileRank: true
        default: false
        }
    }

    /// The methods for which "lower is better" is the same as the negative value.
    private func plain(_ column: Column, _ direction: Direction) throws(StatisticsProblem) -> Column {
        let values = column.present
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        switch self {
        case .minMax(let lower, let upper):
            return column.mapValues { ($0 - low) / (high - low) * (upper - lower) + lower }
        case .zScore(let mean, let deviation, let population):
            let (centre, spread) = (Moments.mean(values), Moments.deviation(values, population: population))
            return column.mapValues { ($0 - centre) / spread * deviation + mean }
        case .scaled(let from, let to, let factor):
            let sign = Double(direction.rawValue)
            guard from != to else { throw StatisticsProblem("hai mốc bằng nhau", en: "the two posts are the same") }
            return column.mapValues { ($0 - sign * from) / (sign * (to - from)) * factor }
        case .distanceToMaximum: return column.mapValues { 1 - (high - $0) / (high - low) }
        case .distanceToReference(let unit, let capped): return try Self.toReference(column, low, unit, capped)
        case .fractionOfMaximum:
            guard high != 0 else { throw StatisticsProblem("giá trị lớn nhất bằng 0", en: "the greatest value is 0") }
            return column.mapValues { $0 / high }
        case .rank: return Self.ranks(column)
        case .borda: return Self.ranks(column).mapValues { $0 - 1 }
        case .percentileRank: return Self.ranks(column).mapValues { ($0 - 1) / Double(values.count - 1) }
        default: return column
        }
    }

    private static func toReference(
        _ column: Column, _ low: Double, _ unit: Int, _ capped: Bool
    ) throws(StatisticsProblem) -> Column {
        guard column.indices.contains(unit), let reference = column[unit], reference != low else {
            throw StatisticsProblem(
                "đơn vị mốc không có giá trị hoặc có giá trị nhỏ nhất",
                en: "the unit of reference has no value, or the least one")
        }
        return column.mapValues { value in
            let distance = 1 - (reference - value) / (reference - low)
            return capped ? min(distance, 1) : distance
        }
    }

    private static func toTarget(
        _ column: Column, _ values: [Double], _ target: Double, _ capped: Bool, _ direction: Direction
    ) throws(StatisticsProblem) -> Column {
        let end = direction == .higherIsBetter ? values.min() ?? 0 : values.max() ?? 0
        guard target != end else {
            throw StatisticsProblem("mục tiêu trùng với giá trị kém nhất", en: "the target is the worst value itself")
        }
        return column.mapValues { value in
            let distance = (value - end) / (target - end)
            return capped ? min(distance, 1) : distance
        }
    }

    private static func posts(
        _ column: Column, _ low: Double, _ high: Double, _ factor: Double, _ direction: Direction
    ) throws(StatisticsProblem) -> Column {
        guard low != high else { throw StatisticsProblem("hai mốc bằng nhau", en: "the two posts are the same") }
        let (from, to) = direction == .higherIsBetter ? (low, high) : (high, low)
        return column.mapValues { min(max(($0 - from) / (to - from), 0), 1) * factor }
    }

    private static func mazziottaPareto(
        _ column: Column, _ goalpost: Double, _ minimum: Double, _ maximum: Double, _ direction: Direction
    ) throws(StatisticsProblem) -> Column {
        let delta = (maximum - minimum) / 2
        guard delta > 0 else { throw StatisticsProblem("khoảng giá trị rỗng", en: "the range is empty") }
        return column.mapValues { value in
            direction == .higherIsBetter
                ? (value - (goalpost - delta)) / (2 * delta) * 60 + 70
                : ((goalpost + delta) - value) / (2 * delta) * 60 + 70
        }
    }

    /// Ascending ranks; equal values share the least.
    static func ranks(_ column: Column) -> Column {
        let sorted = column.present.sorted()
        return column.mapValues { value in
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < value { low = middle + 1 } else { high = middle }
            }
            return Double(low + 1)
        }
    }
}
