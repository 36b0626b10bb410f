/// How an answer becomes points (cách tính điểm): a closed list of kinds found in legal texts, with parameters, never a
/// script. Inputs are named by their place in the criterion's list. m is the criterion's maximum.
public indirect enum Rule: Hashable, Sendable {
    /// Tỷ lệ: (a / b) · m, or x / `of` · m for a share that is given as such.
    case ratio(Quantity, of: Rational)
    /// Bậc: points by the highest step that the quantity reaches.
    case steps(Quantity, [Step])
    /// Khoảng tỷ lệ: as steps, on a / b in percent.
    case bands(Quantity, [Step])
    /// Tỷ phần theo trường hợp: a share of m for each choice.
    case cases(input: Int, shares: [Case])
    /// Tổng điều kiện: points of the conditions that are met, at most m.
    case conditions([Award])
    /// Đếm: `each` point for each, at most `cap`.
    case count(input: Int, each: Rational, cap: Rational)
    /// So với đơn vị cao nhất: x / max x · m over the population.
    case bestUnit(Quantity, Population)
    /// Trường hợp cao nhất: base if it is met, and then the best of the cases.
    case bestOfCases(base: Award, [Award])
    /// Tổng nhiều phần: each part a rule with its own maximum.
    case compound([Part])
    /// Có/không: m or nothing.
    case yesNo(input: Int)
    /// Điểm ghi thẳng: given by judges.
    case points(input: Int)
    /// Nhiều nguồn: Σ weight · x, as 0.6 · survey + 0.4 · data.
    case mix([Source])
    /// Kết quả đơn vị trực thuộc: from the subordinate units' own results.
    case subordinates(Measure)
    /// Thu thập, không chấm điểm.
    case notScored

    /// An input, or the quotient of two.
    public struct Quantity: Hashable, Sendable {
        public var input: Int
        public var over: Int?
        public var whenZero: ZeroRule
    }

    /// What a quotient is worth whose denominator is zero.
    public enum ZeroRule: String, CaseIterable, Sendable {
        case notApplicable = "not-applicable"
        case zero
        case maximum
    }

    /// From this value on (inclusive), so many points.
    public struct Step: Hashable, Sendable {
        public var from: Rational
        public var points: Rational
    }

    /// A choice and its share of the maximum.
    public struct Case: Hashable, Sendable {
        public var choice: Int
        public var share: Rational
    }

    /// Points for a yes.
    public struct Award: Hashable, Sendable {
        public var input: Int
        public var points: Rational
    }

    /// A rule with a maximum of its own.
    public struct Part: Hashable, Sendable {
        public var maximum: Rational
        public var rule: Rule
    }

    /// A source of points with its range and weight.
    public struct Source: Hashable, Sendable {
        public var input: Int
        public var maximum: Rational
        public var weight: Rational
    }

    /// Whose best value is the measure.
    public enum Population: String, CaseIterable, Sendable {
        case group
        case all
    }

    /// What is taken from the subordinate units.
    public enum Measure: Hashable, Sendable {
        /// m · mean of score / maximum.
        case mean
        /// The same, weighted by each unit's weight (population, staff).
        case weightedMean
        /// m · share of units whose score / maximum is at least this.
        case shareReaching(Rational)
    }
}

extension Rule {
    /// Whether a score depends on what other units answered.
    public var bestUnit: (quantity: Quantity, population: Population)? {
        if case .bestUnit(let quantity, let population) = self { return (quantity, population) }
        return nil
    }

    /// Every input it reads.
    public var inputs: Set<Int> {
        switch self {
        case .ratio(let quantity, of: _), .steps(let quantity, _), .bands(let quantity, _), .bestUnit(let quantity, _):
            Set([quantity.input] + [quantity.over].compactMap { $0 })
        case .cases(let input, shares: _), .count(let input, each: _, cap: _), .yesNo(let input), .points(let input):
            [input]
        case .conditions(let awards): Set(awards.map(\.input))
        case .bestOfCases(let base, let awards): Set(awards.map(\.input) + [base.input])
        case .compound(let parts): parts.reduce(into: []) { $0.formUnion($1.rule.inputs) }
        case .mix(let sources): Set(sources.map(\.input))
        case .subordinates, .notScored: []
        }
    }
}
