extension Scoring {
    func rankedTotals() -> [Standing] {
        var standings = sheet.units.indices.map(totalStanding)
        for units in groupUnits { rank(units, &standings, keys: tieKeys) { self.exactTotal($0) ?? .zero } }
        return standings
    }

    func rankedField(_ field: Int) -> [Standing] {
        var standings = sheet.units.indices.map { fieldStanding(field, $0) }
        for units in groupUnits { rank(units, &standings, keys: []) { self.exactField(field, $0) ?? .zero } }
        return standings
    }

    private var tieKeys: [Int] {
        guard case .ordinal(let keys) = set.ties else { return [] }
        return keys.compactMap { key in set.fields.firstIndex { $0.code == key } }
    }

    func totalStanding(_ unit: Int) -> Standing {
        var answered = Rational.zero
        var applicable = Rational.zero
        var hasScore = false
        for field in fields {
            answered += field[unit].answered
            applicable += field[unit].applicable
            hasScore = hasScore || !field[unit].base.isZero
        }
        let coverage = answered.divided(by: applicable)
        var standing = Standing(bounds: hasScore ? boundsOfTotal(unit) : .zero, coverage: coverage)
        standing.unranked = unranked(unit, hasScore: hasScore, coverage, threshold: set.coverage.total)
        if standing.unranked == nil { standing.level = level(of: standing.bounds, unit) }
        return standing
    }

    private func fieldStanding(_ field: Int, _ unit: Int) -> Standing {
        let sum = fields[field][unit]
        let coverage = sum.answered.divided(by: sum.applicable)
        let hasScore = !sum.base.isZero
        let bounds = boundsOfField(field, unit) ?? exactField(field, unit).map { Bounds($0) } ?? .zero
        return Standing(
            bounds: bounds, coverage: coverage,
            unranked: unranked(unit, hasScore: hasScore, coverage, threshold: set.coverage.field))
    }

    private func unranked(
        _ unit: Int, hasScore: Bool, _ coverage: Rational?, threshold: Rational
    ) -> Standing.Unranked? {
        if sheet.units[unit].exclusion != nil { return .excluded }
        if let question = plan.eligibility {
            let values = sheet.entries[question.leaf][unit].values
            if values?[question.input] != question.answer { return .ineligible }
        }
        guard hasScore, let coverage else { return .noScore }
        return coverage < threshold ? .coverage : nil
    }

    private func rank(
        _ units: [Int], _ standings: inout [Standing], keys: [Int], exact: (Int) -> Rational
    ) {
        let ranked = units.filter { standings[$0].unranked == nil }
        let current = standings
        var classes = ExactOrder.descending(ranked, { current[$0].bounds }, exact: exact)
        for key in keys { classes = classes.flatMap { parted($0, by: key) } }
        var place = 1
        for equal in classes {
            for unit in equal { standings[unit].rank = place }
            place += set.ties == .dense ? 1 : equal.count
        }
    }

    /// Units of equal score, parted by a declared field and by nothing else: never by name, code or order.
    private func parted(_ equal: [Int], by field: Int) -> [[Int]] {
        guard equal.count > 1 else { return [equal] }
        return ExactOrder.descending(
            equal, { Bounds(self.exactField(field, $0) ?? .zero) }, exact: { self.exactField(field, $0) ?? .zero })
    }

    /// The level that holds the unrounded total.
    private func level(of bounds: Bounds, _ unit: Int) -> Int? {
        guard let table = set.levels else { return nil }
        let factor: Rational = table.basis == .percent ? set.scale * Rational(1, over: 100).unwrapped : .one
        for (index, level) in table.levels.enumerated() where holds(level, factor, bounds, unit) { return index }
        return nil
    }

    private func holds(_ level: LevelTable.Level, _ factor: Rational, _ bounds: Bounds, _ unit: Int) -> Bool {
        func reaches(_ cut: Rational) -> Bool {
            let cut = cut * factor
            return bounds.reaches(Bounds(cut)) ?? ((exactTotal(unit) ?? .zero) >= cut)
        }
        let isAbove: Bool =
            switch level.lower {
            case .open: true
            case .at(let cut): reaches(cut)
            case .unknown: false
            }
        guard isAbove else { return false }
        switch level.upper {
        case .open: return true
        case .at(let cut):
            if level.includesUpper { return (exactTotal(unit) ?? .zero) <= cut * factor }
            return !reaches(cut)
        case .unknown: return false
        }
    }
}

extension Rational? {
    /// A quotient whose divisor is known not to be zero.
    var unwrapped: Rational { self ?? .zero }
}
