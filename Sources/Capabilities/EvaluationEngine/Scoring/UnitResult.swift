/// What the round says about one unit.
public struct UnitResult: Hashable, Sendable {
    public let unit: EvaluatedUnit
    /// Exact; nil if nothing applies to it.
    public let score: Rational?
    /// Percent of the scale, bonus included; the only figure that may be compared across groups.
    public let percent: Rational?
    public let adjustment: Rational
    public let standing: Standing
    public let level: LevelTable.Level?
    public let fields: [FieldResult]
    /// Subordinate results are still to come (tạm tính).
    public let isProvisional: Bool

    /// One field of it.
    public struct FieldResult: Hashable, Sendable {
        public let field: String
        public let score: Rational?
        public let standing: Standing
    }
}

extension Scoring {
    /// The result of one unit, with exact fractions.
    public func result(of unit: String) -> UnitResult? {
        sheet.index(ofUnit: unit).map(result)
    }

    /// All results, by code of the unit.
    public func results() -> [UnitResult] {
        let snapshot = self
        return Parallel.map(sheet.units.count, threads: sheet.units.count < 500 ? 1 : 8) { snapshot.result($0) }
    }

    func result(_ unit: Int) -> UnitResult {
        let standing = totals[unit]
        let score = exactTotal(unit)
        let fieldResults = set.fields.indices.map { field in
            UnitResult.FieldResult(
                field: set.fields[field].code, score: exactField(field, unit), standing: fieldStandings[field][unit])
        }
        return UnitResult(
            unit: sheet.units[unit], score: score,
            percent: score.flatMap { ($0 * 100).divided(by: set.scale) }, adjustment: adjustment(unit),
            standing: standing, level: standing.level.flatMap { set.levels?.levels[$0] }, fields: fieldResults,
            isProvisional: isProvisional(unit))
    }

    private func isProvisional(_ unit: Int) -> Bool {
        plan.leaves.indices.contains { leaf in
            guard case .subordinates(let children) = sheet.entries[leaf][unit] else { return false }
            return children.contains { $0.share == nil }
        }
    }

    /// The points of a unit for a criterion.
    public func line(_ unit: String, _ criterion: String) -> Line? {
        guard let unit = sheet.index(ofUnit: unit), let leaf = sheet.index(ofCriterion: criterion) else { return nil }
        return lines[leaf][unit]
    }
}
