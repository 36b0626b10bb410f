/// Two whole numbers, in units of 2⁻⁴⁰ point, between which an exact score lies.
///
/// Ranking ten thousand units by fractions with hundreds of digits would be slow, and nearly all of them differ in the
/// first digits. So scores are compared by these bounds, in whole numbers without any rounding error of their own, and
/// only where the bounds overlap is the exact fraction computed. The order is always the exact one.
struct Bounds: Hashable, Sendable {
    static let bits = 40

    var low: Int64
    var high: Int64

    static let zero = Bounds(low: 0, high: 0)

    init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }

    init(_ value: Rational) {
        if let (top, bottom) = value.small {
            if bottom == 1, abs(top) < 1 << 22 {
                self.init(low: Int64(top) << Self.bits, high: Int64(top) << Self.bits)
            } else if top >= 0, top < 1 << 23 {
                let (quotient, rest) = (top << Self.bits).quotientAndRemainder(dividingBy: bottom)
                self.init(low: Int64(quotient), high: Int64(quotient) + (rest == 0 ? 0 : 1))
            } else {
                self.init(Self.divide(Int128(top) << Self.bits, by: Int128(bottom)))
            }
        } else {
            let (top, bottom) = value.parts
            let (quotient, rest) = top.shiftedLeft(by: Self.bits).quotientAndRemainder(dividingBy: bottom)
            let whole = Int64(quotient.small ?? 0)
            self.init(
                low: rest.isNegative ? whole - 1 : whole, high: rest.isZero || rest.isNegative ? whole : whole + 1)
        }
    }

    private init(_ pair: (low: Int128, high: Int128)) {
        self.init(low: Int64(clamping: pair.low), high: Int64(clamping: pair.high))
    }

    private static func divide(_ top: Int128, by bottom: Int128) -> (low: Int128, high: Int128) {
        let (quotient, rest) = top.quotientAndRemainder(dividingBy: bottom)
        if rest == 0 { return (quotient, quotient) }
        return rest < 0 ? (quotient - 1, quotient) : (quotient, quotient + 1)
    }

    /// Whether it is one number: the score itself.
    var isExact: Bool { low == high }

    static func + (lhs: Bounds, rhs: Bounds) -> Bounds {
        Bounds(low: lhs.low &+ rhs.low, high: lhs.high &+ rhs.high)
    }

    static func += (lhs: inout Bounds, rhs: Bounds) {
        lhs = lhs + rhs
    }

    /// The bounds of the score times a factor that is not negative; nil if the factor is too long for this.
    func scaled(by factor: Rational) -> Bounds? {
        guard let (top, bottom) = factor.small, top < 1 << 40, bottom < 1 << 40 else { return nil }
        if top == bottom { return self }
        return Bounds(
            low: Int64(clamping: Self.divide(Int128(low) * Int128(top), by: Int128(bottom)).low),
            high: Int64(clamping: Self.divide(Int128(high) * Int128(top), by: Int128(bottom)).high))
    }

    /// Whether the exact score is at least `cut`; nil if the bounds do not tell.
    func reaches(_ cut: Bounds) -> Bool? {
        if low >= cut.high { return true }
        return high < cut.low ? false : nil
    }
}

/// Puts scores into their exact order.
enum ExactOrder {
    /// Classes of equal scores, the highest first. `exact` is asked only where bounds overlap.
    static func descending(_ units: [Int], _ bounds: (Int) -> Bounds, exact: (Int) -> Rational) -> [[Int]] {
        var keyed = units.map { (unit: $0, bounds: bounds($0)) }
        keyed.sort { $0.bounds.low != $1.bounds.low ? $0.bounds.low > $1.bounds.low : $0.unit < $1.unit }
        var classes: [[Int]] = []
        var start = 0
        while start < keyed.count {
            var end = start + 1
            var lowest = keyed[start].bounds.low
            while end < keyed.count, keyed[end].bounds.high >= lowest {
                lowest = keyed[end].bounds.low
                end += 1
            }
            classes += split(Array(keyed[start..<end]), exact)
            start = end
        }
        return classes
    }

    private static func split(
        _ cluster: [(unit: Int, bounds: Bounds)], _ exact: (Int) -> Rational
    ) -> [[Int]] {
        let first = cluster[0].bounds
        if cluster.count == 1 || cluster.allSatisfy({ $0.bounds.isExact && $0.bounds == first }) {
            return [cluster.map(\.unit)]
        }
        let scored: [(unit: Int, score: Rational)] = cluster.map { ($0.unit, exact($0.unit)) }
        let scores = scored.sorted { one, other in
            one.score == other.score ? one.unit < other.unit : one.score > other.score
        }
        var classes: [[Int]] = []
        var last: Rational?
        for (unit, score) in scores {
            if score == last { classes[classes.count - 1].append(unit) } else { classes.append([unit]) }
            last = score
        }
        return classes
    }
}
