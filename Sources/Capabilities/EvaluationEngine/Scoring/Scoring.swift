/// All scores, ranks and levels of a round, exact, kept up to date while answers change.
///
/// Order of computation: rule scores, re-base, field totals, bonus and penalty, total, rank, level; rounding is for
/// display only and comes after everything.
public struct Scoring: Sendable {
    public internal(set) var sheet: Sheet
    let plan: ScoringPlan
    let unitGroups: [Int]
    let groupUnits: [[Int]]
    /// By leaf, then by unit.
    var lines: [[Line]]
    /// By leaf, then by group.
    var best: [[Rational?]]
    /// By field, then by unit.
    var fields: [[FieldSum]]
    /// By unit.
    var totals: [Standing]
    /// By field, then by unit.
    var fieldStandings: [[Standing]]

    /// Scores everything. `threads` changes the time it takes and nothing else.
    public init(_ sheet: Sheet, threads: Int? = nil) {
        let plan = ScoringPlan(sheet.set)
        let unitGroups = sheet.units.map { plan.groupIndex[$0.group] ?? 0 }
        self.sheet = sheet
        self.plan = plan
        self.unitGroups = unitGroups
        groupUnits = plan.set.groups.indices.map { group in unitGroups.indices.filter { unitGroups[$0] == group } }
        let columns = Parallel.map(plan.leaves.count, threads: threads) { leaf in
            let scorer = LeafScorer(leaf, plan, sheet, unitGroups: unitGroups)
            let best = scorer.best()
            return (best: best, lines: sheet.units.indices.map { scorer.line($0, best: best) })
        }
        best = columns.map(\.best)
        lines = columns.map(\.lines)
        fields = []
        totals = []
        fieldStandings = []
        let summing = FieldSumming(plan: plan, lines: lines, unitGroups: unitGroups)
        fields = Parallel.map(plan.fieldLeaves.count, threads: threads) { summing.sums(field: $0) }
        rankEverything(threads: threads)
    }

    private mutating func rankEverything(threads: Int?) {
        let snapshot = self
        let boards = Parallel.map(plan.fieldLeaves.count + 1, threads: threads) { board in
            board == 0 ? snapshot.rankedTotals() : snapshot.rankedField(board - 1)
        }
        totals = boards[0]
        fieldStandings = Array(boards[1...])
    }

    var set: CriteriaSet { plan.set }
}

/// A unit's place on one board: the total, or one field.
public struct Standing: Hashable, Sendable {
    /// Why there is no rank.
    public enum Unranked: String, Hashable, Sendable {
        /// Nothing applies to it.
        case noScore = "no-score"
        /// Chưa đủ dữ liệu.
        case coverage
        case ineligible
        case excluded
    }

    var bounds: Bounds
    /// Answered points among those that apply, 0…1; nil if none apply.
    public var coverage: Rational?
    public var rank: Int?
    public var unranked: Unranked?
    /// The place of its level in the set's table; nil without a rank, and always nil for a field.
    public var level: Int?

    /// What people see of it: rank, level and whether it counts.
    func shows(_ other: Standing) -> Bool {
        rank == other.rank && level == other.level && unranked == other.unranked
    }
}

/// The points of one unit in one field.
struct FieldSum: Hashable, Sendable {
    var bounds: Bounds
    /// Maximum of what applies and counts.
    var base: Rational
    /// Maximum of what applies.
    var applicable: Rational
    var answered: Rational
}

/// Sums a field for all units.
struct FieldSumming: Sendable {
    let plan: ScoringPlan
    let lines: [[Line]]
    let unitGroups: [Int]

    func sums(field: Int) -> [FieldSum] {
        let leaves = plan.fieldLeaves[field]
        let bases = plan.set.groups.indices.map { group in
            Rational.sum(leaves.filter { plan.leaves[$0].applies[group] }.map { plan.leaves[$0].criterion.maximum })
        }
        var sums = unitGroups.map { group in
            FieldSum(bounds: .zero, base: bases[group], applicable: bases[group], answered: bases[group])
        }
        for leaf in leaves { add(leaf, to: &sums) }
        return sums
    }

    private func add(_ leaf: Int, to sums: inout [FieldSum]) {
        let maximum = plan.leaves[leaf].criterion.maximum
        let countsMissing = plan.set.missing == .zero
        for (unit, line) in lines[leaf].enumerated() {
            switch line.state {
            case .scored, .locked: sums[unit].bounds += Bounds(line.points)
            case .rejected: break
            case .notApplicable:
                guard plan.leaves[leaf].applies[unitGroups[unit]] else { break }
                sums[unit].base = sums[unit].base - maximum
                sums[unit].applicable = sums[unit].applicable - maximum
                sums[unit].answered = sums[unit].answered - maximum
            case .missing:
                sums[unit].answered = sums[unit].answered - maximum
                if !countsMissing { sums[unit].base = sums[unit].base - maximum }
            }
        }
    }

    /// One unit only, after an edit.
    func sum(field: Int, unit: Int) -> FieldSum {
        let group = unitGroups[unit]
        var sum = FieldSum(bounds: .zero, base: .zero, applicable: .zero, answered: .zero)
        for leaf in plan.fieldLeaves[field] where plan.leaves[leaf].applies[group] {
            let line = lines[leaf][unit]
            let maximum = plan.leaves[leaf].criterion.maximum
            guard line.state != .notApplicable else { continue }
            sum.applicable += maximum
            if line.isAnswered { sum.answered += maximum }
            if line.isAnswered || plan.set.missing == .zero { sum.base += maximum }
            sum.bounds += Bounds(line.points)
        }
        return sum
    }
}
