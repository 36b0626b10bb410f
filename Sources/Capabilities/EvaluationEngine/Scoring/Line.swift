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

/// Scores the answers to one criterion of all units. What the two million lines of a large round need is gathered here
/// once for each criterion: looking it up for each line would cost more than the arithmetic.
struct LeafScorer {
    private let rule: Rule
    private let maximum: Rational
    private let rounding: Rounding?
    private let applies: [Bool]
    private let gate: ScoringPlan.Gate?
    private let gateEntries: [Entry]
    private let gateApplies: [Bool]
    private let entries: [Entry]
    private let refused: Line.State
    private let units: [EvaluatedUnit]
    private let unitGroups: [Int]

    init(_ leaf: Int, _ plan: ScoringPlan, _ sheet: Sheet, unitGroups: [Int]) {
        let own = plan.leaves[leaf]
        rule = own.rule
        maximum = own.criterion.maximum
        rounding = own.criterion.rounding
        applies = own.applies
        gate = own.gate
        gateEntries = own.gate.map { sheet.entries[$0.question.leaf] } ?? []
        gateApplies = own.gate.map { plan.leaves[$0.question.leaf].applies } ?? []
        entries = sheet.entries[leaf]
        refused = plan.set.rejected == .zero ? .rejected : .missing
        units = sheet.units
        self.unitGroups = unitGroups
    }

    /// The best values by group, or one for all under every group.
    func best() -> [Rational?] {
        var best = [Rational?](repeating: nil, count: applies.count)
        guard let (quantity, population) = rule.bestUnit else { return best }
        for (unit, entry) in entries.enumerated() {
            let group = unitGroups[unit]
            guard case .value(let values) = entry, applies[group], units[unit].exclusion == nil, isOpen(unit) == .open,
                let value = quantity.value(values)
            else { continue }
            let slot = population == .all ? 0 : group
            if best[slot].map({ $0 < value }) ?? true { best[slot] = value }
        }
        return population == .all ? Array(repeating: best[0], count: best.count) : best
    }

    func line(_ unit: Int, best: [Rational?]) -> Line {
        let group = unitGroups[unit]
        guard applies[group] else { return Line(state: .notApplicable, points: .zero) }
        switch isOpen(unit) {
        case .open: break
        case .shut(let points): return Line(state: .locked, points: points)
        case .unknown(let state): return Line(state: state, points: .zero)
        }
        switch entries[unit] {
        case .missing: return Line(state: .missing, points: .zero)
        case .notApplicable: return Line(state: .notApplicable, points: .zero)
        case .rejected: return Line(state: refused, points: .zero)
        case .subordinates(let children):
            let points = rule.points(children, maximum: maximum)
            return Line(state: points == nil ? .missing : .scored, points: rounded(points ?? .zero))
        case .value(let values), .unverified(let values):
            switch rule.outcome(values, maximum: maximum, best: best[group]) {
            case .points(let points): return Line(state: .scored, points: rounded(points))
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

    private func isOpen(_ unit: Int) -> Door {
        guard let gate else { return .open }
        switch gateEntries[unit] {
        case .value(let values), .unverified(let values):
            return values[gate.question.input] == gate.question.answer ? .open : .shut(gate.otherwise)
        case .notApplicable: return .unknown(.notApplicable)
        case .rejected: return .shut(gate.otherwise)
        case .missing, .subordinates: return .unknown(gateApplies[unitGroups[unit]] ? .missing : .notApplicable)
        }
    }

    private func rounded(_ points: Rational) -> Rational {
        guard let rounding else { return points }
        return points.rounded(places: rounding.places, mode: rounding.mode)
    }
}
