import Essentials

/// How an index is built.
public struct CompositeMethod: Hashable, Sendable {
    public var impute = Imputation.none
    public var treat = Treatment.none
    public var normalise = Normalisation.minMax(lower: 0, upper: 100)
    public var weights = Weighting.given
    public var aggregate = Aggregation.arithmetic
    /// The share of its weight that an aggregate must have, else it is missing.
    public var minimumShare = 0.0

    public init() {}
}

/// A composite index with every step of its making.
public struct Composite: Sendable {
    /// A table after one step: columns by code, in the order of the structure.
    public struct Step: Sendable {
        public let name: String
        public let columns: [(code: String, values: Column)]
    }

    /// What somebody must know who reads the result.
    public struct Notice: Hashable, Sendable {
        public let code: String
        public let text: String
    }

    public let meta: IndexMeta
    public let data: IndexData
    public internal(set) var steps: [Step] = []
    public internal(set) var notices: [Notice] = []
    /// Cells that were imputed, by indicator.
    public internal(set) var imputed: [String: Set<Int>] = [:]
    /// Every indicator, normalised, and every aggregate.
    public internal(set) var values: [String: Column] = [:]
    /// Weights as they were used, by code.
    public internal(set) var weights: [String: Double] = [:]

    /// The aggregate at the top.
    public var top: Column { meta.upwards.last.flatMap { values[$0.code] } ?? [] }

    /// Builds it in COINr's order: denominate, impute, treat, normalise, aggregate.
    public init(_ meta: IndexMeta, _ data: IndexData, _ method: CompositeMethod) throws(StatisticsProblem) {
        self.meta = meta
        self.data = data
        var columns = meta.indicators.map { data.columns[$0.code] ?? [] }
        note("Raw", columns)
        if meta.indicators.contains(where: { $0.denominator != nil }) {
            columns = denominated(columns)
            note("Denominated", columns)
        }
        if method.impute != .none {
            columns = try filled(columns, method.impute)
            note("Imputed", columns)
        }
        if method.treat != .none {
            columns = treated(columns, method.treat)
            note("Treated", columns)
        }
        columns = try normalised(columns, method.normalise)
        note("Normalised", columns)
        for (item, column) in zip(meta.indicators, columns) { values[item.code] = column }
        weights = Self.weights(meta, method)
        values = try Self.aggregated(meta, values, weights: weights, method)
        if case .principalComponent = method.weights { try aggregateWithComponents(method) }
        steps.append(Step(name: "Aggregated", columns: meta.aggregates.map { ($0.code, values[$0.code] ?? []) }))
    }

    private mutating func note(_ name: String, _ columns: [Column]) {
        steps.append(Step(name: name, columns: zip(meta.indicators, columns).map { ($0.code, $1) }))
    }

    private func denominated(_ columns: [Column]) -> [Column] {
        zip(meta.indicators, columns).map { item, column in
            guard let code = item.denominator, let divisors = data.columns[code] else { return column }
            return zip(column, divisors).map { value, divisor in
                guard let value, let divisor, divisor != 0 else { return nil }
                return value / divisor
            }
        }
    }

    private mutating func filled(
        _ columns: [Column], _ imputation: Imputation
    ) throws(StatisticsProblem) -> [Column] {
        var groups: [String]?
        if let name = imputation.groupColumn {
            guard let found = data.groups[name] else {
                throw StatisticsProblem("không có cột nhóm '\(name)'", en: "there is no group column '\(name)'")
            }
            groups = found
        }
        return zip(meta.indicators, columns).map { item, column in
            let full = imputation.applied(to: column, groups: groups)
            imputed[item.code] = Set(column.indices.filter { column[$0] == nil && full[$0] != nil })
            return full
        }
    }

