import Foundation

/// Where the weights of a group come from (trọng số).
public enum Weighting: Hashable, Sendable {
    /// By law, or by the experts' budget: what the table says.
    case given
    case equal
    /// By the first principal component. A negative loading would turn an indicator round, so it is refused unless that
    /// is asked for.
    case principalComponent(Form, allowingNegative: Bool)

    /// How loadings become weights.
    public enum Form: String, CaseIterable, Sendable {
        /// v / Σv.
        case plain
        /// v².
        case squared
        /// |v| / Σ|v|.
        case absolute
    }
}

/// The first principal component of a group of indicators.
public struct PrincipalComponent: Hashable, Sendable {
    /// Of length one; the sum is not negative.
    public let loadings: [Double]
    /// λ₁ / p.
    public let explained: Double

    /// From the correlations over units that have all of the values.
    public init(_ columns: [Column]) throws(StatisticsProblem) {
        let units = columns.first.map { Array($0.indices) } ?? []
        let complete = units.filter { unit in columns.allSatisfy { $0[unit] != nil } }
        guard complete.count >= 3 else {
            throw StatisticsProblem(
                "cần ít nhất ba đơn vị đủ số liệu", en: "at least three units with all values are needed")
        }
        let values = columns.map { column in complete.compactMap { column[$0] } }
        let correlations = try Self.correlations(values)
        let (value, vector) = Self.greatestEigenpair(correlations)
        loadings = Self.signed(vector)
        explained = value / Double(columns.count)
    }

    /// Weights that sum to one.
    public func weights(_ form: Weighting.Form, allowingNegative: Bool) throws(StatisticsProblem) -> [Double] {
        if !allowingNegative, let index = loadings.firstIndex(where: { $0 < -1e-12 }) {
            throw StatisticsProblem(
                "chỉ số thứ \(index + 1) có hệ số âm: trọng số này sẽ đảo chiều chỉ số",
                en: "indicator \(index + 1) has a negative loading: the weight would turn it round")
        }
        let raw: [Double] =
            switch form {
            case .plain: loadings
            case .squared: loadings.map { $0 * $0 }
            case .absolute: loadings.map(abs)
            }
        let sum = raw.reduce(0, +)
        guard abs(sum) > 1e-12 else {
            throw StatisticsProblem("tổng hệ số bằng 0", en: "the loadings sum to zero")
        }
        return raw.map { $0 / sum }
    }

    private static func correlations(_ values: [[Double]]) throws(StatisticsProblem) -> [[Double]] {
        let centred = values.map { column in
            let mean = Moments.mean(column)
            return column.map { $0 - mean }
        }
        let lengths = centred.map { column in column.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        guard lengths.allSatisfy({ $0 > 0 }) else {
            throw StatisticsProblem("một chỉ số không biến thiên", en: "an indicator has no spread")
        }
        return centred.indices.map { i in
            centred.indices.map { j in
                i == j ? 1 : zip(centred[i], centred[j]).reduce(0) { $0 + $1.0 * $1.1 } / (lengths[i] * lengths[j])
            }
        }
    }

    private static func signed(_ vector: [Double]) -> [Double] {
        let sum = vector.reduce(0, +)
        if abs(sum) > 1e-9 { return sum < 0 ? vector.map { -$0 } : vector }
        let greatest = vector.map(abs).max() ?? 0
        let leading = vector.first { abs($0) >= greatest - 1e-12 } ?? 0
        return leading < 0 ? vector.map { -$0 } : vector
    }

    /// Jacobi's rotations: slow for large matrices, exact to the last digit for the small ones here.
    private static func greatestEigenpair(_ matrix: [[Double]]) -> (Double, [Double]) {
        var a = matrix
        let n = a.count
        var vectors = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0.0 } }
        for _ in 0..<100 {
            var off = 0.0
            for p in 0..<n { for q in 0..<n where q > p { off += a[p][q] * a[p][q] } }
            if off < 1e-30 { break }
            for p in 0..<n { for q in 0..<n where q > p && a[p][q] != 0 { rotate(&a, &vectors, p, q) } }
        }
        let best = (0..<n).max { a[$0][$0] < a[$1][$1] } ?? 0
        return (a[best][best], vectors.map { $0[best] })
    }

    private static func rotate(_ a: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in a.indices {
            let (kp, kq) = (a[k][p], a[k][q])
            a[k][p] = c * kp - s * kq
            a[k][q] = s * kp + c * kq
        }
        for k in a.indices {
            let (pk, qk) = (a[p][k], a[q][k])
            a[p][k] = c * pk - s * qk
            a[q][k] = s * pk + c * qk
        }
        for k in a.indices {
            let (kp, kq) = (vectors[k][p], vectors[k][q])
            vectors[k][p] = c * kp - s * kq
            vectors[k][q] = s * kp + c * kq
        }
    }
}
