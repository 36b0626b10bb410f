public import Essentials

/// The levels of a set (xếp loại: tốt, khá, trung bình, yếu …) as half-open intervals over the unrounded total.
public struct LevelTable: Hashable, Sendable {
    /// What the cut-offs are compared with.
    public enum Basis: String, CaseIterable, Sendable {
        case points
        /// Percent of the unit's maximum, bonus included.
        case percent
    }

    /// One end of an interval.
    public enum Cut: Hashable, Sendable {
        case open
        case at(Rational)
        /// The text does not say; such a table cannot be issued.
        case unknown
    }

    public var basis: Basis
    public var levels: [Level]

    /// One level with the interval [lower, upper).
    public struct Level: Hashable, Sendable {
        public var code: String
        public var name: Wording
        public var lower: Cut
        public var upper: Cut
        /// Whether the upper end itself belongs to it: the highest level, closed at the maximum.
        public var includesUpper: Bool
        /// As the decision words it, where that is not an interval: "85–100".
        public var legalWording: String?

        /// Whether it holds this total.
        public func holds(_ total: Rational) -> Bool {
            let reaches: Bool =
                switch lower {
                case .open: true
                case .at(let cut): total >= cut
                case .unknown: false
                }
            let stays: Bool =
                switch upper {
                case .open: true
                case .at(let cut): includesUpper ? total <= cut : total < cut
                case .unknown: false
                }
            return reaches && stays
        }
    }

    /// The level that holds a total; nil above a closed maximum, which is a mistake in the data.
    public func level(of total: Rational) -> Level? {
        levels.first { $0.holds(total) }
    }

    /// Every cut-off, ascending.
    public var cutOffs: [Rational] {
        levels.compactMap { level in
            if case .at(let cut) = level.lower { return cut }
            return nil
        }.sorted()
    }

    /// Levels from lowest to highest.
    public var ascending: [Level] {
        levels.sorted { first, second in
            switch (first.lower, second.lower) {
            case (.open, .open), (_, .open): false
            case (.open, _): true
            case (.at(let a), .at(let b)): a < b
            case (.unknown, _), (_, .unknown): false
            }
        }
    }
}
