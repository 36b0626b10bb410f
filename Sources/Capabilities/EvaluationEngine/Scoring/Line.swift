/// The points of one unit for one criterion (dòng điểm).
public struct Line: Hashable, Sendable {
    /// How it came to be worth what it is.
    public enum State: UInt8, Hashable, Sendable {
        case scored
        /// A gate is shut: worth what the set declares.
        case locked
        case notApplicable
        case missing
        case rejected
    }

    public var state: State
    /// Exact; zero where there is nothing to score.
    public var points: Rational

    /// Whether the answer counts as given.
    public var isAnswered: Bool { state == .scored || state == .locked || state == .rejected }
}

/// Scores the answers to one criterion of all units.
struct LineScorer {
    let plan: ScoringPlan
    let sheet: Sheet
    let unitGroups: [Int]

    /// The best values of a leaf by group, or one for all under every group.
    func best(_ leaf: Int) -> [Rational?] {
        let groups = plan.set.groups.count
        guard let (quantity, population) = plan.leaves[leaf].rule.bestUnit else {
            return Array(repeating: nil, count: groups)
        }
        var best = [Rational?](repeating: nil, count: groups)
        let entries = sheet.entries[leaf]
        for (unit, entry) in entries.enumerated() {
            let group = unitGroups[unit]
            guard case .value(let values) = entry, sheet.units[unit].exclusion == nil,
                plan.leaves[leaf].applies[group], isOpen(leaf, unit) == .open, let value = quantity.value(values)
            else { continue }
            let slot = population == .all ? 0 : group
            if best[slot].map({ $0 < value }) ?? true { best[slot] = value }
        }
        return population == .all ? Array(repeating: best[0], count: groups) : best
    }

    func line(_ leaf: Int, _ unit: Int, best: [Rational?]) -> Line {
        let plan = plan.leaves[leaf]
        let group = unitGroups[unit]
        guard plan.applies[group] else { return Line(state: .notApplicable, points: .zero) }
        switch isOpen(leaf, unit) {
        case .open: break
        case .shut(let points): return Line(state: .locked, points: points)
        case .unknown(let state): return Line(state: state, points: .zero)
        }
        switch sheet.entries[leaf][unit] {
        case .missing: return Line(state: .missing, points: .zero)
        case .notApplicable: return Line(state: .notApplicable, points: .zero)
        case .rejected: return Line(state: self.plan.set.rejected == .zero ? .rejected : .missing, points: .zero)
        case .subordinates(let children):
            let points = plan.rule.points(children, maximum: plan.criterion.maximum)
            return Line(state: points == nil ? .missing : .scored, points: rounded(points ?? .zero, plan.criterion))
        case .value(let values), .unverified(let values):
            switch plan.rule.outcome(values, maximum: plan.criterion.maximum, best: best[group]) {
            case .points(let points): return Line(state: .scored, points: rounded(points, plan.criterion))
            case .notApplicable: return Line(state: .notApplicable, points: .zero)
            }
        }
    }

    private enum Door: Equatable {
        case open
        case shut(Rational)
        /// The question itself has no answer.
        case unknown(Line.State)
    }

    private func isOpen(_ leaf: Int, _ unit: Int) -> Door {
        guard let gate = plan.leaves[leaf].gate else { return .open }
        switch sheet.entries[gate.question.leaf][unit] {
        case .value(let values), .unverified(let values):
            return values[gate.question.input] == gate.question.answer ? .open : .shut(gate.otherwise)
        case .notApplicable: return .unknown(.notApplicable)
        case .rejected: return .shut(gate.otherwise)
        case .missing, .subordinates:
            let applies = plan.leaves[gate.question.leaf].applies[unitGroups[unit]]
            return .unknown(applies ? .missing : .notApplicable)
        }
    }

    private func rounded(_ points: Rational, _ criterion: Criterion) -> Rational {
        guard let rounding = criterion.rounding else { return points }
        return points.rounded(places: rounding.places, mode: rounding.mode)
    }
}
