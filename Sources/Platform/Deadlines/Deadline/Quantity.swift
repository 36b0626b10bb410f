import Essentials

/// How many of a unit, to two decimal places: 8, 4.5, 0.25. Exact, so that halves of a day add up.
public struct Quantity: Hashable, Comparable, Sendable {
    public let hundredths: Int

    public init(hundredths: Int) {
        self.hundredths = hundredths
    }

    public init(_ whole: Int) {
        let (product, overflow) = whole.multipliedReportingOverflow(by: 100)
        hundredths = overflow ? (whole < 0 ? .min : .max) : product
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.hundredths < rhs.hundredths
    }

    /// The whole part.
    public var whole: Int { hundredths / 100 }

    /// What is left of it, in hundredths.
    var fraction: Int { hundredths % 100 }
}

extension Quantity: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    public init(integerLiteral value: Int) {
        self.init(value)
    }

    /// Rounded to two decimal places.
    public init(floatLiteral value: Double) {
        self.init(hundredths: Int((value * 100).rounded()))
    }
}

extension Quantity: CustomStringConvertible {
    /// `8`, `4.5`.
    public var description: String { text(decimalPoint: ".") }

    /// With the decimal comma of Vietnamese: `4,5`.
    var vietnamese: String { text(decimalPoint: ",") }

    private func text(decimalPoint: String) -> String {
        let sign = hundredths < 0 ? "-" : ""
        var decimals = Int(hundredths.magnitude % 100).padded(to: 2)
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return sign + String(hundredths.magnitude / 100) + (decimals.isEmpty ? "" : decimalPoint + decimals)
    }
}
