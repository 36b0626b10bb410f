/// Why a unit stands where it stands, and what would move it (vì sao, nếu … thì sao).
public struct Explanation: Hashable, Sendable {
    /// A criterion and what it cost.
    public struct Loss: Hashable, Sendable {
        public let criterion: String
        public let line: Line
        public let maximum: Rational
        /// Points of the total that it still could bring, re-based as the total is.
        public let lost: Rational
    }

    /// A place above and how many points are missing to it.
    public struct Distance: Hashable, Sendable {
        /// The code of the level, or of the unit that stands just above.
        public let to: String
        public let points: Rational
        /// The fewest criteria that could bring these points, the richest first; empty if all together could not.
        public let cheapest: [Loss]
    }

    public let score: Rational?
    /// Every scored criterion that applies, the greatest loss first.
    public let losses: [Loss]
    public let nextLevel: Distance?
    public let nextRank: Distance?
}

extension Scoring {
    /// Explains one unit; nil if there is no such unit.
    public func explanation(of code: String) -> Explanation? {
        guard let unit = sheet.index(ofUnit: code) else { return nil }
        let losses = losses(of: unit)
        guard let score = exactTotal(unit) else {
            return Explanation(score: nil, losses: losses, nextLevel: nil, nextRank: nil)
        }
        let distances = (levelAbove(score), unitAbove(unit))
        func distance(_ target: (code: String, score: Rational)?) -> Explanation.Distance? {
            target.map { target in
                let missing = target.score - score
                return Explanation.Distance(to: target.code, points: missing, cheapest: Self.fewest(losses, missing))
            }
        }
        return Explanation(
            score: score, losses: losses, nextLevel: distance(distances.0), nextRank: distance(distances.1))
    }

    /// What an answer would change, for the unit and for the others, without changing anything here.
    public func whatIf(_ entry: Entry, unit: String, criterion: String) throws(InputProblem) -> (Scoring, Movement) {
        var other = self
        let movement = try other.enter(entry, unit: unit, criterion: criterion)
        return (other, movement)
    }

    private func losses(of unit: Int) -> [Explanation.Loss] {
        plan.leaves.enumerated().compactMap { index, leaf -> Explanation.Loss? in
            let line = lines[index][unit]
            guard let field = leaf.field, !leaf.criterion.maximum.isZero, line.state != .notApplicable else {
                return nil
            }
            let lost = (leaf.criterion.maximum - line.points) * factor(field, unit)
            return Explanation.Loss(
                criterion: leaf.criterion.code, line: line, maximum: leaf.criterion.maximum, lost: lost)
        }.sorted { $0.lost != $1.lost ? $0.lost > $1.lost : $0.criterion < $1.criterion }
    }

    /// What one point of a criterion in this field adds to the unit's total.
    private func factor(_ field: Int, _ unit: Int) -> Rational {
        let live = set.fields.indices.filter { !fields[$0][unit].base.isZero }
        switch set.rebase {
        case .none: return 1
        case .total: return set.scale.divided(by: Rational.sum(live.map { fields[$0][unit].base })).unwrapped
        case .field:
            let whole = Rational.sum(live.map { set.fields[$0].maximum })
            let own = set.fields[field].maximum.divided(by: fields[field][unit].base).unwrapped
            return own * set.scale.divided(by: whole).unwrapped
        }
    }

    private func levelAbove(_ score: Rational) -> (code: String, score: Rational)? {
        guard let table = set.levels else { return nil }
        let factor: Rational = table.basis == .percent ? set.scale * Rational(1, over: 100).unwrapped : .one
        for level in table.ascending {
            if case .at(let cut) = level.lower, cut * factor > score { return (level.code, cut * factor) }
        }
        return nil
    }

    private func unitAbove(_ unit: Int) -> (code: String, score: Rational)? {
        guard let rank = totals[unit].rank else { return nil }
        let above = groupUnits[unitGroups[unit]].filter { totals[$0].rank.map { $0 < rank } ?? false }
        return above.max { (totals[$0].rank ?? 0) < (totals[$1].rank ?? 0) }
            .flatMap { other in exactTotal(other).map { (sheet.units[other].code, $0) } }
    }

    private static func fewest(_ losses: [Explanation.Loss], _ missing: Rational) -> [Explanation.Loss] {
        var chosen: [Explanation.Loss] = []
        var gained = Rational.zero
        for loss in losses where gained < missing && loss.lost > 0 {
            gained += loss.lost
            chosen.append(loss)
        }
        return gained < missing ? [] : chosen
    }
}
