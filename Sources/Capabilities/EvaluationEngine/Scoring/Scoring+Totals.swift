extension Scoring {
    /// The unit's re-based points in a field, exactly; nil if nothing in it applies.
    func exactField(_ field: Int, _ unit: Int) -> Rational? {
        let sum = fields[field][unit]
        guard !sum.base.isZero else { return nil }
        let points = Rational.sum(plan.fieldLeaves[field].map { lines[$0][unit].points })
        guard set.rebase != .none else { return points }
        return (set.fields[field].maximum * points).divided(by: sum.base)
    }

    /// Bonus minus penalty, within the declared cap and floor.
    func adjustment(_ unit: Int) -> Rational {
        guard let adjustments = set.adjustments else { return .zero }
        var bonus = Rational.zero
        var penalty = Rational.zero
        for leaf in plan.adjustmentLeaves {
            let points = lines[leaf][unit].points
            if plan.leaves[leaf].criterion.role == .bonus { bonus += points } else { penalty += points }
        }
        return min(bonus, adjustments.cap) + max(-penalty, adjustments.floor)
    }

    /// The unit's total, exactly; nil if it has none.
    func exactTotal(_ unit: Int) -> Rational? {
        guard let scored = exactScored(unit) else { return nil }
        return scored + adjustment(unit)
    }

    private func exactScored(_ unit: Int) -> Rational? {
        let live = set.fields.indices.filter { !fields[$0][unit].base.isZero }
        guard !live.isEmpty else { return nil }
        switch set.rebase {
        case .none: return Rational.sum(live.map { field in points(field, unit) })
        case .total:
            let base = Rational.sum(live.map { fields[$0][unit].base })
            let points = Rational.sum(live.map { field in self.points(field, unit) })
            return (points * set.scale).divided(by: base)
        case .field:
            let whole = Rational.sum(live.map { set.fields[$0].maximum })
            return (Rational.sum(live.compactMap { exactField($0, unit) }) * set.scale).divided(by: whole)
        }
    }

    private func points(_ field: Int, _ unit: Int) -> Rational {
        Rational.sum(plan.fieldLeaves[field].map { lines[$0][unit].points })
    }

    /// Bounds of the total, quickly where factors are short, otherwise from the exact total.
    func boundsOfTotal(_ unit: Int) -> Bounds {
        let quick = quickBounds(unit)
        let scored = quick ?? exactScored(unit).map { Bounds($0) } ?? .zero
        return set.adjustments == nil ? scored : scored + Bounds(adjustment(unit))
    }

    private func quickBounds(_ unit: Int) -> Bounds? {
        var sum = Bounds.zero
        var base = Rational.zero
        for field in set.fields.indices {
            let own = fields[field][unit]
            guard !own.base.isZero else { continue }
            switch set.rebase {
            case .none, .total:
                sum += own.bounds
                base += own.base
            case .field:
                guard let scaled = boundsOfField(field, unit) else { return nil }
                sum += scaled
                base += set.fields[field].maximum
            }
        }
        if set.rebase == .none { return sum }
        return set.scale.divided(by: base).flatMap { sum.scaled(by: $0) }
    }

    func boundsOfField(_ field: Int, _ unit: Int) -> Bounds? {
        let own = fields[field][unit]
        if set.rebase == .none { return own.bounds }
        guard let factor = set.fields[field].maximum.divided(by: own.base) else { return .zero }
        return own.bounds.scaled(by: factor)
    }
}
