public import Essentials

/// Why a statistic has no value. None of them ever answers with "not a number".
public struct StatisticsProblem: Error, Hashable, Sendable {
    public let reason: Wording

    public init(_ vietnamese: String, en english: String) {
        reason = Wording(vietnamese, en: english)
    }
}

/// One value for each unit; nil where it is missing, which stays missing.
public typealias Column = [Double?]

extension Array where Element == Double? {
    /// The values that are there.
    var present: [Double] { compactMap { $0 } }

    /// Each value that is there, changed.
    func mapValues(_ transform: (Double) -> Double) -> Column { map { $0.map(transform) } }
}
