extension Rule {
    /// What the rule says about one answer.
    enum Outcome {
        case points(Rational)
        case notApplicable
    }

    /// The points of one answer, exactly. `best` is the best value of the population, for rules that compare with it.
    func outcome(_ values: [Rational], maximum: Rational, best: Rational?) -> Outcome {
        switch self {
        case .bestUnit(let quantity, _):
            return quantity.outcome(values, maximum: maximum) { Self.share(of: $0, best: best) * maximum }
        case .ratio(let quantity, of: let whole):
            return quantity.outcome(values, maximum: maximum) { ($0.divided(by: whole) ?? .zero) * maximum }
        case .steps(let quantity, let table):
            return quantity.outcome(values, maximum: maximum) { Self.points(in: table, at: $0) }
        case .bands(let quantity, let table):
            let factor: Rational = quantity.over == nil ? 1 : 100
            return quantity.outcome(values, maximum: maximum) { Self.points(in: table, at: $0 * factor) }
        case .compound(let parts): return Self.sum(parts, values, best: best)
        default: return .points(min(maximum, plainPoints(values, maximum: maximum)))
        }
    }

    /// The kinds that always have an answer.
    private func plainPoints(_ values: [Rational], maximum: Rational) -> Rational {
        switch self {
        case .cases(let input, let shares):
            (shares.first { Rational($0.choice) == values[input] }?.share ?? .zero) * maximum
        case .conditions(let awards): Rational.sum(awards.map { $0.points(values) })
        case .count(let input, let each, let cap): min(cap, values[input] * each)
        case .bestOfCases(let base, let awards):
            values[base.input].isZero
                ? .zero : base.points + (awards.map { $0.points(values) }.max() ?? .zero)
        case .yesNo(let input): values[input].isZero ? .zero : maximum
        case .points(let input): values[input]
        case .mix(let sources): Rational.sum(sources.map { $0.weight * values[$0.input] })
        default: .zero
        }
    }

    private static func points(in table: [Step], at value: Rational) -> Rational {
        var found: Step?
        for step in table where step.from <= value && (found.map { $0.from < step.from } ?? true) { found = step }
        return found?.points ?? .zero
    }

    /// Where the best value is zero, nobody has points; a value above a verified best has all of them.
    static func share(of value: Rational, best: Rational?) -> Rational {
        guard let best, let share = value.divided(by: best) else { return .zero }
        return share > .one ? .one : share
    }

    private static func sum(_ parts: [Part], _ values: [Rational], best: Rational?) -> Outcome {
        var total = Rational.zero
        for part in parts {
            switch part.rule.outcome(values, maximum: part.maximum, best: best) {
            case .points(let points): total += points
            case .notApplicable: return .notApplicable
            }
        }
        return .points(total)
    }

    /// The points of a superior unit for its subordinates' results; nil while none has come.
    func points(_ children: [Entry.Subordinate], maximum: Rational) -> Rational? {
        guard case .subordinates(let measure) = self else { return nil }
        let known = children.compactMap { child in child.share.map { (share: $0, weight: child.weight) } }
        guard !known.isEmpty else { return nil }
        switch measure {
        case .mean: return Rational.sum(known.map(\.share)).divided(by: Rational(known.count)).map { $0 * maximum }
        case .weightedMean:
            let weights = Rational.sum(known.map(\.weight))
            return Rational.sum(known.map { $0.share * $0.weight }).divided(by: weights).map { $0 * maximum }
        case .shareReaching(let cut):
            let reaching = known.filter { $0.share >= cut }.count
            return Rational(reaching, over: known.count).map { $0 * maximum }
        }
    }
}

extension Rule.Award {
    func points(_ values: [Rational]) -> Rational {
        values[input].isZero ? .zero : points
    }
}

extension Rule.Quantity {
    /// The value that is measured; nil where the denominator is zero.
    func value(_ values: [Rational]) -> Rational? {
        guard let over else { return values[input] }
        return values[input].divided(by: values[over])
    }

    func outcome(
        _ values: [Rational], maximum: Rational, _ points: (Rational) -> Rational
    ) -> Rule.Outcome {
        if let value = value(values) { return .points(points(value)) }
        switch whenZero {
        case .notApplicable: return .notApplicable
        case .zero: return .points(.zero)
        case .maximum: return .points(maximum)
        }
    }
}
