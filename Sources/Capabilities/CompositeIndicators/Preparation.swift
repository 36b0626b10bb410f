import Foundation

/// What is put in place of a value that is missing (gán giá trị khuyết). Imputed cells are flagged everywhere.
public enum Imputation: Hashable, Sendable {
    case none
    case mean
    case median
    /// Within the unit's group; a group without any value stays missing.
    case groupMean(String)
    case groupMedian(String)

    /// The column without gaps as far as the method goes. `groups` is each unit's group, where one is asked for.
    public func applied(to column: Column, groups: [String]? = nil) -> Column {
        switch self {
        case .none: return column
        case .mean: return Self.fill(column, Moments.mean)
        case .median: return Self.fill(column, Moments.median)
        case .groupMean: return Self.fill(column, groups ?? [], Moments.mean)
        case .groupMedian: return Self.fill(column, groups ?? [], Moments.median)
        }
    }

    /// The column of the data that holds the groups.
    public var groupColumn: String? {
        switch self {
        case .groupMean(let name), .groupMedian(let name): name
        case .none, .mean, .median: nil
        }
    }

    private static func fill(_ column: Column, _ statistic: ([Double]) -> Double) -> Column {
        let values = column.present
        guard !values.isEmpty else { return column }
        let filling = statistic(values)
        return column.map { $0 ?? filling }
    }

    private static func fill(_ column: Column, _ groups: [String], _ statistic: ([Double]) -> Double) -> Column {
        guard groups.count == column.count else { return column }
        var members: [String: [Double]] = [:]
        for (group, value) in zip(groups, column) { if let value { members[group, default: []].append(value) } }
        let filling = members.mapValues(statistic)
        return zip(column, groups).map { $0 ?? filling[$1] }
    }
}

/// What is put in place of a missing year of one unit.
public enum PanelImputation: Sendable {
    /// The last value before it.
    case last
    /// On the line between its neighbours; nothing beyond the ends.
    case linear

    /// A unit's years in order, equally far apart.
    public func applied(to years: Column) -> Column {
        years.indices.map { year in
            if let value = years[year] { return value }
            guard let before = years[..<year].lastIndex(where: { $0 != nil }), let start = years[before] else {
                return nil
            }
            guard case .linear = self else { return start }
            guard let after = years[year...].firstIndex(where: { $0 != nil }), let end = years[after] else {
                return nil
            }
            return start + (end - start) * Double(year - before) / Double(after - before)
        }
    }
}

/// Brings in outliers (xử lý ngoại lai), on raw values, before any direction.
public enum Treatment: String, CaseIterable, Sendable {
    case none
    /// Winsorise up to five values; where that is not enough, logarithms of the original.
    case winsorLog = "winsor-log"
    /// ln((max − 1)(x − min)/(max − min) + 1) of whatever does not pass.
    case giiLog = "gii-log"

    /// What was done to a column.
    public enum Outcome: Hashable, Sendable {
        case untouched
        /// How many values were brought in.
        case winsorised(Int)
        case logged
        /// Nothing helped; the values are as they were.
        case failed
    }

    /// |G₁| < 2 or G₂ < 3,5; too few values to judge pass.
    public static func passes(_ column: Column) -> Bool {
        let values = column.present
        guard let skew = Moments.skew(values), let kurtosis = Moments.kurtosis(values) else { return true }
        return abs(skew) < 2 || kurtosis < 3.5
    }

    /// The treated column and what was done.
    public func applied(to column: Column) -> (column: Column, outcome: Outcome) {
        guard self != .none, !Self.passes(column) else { return (column, .untouched) }
        if self == .giiLog { return (Self.giiLogarithm(column), .logged) }
        if let (winsorised, count) = Self.winsorised(column) { return (winsorised, .winsorised(count)) }
        let logged = Self.logarithm(column)
        return Self.passes(logged) ? (logged, .logged) : (column, .failed)
    }

    private static func winsorised(_ column: Column, limit: Int = 5) -> (Column, Int)? {
        var current = column
        var treated: Set<Int> = []
        while !passes(current) {
            guard let skew = Moments.skew(current.present) else { return nil }
            let values = Set(current.present).sorted()
            guard values.count > 2 else { return nil }
            let (end, inner) = skew >= 0 ? (values[values.count - 1], values[values.count - 2]) : (values[0], values[1])
            for unit in current.indices where current[unit] == end {
                current[unit] = inner
                treated.insert(unit)
            }
            if treated.count >= limit && !passes(current) { return nil }
        }
        return (current, treated.count)
    }

    static func logarithm(_ column: Column) -> Column {
        let values = column.present
        guard let low = values.min(), let high = values.max(), low < high else { return column }
        let margin = 0.01 * (high - low)
        let isNegative = (Moments.skew(values) ?? 0) < 0
        return column.mapValues { isNegative ? -log(high + margin - $0) : log($0 - low + margin) }
    }

    /// The form of the Global Innovation Index; the greatest value must be above 1.
    static func giiLogarithm(_ column: Column) -> Column {
        let values = column.present
        guard let low = values.min(), let high = values.max(), low < high, high > 1 else { return column }
        return column.mapValues { log((high - 1) * ($0 - low) / (high - low) + 1) }
    }
}
