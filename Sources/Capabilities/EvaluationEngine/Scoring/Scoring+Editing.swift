/// What one changed answer did, to the unit itself and to others.
public struct Movement: Hashable, Sendable {
    /// A unit that an edit moved.
    public struct Moved: Hashable, Sendable {
        public let unit: String
        /// Points of the criteria that changed, before and after.
        public let points: [Change]
        public let rankBefore: Int?
        public let rankAfter: Int?
        public let levelBefore: String?
        public let levelAfter: String?
    }

    /// A criterion whose points changed.
    public struct Change: Hashable, Sendable {
        public let criterion: String
        public let before: Line
        public let after: Line
    }

    /// Every unit whose points, rank or level changed, by code.
    public let moved: [Moved]

    /// Units whose points changed: beside the edited one, those of best-unit rules.
    public var rescored: [Moved] { moved.filter { !$0.points.isEmpty } }
}

extension Scoring {
    /// Changes one answer, recomputes what it moves and says whom it moved.
    @discardableResult
    public mutating func enter(_ entry: Entry, unit: String, criterion: String) throws(InputProblem) -> Movement {
        try sheet.enter(entry, unit: unit, criterion: criterion)
        guard let place = sheet.index(ofUnit: unit), let leaf = sheet.index(ofCriterion: criterion) else {
            return Movement(moved: [])
        }
        var changes: [Int: [Movement.Change]] = [:]
        var touched: Set<Int> = []
        for dirty in [leaf] + plan.leaves[leaf].opens {
            let found = rescore(dirty, place)
            if !found.isEmpty, let field = plan.leaves[dirty].field { touched.insert(field) }
            for (unit, change) in found { changes[unit, default: []].append(change) }
        }
        let moves = rerank(fields: touched, units: changes.keys.sorted(), eligible: leaf)
        return movement(changes, moves)
    }

    /// Recomputes a criterion for the edited unit, and for all where the best value may have changed.
    private mutating func rescore(_ leaf: Int, _ unit: Int) -> [(Int, Movement.Change)] {
        let scorer = LeafScorer(leaf, plan, sheet, unitGroups: unitGroups)
        var units = [unit]
        if plan.leaves[leaf].rule.bestUnit != nil {
            let found = scorer.best()
            if found != best[leaf] {
                best[leaf] = found
                units = Array(sheet.units.indices)
            }
        }
        var changes: [(Int, Movement.Change)] = []
        for unit in units {
            let before = lines[leaf][unit]
            let after = scorer.line(unit, best: best[leaf])
            guard before != after else { continue }
            lines[leaf][unit] = after
            let code = plan.leaves[leaf].criterion.code
            changes.append((unit, Movement.Change(criterion: code, before: before, after: after)))
        }
        return changes
    }

    /// Ranks anew what changed; returns the totals as they stood before.
    private mutating func rerank(fields touched: Set<Int>, units: [Int], eligible leaf: Int) -> [Standing] {
        let before = totals
        let summing = FieldSumming(plan: plan, lines: lines, unitGroups: unitGroups)
        for field in touched {
            for unit in units { fields[field][unit] = summing.sum(field: field, unit: unit) }
        }
        let decidesEligibility = plan.eligibility?.leaf == leaf
        for field in decidesEligibility ? Set(set.fields.indices) : touched {
            fieldStandings[field] = rankedField(field)
        }
        if !units.isEmpty || decidesEligibility { totals = rankedTotals() }
        return before
    }

    private func movement(_ changes: [Int: [Movement.Change]], _ before: [Standing]) -> Movement {
        let names = set.levels?.levels.map(\.code) ?? []
        let moved = sheet.units.indices.compactMap { unit -> Movement.Moved? in
            let own = changes[unit] ?? []
            guard !own.isEmpty || !before[unit].shows(totals[unit]) else { return nil }
            return Movement.Moved(
                unit: sheet.units[unit].code, points: own, rankBefore: before[unit].rank, rankAfter: totals[unit].rank,
                levelBefore: before[unit].level.map { names[$0] }, levelAfter: totals[unit].level.map { names[$0] })
        }
        return Movement(moved: moved)
    }
}