    private mutating func treated(_ columns: [Column], _ treatment: Treatment) -> [Column] {
        zip(meta.indicators, columns).map { item, column in
            let (result, outcome) = treatment.applied(to: column)
            switch outcome {
            case .untouched: break
            case .winsorised(let count): notices.append(Notice(code: item.code, text: "winsorised \(count) values"))
            case .logged: notices.append(Notice(code: item.code, text: "took logarithms"))
            case .failed: notices.append(Notice(code: item.code, text: "outliers remain; values left as they were"))
            }
            return result
        }
    }

    private mutating func normalised(
        _ columns: [Column], _ method: Normalisation
    ) throws(StatisticsProblem) -> [Column] {
        var results: [Column] = []
        for (item, column) in zip(meta.indicators, columns) {
            let (result, isConstant) = try method.resolved(target: item.target).applied(to: column, item.direction)
            if isConstant {
                notices.append(
                    Notice(code: item.code, text: "all values are the same; set to \(Normalisation.constant)"))
            }
            results.append(result)
        }
        return results
    }
}

extension Composite {
    static func weights(_ meta: IndexMeta, _ method: CompositeMethod) -> [String: Double] {
        let items = meta.indicators + meta.aggregates
        let given = Dictionary(items.map { ($0.code, $0.weight) }) { first, _ in first }
        return method.weights == .equal ? given.mapValues { _ in 1 } : given
    }

    /// Every aggregate from the lowest level up.
    static func aggregated(
        _ meta: IndexMeta, _ indicators: [String: Column], weights: [String: Double], _ method: CompositeMethod
    ) throws(StatisticsProblem) -> [String: Column] {
        var values = indicators
        for aggregate in meta.upwards {
            let children = meta.children(of: aggregate.code)
            do {
                values[aggregate.code] = try method.aggregate.applied(
                    to: children.map { values[$0.code] ?? [] }, weights: children.map { weights[$0.code] ?? 1 },
                    minimumShare: method.minimumShare)
            } catch {
                throw StatisticsProblem(
                    "\(aggregate.code): \(error.reason.vietnamese)", en: "\(aggregate.code): \(error.reason.english)")
            }
        }
        return values
    }

    /// Weights by principal components need the level below to be there first, and the equal-weight result is noted beside.
    private mutating func aggregateWithComponents(_ method: CompositeMethod) throws(StatisticsProblem) {
        guard case .principalComponent(let form, let allowing) = method.weights else { return }
        var plain = method
        plain.weights = .equal
        let equal = try Self.aggregated(meta, values, weights: Self.weights(meta, plain), plain)
        for aggregate in meta.upwards {
            let children = meta.children(of: aggregate.code)
            if children.count > 1 {
                let component = try PrincipalComponent(children.map { values[$0.code] ?? [] })
                let found = try component.weights(form, allowingNegative: allowing)
                for (child, weight) in zip(children, found) { weights[child.code] = weight }
                notices.append(Notice(code: aggregate.code, text: "first component explains \(component.explained)"))
            }
            values[aggregate.code] = try method.aggregate.applied(
                to: children.map { values[$0.code] ?? [] }, weights: children.map { weights[$0.code] ?? 1 },
                minimumShare: method.minimumShare)
        }
        steps.append(Step(name: "EqualWeights", columns: meta.aggregates.map { ($0.code, equal[$0.code] ?? []) }))
    }
}

extension Composite {
    /// `uCode,uName,` and a column for each aggregate. Numbers read back to the same double.
    public var csv: String {
        table(Step(name: "", columns: meta.aggregates.map { ($0.code, values[$0.code] ?? []) }))
    }

    /// A step's table in the same form.
    public func table(_ step: Step) -> String {
        var text = DelimitedLine.text(["uCode", "uName"] + step.columns.map(\.code))
        for unit in data.codes.indices {
            text += DelimitedLine.text(
                [data.codes[unit], data.names[unit]] + step.columns.map { $0.values[unit].map { "\($0)" } ?? "NA" })
        }
        return text
    }

    /// Competition ranks of the top aggregate, best first; nil where it is missing.
    public var ranks: [Int?] { Ranks.descending(top) }
}
