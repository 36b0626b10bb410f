/// Something that could have been decided otherwise, and how (giả định).
public enum Assumption: Hashable, Sendable {
    /// w′ = w · (1 + U(−f, f)), re-based.
    case weightNoise(Double)
    case normalisation([Normalisation])
    case aggregation([Aggregation])
    case imputation([Imputation])
    case treatment([Treatment])
    /// One indicator is left out.
    case leavingOut

    public var name: String {
        switch self {
        case .weightNoise: "weights"
        case .normalisation: "normalisation"
        case .aggregation: "aggregation"
        case .imputation: "imputation"
        case .treatment: "treatment"
        case .leavingOut: "leave-one-out"
        }
    }
}

/// Rebuilds an index many times with other assumptions, quickly: what does not depend on a draw is made once.
struct Rebuilding: Sendable {
    let meta: IndexMeta
    private let method: CompositeMethod
    private let assumptions: [Assumption]
    /// Normalised indicators for every combination of imputation, treatment and normalisation.
    private let prepared: [[Int]: [String: Column]]
    private let weights: [String: Double]
    private let codes: [String]

    init(
        _ meta: IndexMeta, _ data: IndexData, _ method: CompositeMethod, _ assumptions: [Assumption]
    ) throws(StatisticsProblem) {
        self.meta = meta
        self.method = method
        self.assumptions = assumptions
        codes = (meta.indicators + meta.aggregates).map(\.code)
        let nominal = try Composite(meta, data, method)
        weights = nominal.weights
        var prepared: [[Int]: [String: Column]] = [:]
        for key in Self.keys(assumptions) {
            var changed = method
            if case .principalComponent = method.weights { changed.weights = .given }
            for (place, choice) in zip(Self.dataAssumptions(assumptions), key) {
                switch assumptions[place] {
                case .normalisation(let all): changed.normalise = all[choice]
                case .imputation(let all): changed.impute = all[choice]
                case .treatment(let all): changed.treat = all[choice]
                default: break
                }
            }
            changed.aggregate = .arithmetic
            prepared[key] = try Composite(meta, data, changed).values
        }
        self.prepared = prepared
    }

    private static func dataAssumptions(_ assumptions: [Assumption]) -> [Int] {
        assumptions.indices.filter { count(assumptions[$0], data: true) > 0 }
    }

    private static func count(_ assumption: Assumption, data: Bool) -> Int {
        switch assumption {
        case .normalisation(let all): all.count
        case .imputation(let all): all.count
        case .treatment(let all): all.count
        case .aggregation(let all): data ? 0 : all.count
        case .weightNoise, .leavingOut: 0
        }
    }

    private static func keys(_ assumptions: [Assumption]) -> [[Int]] {
        dataAssumptions(assumptions).reduce([[]]) { keys, place in
            keys.flatMap { key in (0..<count(assumptions[place], data: true)).map { key + [$0] } }
        }
    }

    /// The top aggregate for one point of the unit cube, a coordinate for each assumption.
    func top(_ point: [Double], seed: UInt64) throws(StatisticsProblem) -> Column {
        var changed = method
        var drawn = weights
        var key: [Int] = []
        for (assumption, u) in zip(assumptions, point) {
            switch assumption {
            case .aggregation(let all): changed.aggregate = all[Int(u * Double(all.count))]
            case .weightNoise(let size): disturb(&drawn, size, SeededRandom(seed: seed ^ u.bitPattern, draw: 0))
            case .leavingOut: drawn[meta.indicators[Int(u * Double(meta.indicators.count))].code] = 0
            case .normalisation, .imputation, .treatment:
                key.append(Int(u * Double(Self.count(assumption, data: true))))
            }
        }
        let values = try Composite.aggregated(meta, prepared[key] ?? [:], weights: drawn, changed)
        return meta.upwards.last.flatMap { values[$0.code] } ?? []
    }

    private func disturb(_ weights: inout [String: Double], _ size: Double, _ generator: SeededRandom) {
        var generator = generator
        for code in codes {
            let noise = 1 + size * (2 * generator.unit() - 1)
            weights[code] = (weights[code] ?? 1) * noise
        }
    }
}
