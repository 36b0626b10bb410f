import EvaluationEngine

/// Which assumption the result depends on (chỉ số Sobol): first-order and total share of the variance.
public struct SobolIndices: Sendable {
    /// An estimate with the interval in which 90 % of bootstrap estimates lie. It is shown as it is, also outside 0…1.
    public struct Estimate: Hashable, Sendable {
        public let value: Double
        public let low: Double
        public let high: Double

        /// A larger sample is wanted.
        public var isOutside: Bool { value < 0 || value > 1 }
    }

    public let first: [Estimate]
    public let total: [Estimate]
    public let variance: Double
    public let runs: Int

    /// N(d + 2) runs of a model over the unit cube.
    public init(
        dimensions: Int, samples: Int, seed: UInt64, bootstrap: Int = 200, threads: Int? = nil,
        model: @Sendable @escaping ([Double]) -> Double
    ) {
        let points = SamplePoints(dimensions: 2 * dimensions, seed: seed)
        let rows = Parallel.map(samples, threads: threads) { Self.outcomes(points.point($0), dimensions, model) }
        let estimate = SobolEstimate(rows: rows, dimensions: dimensions)
        let central = estimate.indices(Array(rows.indices))
        let resamples = Parallel.map(bootstrap, threads: threads) { draw in
            var generator = SeededRandom(seed: seed &+ 1, draw: draw)
            return estimate.indices(rows.indices.map { _ in generator.index(below: rows.count) })
        }
        func interval(_ value: Double, _ of: (SobolEstimate.Result) -> Double) -> Estimate {
            let sorted = resamples.map(of).sorted()
            guard !sorted.isEmpty else { return Estimate(value: value, low: value, high: value) }
            return Estimate(
                value: value, low: Moments.nearestRank(sorted, 0.05), high: Moments.nearestRank(sorted, 0.95))
        }
        first = (0..<dimensions).map { one in interval(central.first[one]) { $0.first[one] } }
        total = (0..<dimensions).map { one in interval(central.total[one]) { $0.total[one] } }
        variance = central.variance
        runs = samples * (dimensions + 2)
    }
}

extension SobolIndices {
    /// The model at A, at B, and at A with each coordinate of B in turn.
    private static func outcomes(
        _ point: [Double], _ dimensions: Int, _ model: ([Double]) -> Double
    ) -> [Double] {
        let (a, b) = (Array(point[..<dimensions]), Array(point[dimensions...]))
        return [model(a), model(b)]
            + (0..<dimensions).map { variable in
                var mixed = a
                mixed[variable] = b[variable]
                return model(mixed)
            }
    }
}

/// The estimators over a choice of rows.
private struct SobolEstimate: Sendable {
    struct Result: Sendable {
        let first: [Double]
        let total: [Double]
        let variance: Double
    }

    let rows: [[Double]]
    let dimensions: Int

    func indices(_ chosen: [Int]) -> Result {
        let n = Double(chosen.count)
        var sum = 0.0
        for row in chosen { sum += rows[row][0] + rows[row][1] }
        let mean = sum / (2 * n)
        var squares = 0.0
        for row in chosen {
            let (a, b) = (rows[row][0] - mean, rows[row][1] - mean)
            squares += a * a + b * b
        }
        let variance = squares / (2 * n - 1)
        guard variance > 0 else {
            let none = Array(repeating: 0.0, count: dimensions)
            return Result(first: none, total: none, variance: 0)
        }
        var first: [Double] = []
        var total: [Double] = []
        for variable in 0..<dimensions {
            var near = 0.0
            var far = 0.0
            for row in chosen {
                let (a, b, mixed) = (rows[row][0], rows[row][1], rows[row][2 + variable])
                near += (b - mixed) * (b - mixed)
                far += (a - mixed) * (a - mixed)
            }
            first.append(1 - near / (2 * n * variance))
            total.append(far / (2 * n * variance))
        }
        return Result(first: first, total: total, variance: variance)
    }
}

/// Points that fill the unit cube evenly: Sobol's sequence with the direction numbers of Joe and Kuo (2008), shifted by
/// the seed; beyond twenty dimensions plain random points.
struct SamplePoints: Sendable {
    private let directions: [[UInt32]]
    private let shifts: [UInt32]
    private let seed: UInt64
    private let dimensions: Int

    /// Degree, coefficients and initial numbers of the primitive polynomials for dimensions 2…20.
    private static let polynomials: [(degree: Int, coefficients: UInt32, initial: [UInt32])] = [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]),
        (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]),
        (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]),
        (6, 13, [1, 1, 1, 15, 21, 21]),
        (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
        (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]),
    ]

    init(dimensions: Int, seed: UInt64) {
        self.dimensions = dimensions
        self.seed = seed
        var generator = SeededRandom(seed: seed, draw: 0)
        shifts = (0..<dimensions).map { _ in UInt32(truncatingIfNeeded: generator.next() >> 32) }
        directions = dimensions > Self.polynomials.count + 1 ? [] : (0..<dimensions).map(Self.numbers)
    }

    private static func numbers(_ dimension: Int) -> [UInt32] {
        guard dimension > 0 else { return (0..<32).map { 1 << (31 - UInt32($0)) } }
        let (degree, coefficients, initial) = polynomials[dimension - 1]
        var numbers = initial.enumerated().map { $1 << (31 - UInt32($0)) }
        for index in degree..<32 {
            var next = numbers[index - degree] ^ (numbers[index - degree] >> UInt32(degree))
            for k in 1..<max(degree, 1) where (coefficients >> UInt32(degree - 1 - k)) & 1 == 1 {
                next ^= numbers[index - k]
            }
            numbers.append(next)
        }
        return numbers
    }

    /// Each point for itself, from the Gray code of its number.
    func point(_ index: Int) -> [Double] {
        guard !directions.isEmpty else {
            var generator = SeededRandom(seed: seed, draw: index + 1)
            return (0..<dimensions).map { _ in generator.unit() }
        }
        let gray = UInt32(truncatingIfNeeded: index ^ (index >> 1))
        return zip(directions, shifts).map { numbers, shift in
            var bits = shift
            for place in 0..<32 where gray >> UInt32(place) & 1 == 1 { bits ^= numbers[place] }
            return Double(bits) * 0x1p-32
        }
    }
}
