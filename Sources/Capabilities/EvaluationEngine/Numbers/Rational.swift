/// An exact fraction: what a settled score is. 0,1 + 0,2 is 0,3, and three thirds are one.
///
/// Small fractions live in two machine words and are not kept in lowest terms, so that adding and multiplying them costs
/// little; what outgrows that goes on without limit. Equality, order and text never depend on how the number is kept.
public struct Rational: Sendable {
    private enum Storage: Sendable {
        /// The denominator is positive; neither is `Int.min`.
        case small(Int, Int)
        indirect case big(BigInteger, BigInteger)
    }

    private let storage: Storage

    /// A whole number.
    public init(_ value: Int) {
        storage = value == .min ? .big(BigInteger(value), .one) : .small(value, 1)
    }

    /// Nil if the denominator is zero.
    public init?(_ numerator: Int, over denominator: Int) {
        guard denominator != 0 else { return nil }
        self.init(BigInteger(numerator), BigInteger(denominator))
    }

    init(small numerator: Int, _ denominator: Int) {
        storage = .small(numerator, denominator)
    }

    /// Brings a fraction to lowest terms. The denominator is not zero.
    init(_ numerator: BigInteger, _ denominator: BigInteger) {
        let divisor = BigInteger.greatestCommonDivisor(numerator, denominator)
        let sign = denominator.isNegative ? -divisor : divisor
        let top = numerator.quotientAndRemainder(dividingBy: sign).quotient
        let bottom = denominator.quotientAndRemainder(dividingBy: sign).quotient
        self.init(unreduced: top, bottom)
    }

    private init(unreduced numerator: BigInteger, _ denominator: BigInteger) {
        if let top = numerator.small, let bottom = denominator.small {
            storage = .small(top, bottom)
        } else {
            storage = .big(numerator, denominator)
        }
    }

    public static let zero = Rational(0)
    public static let one = Rational(1)

    /// The same value in lowest terms.
    public var reduced: Rational {
        switch storage {
        case .small(let top, let bottom):
            let divisor = commonDivisor(abs(top), bottom)
            return divisor == 1 ? self : Rational(small: top / divisor, bottom / divisor)
        case .big(let top, let bottom): return Rational(top, bottom)
        }
    }

    /// Numerator and denominator as they are kept.
    var parts: (numerator: BigInteger, denominator: BigInteger) {
        switch storage {
        case .small(let top, let bottom): (BigInteger(top), BigInteger(bottom))
        case .big(let top, let bottom): (top, bottom)
        }
    }

    /// The two words of a small fraction, as they are kept.
    var small: (numerator: Int, denominator: Int)? {
        if case .small(let top, let bottom) = storage { return (top, bottom) }
        return nil
    }

    public var isZero: Bool {
        if case .small(let top, _) = storage { return top == 0 }
        return false
    }

    public var isNegative: Bool {
        switch storage {
        case .small(let top, _): top < 0
        case .big(let top, _): top.isNegative
        }
    }

    public var isWhole: Bool { reduced.parts.denominator == .one }
}

extension Rational {
    public static func + (lhs: Rational, rhs: Rational) -> Rational {
        guard case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage else {
            return bigSum(lhs, rhs)
        }
        if b == d {
            let (sum, over) = a.addingReportingOverflow(c)
            if !over, sum != .min { return Rational(small: sum, b) }
        } else if let sum = smallSum(a, b, c, d) {
            return sum
        }
        let (first, second) = (lhs.reduced, rhs.reduced)
        if case .small(let a, let b) = first.storage, case .small(let c, let d) = second.storage {
            let divisor = commonDivisor(b, d)
            if let sum = smallSum(a, b, c, d, divisor: divisor) { return sum }
        }
        return bigSum(first, second)
    }

    public static func - (lhs: Rational, rhs: Rational) -> Rational {
        lhs + (-rhs)
    }

    public static prefix func - (value: Rational) -> Rational {
        switch value.storage {
        case .small(let top, let bottom): Rational(small: -top, bottom)
        case .big(let top, let bottom): Rational(unreduced: -top, bottom)
        }
    }

    /// The exact product.
    public static func * (lhs: Rational, rhs: Rational) -> Rational {
        if let product = smallProduct(lhs, rhs) { return product }
        if let product = smallProduct(lhs.reduced, rhs.reduced) { return product }
        let (a, b) = lhs.parts
        let (c, d) = rhs.parts
        return Rational(a * c, b * d)
    }

    /// Nil if the divisor is zero.
    public func divided(by divisor: Rational) -> Rational? {
        switch divisor.storage {
        case .small(let top, let bottom):
            guard top != 0 else { return nil }
            return self * (top > 0 ? Rational(small: bottom, top) : Rational(small: -bottom, -top))
        case .big(let top, let bottom):
            let (a, b) = parts
            return Rational(a * bottom, b * top)
        }
    }

    public static func += (lhs: inout Rational, rhs: Rational) {
        lhs = lhs + rhs
    }

    private static func smallSum(_ a: Int, _ b: Int, _ c: Int, _ d: Int, divisor: Int = 1) -> Rational? {
        let (left, over) = a.multipliedReportingOverflow(by: d / divisor)
        let (right, again) = c.multipliedReportingOverflow(by: b / divisor)
        let (bottom, wide) = b.multipliedReportingOverflow(by: d / divisor)
        let (sum, beyond) = left.addingReportingOverflow(right)
        guard !over, !again, !wide, !beyond, sum != .min else { return nil }
        return Rational(small: sum, bottom)
    }

    private static func smallProduct(_ lhs: Rational, _ rhs: Rational) -> Rational? {
        guard case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage else { return nil }
        let (top, over) = a.multipliedReportingOverflow(by: c)
        let (bottom, again) = b.multipliedReportingOverflow(by: d)
        guard !over, !again, top != .min else { return nil }
        return Rational(small: top, bottom)
    }

    private static func bigSum(_ lhs: Rational, _ rhs: Rational) -> Rational {
        let (a, b) = lhs.parts
        let (c, d) = rhs.parts
        return b == d
            ? Rational(unreduced: a + c, b) : Rational(unreduced: a * d + c * b, b * d)
    }

    /// The sum of many fractions, added in pairs: one after the other, the long denominators would be carried all the way.
    public static func sum(_ terms: some Collection<Rational>) -> Rational {
        var level = Array(terms)
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { index in
                index + 1 < level.count ? level[index] + level[index + 1] : level[index]
            }
        }
        return level.first ?? .zero
    }
}

extension Rational: Comparable, Hashable {
    public static func == (lhs: Rational, rhs: Rational) -> Bool {
        order(lhs, rhs) == 0
    }

    public static func < (lhs: Rational, rhs: Rational) -> Bool {
        order(lhs, rhs) < 0
    }

    private static func order(_ lhs: Rational, _ rhs: Rational) -> Int {
        if case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage {
            if b == d { return a < c ? -1 : (a == c ? 0 : 1) }
            let (left, right) = (Int128(a) * Int128(d), Int128(c) * Int128(b))
            return left < right ? -1 : (left == right ? 0 : 1)
        }
        let (a, b) = lhs.parts
        let (c, d) = rhs.parts
        let (left, right) = (a * d, c * b)
        return left < right ? -1 : (left == right ? 0 : 1)
    }

    public func hash(into hasher: inout Hasher) {
        let (top, bottom) = reduced.parts
        hasher.combine(top)
        hasher.combine(bottom)
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
