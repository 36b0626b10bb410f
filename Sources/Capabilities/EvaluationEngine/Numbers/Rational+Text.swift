extension Rational: LosslessStringConvertible {
    /// Longer numbers than this in a file are an attack, not a score.
    static let longestText = 400

    /// `15`, `76.5`, and `230/3` where no decimal number says it exactly.
    public var description: String {
        let (top, bottom) = reduced.parts
        if bottom == .one { return top.description }
        return Self.decimalPlaces(of: bottom).map { decimal(places: $0) } ?? "\(top)/\(bottom)"
    }

    /// Reads `84.5`, `-3`, `2/3`, `80.5/100`, `1.5e-3`; nil for anything else, also for a decimal comma and for spaces.
    public init?(_ description: String) {
        guard description.utf8.count <= Self.longestText else { return nil }
        let sides = description.split(separator: "/", omittingEmptySubsequences: false)
        switch sides.count {
        case 1:
            guard let value = Self.decimalValue(sides[0]) else { return nil }
            self = value
        case 2:
            guard let top = Self.decimalValue(sides[0]), let bottom = Self.decimalValue(sides[1]),
                let quotient = top.divided(by: bottom)
            else { return nil }
            self = quotient
        default: return nil
        }
    }

    private static func decimalValue(_ text: Substring) -> Rational? {
        let halves = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard halves.count <= 2, let value = plainValue(halves[0]) else { return nil }
        guard halves.count == 2 else { return value }
        guard let exponent = Int(halves[1]), abs(exponent) <= longestText else { return nil }
        let power = Rational(BigInteger(10).raised(to: abs(exponent)), .one)
        return exponent < 0 ? value.divided(by: power) : value * power
    }

    private static func plainValue(_ text: Substring) -> Rational? {
        let isNegative = text.first == "-"
        let unsigned = isNegative ? text.dropFirst() : text
        let pieces = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = pieces.first else { return nil }
        let fraction = pieces.count == 2 ? pieces[1] : ""
        guard !whole.isEmpty, pieces.count == 1 || !fraction.isEmpty else { return nil }
        if let short = shortValue(whole, fraction, isNegative: isNegative) { return short }
        guard let digits = BigInteger(digits: String(whole + fraction)) else { return nil }
        return Rational(isNegative ? -digits : digits, BigInteger(10).raised(to: fraction.utf8.count))
    }

    /// The quick way for numbers of up to 18 digits: files hold millions of them.
    private static func shortValue(_ whole: Substring, _ fraction: Substring, isNegative: Bool) -> Rational? {
        guard whole.utf8.count + fraction.utf8.count <= 18 else { return nil }
        var value = 0
        for byte in whole.utf8 {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        var scale = 1
        for byte in fraction.utf8 {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
            scale *= 10
        }
        return Rational(small: isNegative ? -value : value, scale)
    }

    /// How many decimal places a fraction of this denominator needs; nil if it never ends.
    private static func decimalPlaces(of denominator: BigInteger) -> Int? {
        var rest = denominator
        var counts = [0, 0]
        for (index, prime) in [2, 5].enumerated() {
            while true {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: BigInteger(prime))
                guard remainder.isZero else { break }
                rest = quotient
                counts[index] += 1
            }
        }
        return rest == .one ? max(counts[0], counts[1]) : nil
    }

    /// How many decimal places say this number exactly; nil if none do.
    public var exactPlaces: Int? {
        Self.decimalPlaces(of: reduced.parts.denominator)
    }

    /// The decimal text with exactly so many places, rounded if it must be.
    public func decimal(places: Int, mode: Rounding.Mode = .halfUp) -> String {
        let scaled = rounded(places: places, mode: mode) * Rational(BigInteger(10).raised(to: places), .one)
        let (top, _) = scaled.reduced.parts
        var digits = top.magnitude.description
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let sign = top.isNegative ? "-" : ""
        return places == 0 ? sign + digits : "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
    }

    /// The nearest number with so many decimal places.
    public func rounded(places: Int, mode: Rounding.Mode = .halfUp) -> Rational {
        let power = BigInteger(10).raised(to: places)
        let (top, bottom) = parts
        let (quotient, remainder) = (top.magnitude * power).quotientAndRemainder(dividingBy: bottom)
        let twice = remainder + remainder
        let isOdd = quotient.words.first.map { $0 & 1 == 1 } ?? false
        let goesUp =
            switch mode {
            case .halfUp: twice >= bottom
            case .halfEven: twice > bottom || (twice == bottom && isOdd)
            case .down: false
            }
        let magnitude = goesUp ? quotient + .one : quotient
        return Rational(top.isNegative ? -magnitude : magnitude, power)
    }

    /// The nearest double; for charts and statistics only, never for a legal score.
    public var approximate: Double {
        if let (top, bottom) = small, abs(top) < 1 << 53, bottom < 1 << 53 { return Double(top) / Double(bottom) }
        return Double(decimal(places: 40)) ?? .nan
    }
}

/// How a score is written down (làm tròn), as the decision declares it. Ranks and levels never use rounded scores.
public struct Rounding: Hashable, Sendable {
    /// What happens in the middle between two printed numbers.
    public enum Mode: String, CaseIterable, Sendable {
        /// Away from zero, as people are taught.
        case halfUp = "half-up"
        /// To the even neighbour.
        case halfEven = "half-even"
        /// Towards zero.
        case down
    }

    public let places: Int
    public let mode: Mode

    public init(places: Int, mode: Mode = .halfUp) {
        self.places = places
        self.mode = mode
    }

    /// The printed score, with more places where it would otherwise look as if it had reached a cut-off that it has not:
    /// 84,996 stays below 85,00.
    public func text(_ score: Rational, besides cutOffs: [Rational] = []) -> String {
        var shown = places
        while shown < places + 30 {
            let printed = score.rounded(places: shown, mode: mode)
            let misleads = cutOffs.contains { (score < $0) != (printed < $0) }
            if !misleads { break }
            shown += 1
        }
        return score.decimal(places: shown, mode: mode)
    }
}
