import Foundation

/// Mean, spread and shape of the values that are there. Sums run in the order of the units, so that every machine gets the
/// same last digit.
enum Moments {
    static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    /// Divides by n − 1, or by n for a whole population.
    static func deviation(_ values: [Double], population: Bool = false) -> Double {
        let centre = mean(values)
        let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        return (squares / Double(population ? values.count : values.count - 1)).squareRoot()
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// G₁, the skew of a sample; nil for fewer than three values or without any spread.
    static func skew(_ values: [Double]) -> Double? {
        let n = Double(values.count)
        let second = power(values, 2) / n
        guard values.count >= 3, second > 0 else { return nil }
        return (n * (n - 1)).squareRoot() / (n - 2) * (power(values, 3) / n) / pow(second, 1.5)
    }

    /// G₂, the excess kurtosis of a sample; nil for fewer than four values or without any spread.
    static func kurtosis(_ values: [Double]) -> Double? {
        let n = Double(values.count)
        let squares = power(values, 2)
        guard values.count >= 4, squares > 0 else { return nil }
        let r = n * power(values, 4) / (squares * squares)
        return ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    }

    private static func power(_ values: [Double], _ exponent: Int) -> Double {
        let centre = mean(values)
        return values.reduce(0) { sum, value in
            let d = value - centre
            let square = d * d
            return sum + (exponent == 2 ? square : exponent == 3 ? square * d : square * square)
        }
    }

    /// The value at rank ⌈p·n⌉ (nearest rank) of sorted values.
    static func nearestRank<T>(_ sorted: [T], _ share: Double) -> T {
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
