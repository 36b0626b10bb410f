/// A comparison with last year that keeps apart what units did and what the set changed (cầu nối hai năm):
/// total change = [S(data₂, set₂) − S(data₁, set₂)] + [S(data₁, set₂) − S(data₁, set₁)].
public struct YearBridge: Sendable {
    /// One unit in both years.
    public struct Step: Hashable, Sendable {
        public let unit: String
        public let before: Rational
        /// Last year's answers under this year's set.
        public let bridged: Rational
        public let after: Rational

        /// What the unit itself changed.
        public var real: Rational { after - bridged }
        /// What the change of the set alone did.
        public var method: Rational { bridged - before }
    }

    /// Units that have a score in all three, by code.
    public let steps: [Step]
    /// This year's criteria for which last year has no answers: they are left out of the bridged score, not guessed.
    public let withoutEarlierData: [String]

    public init(from earlier: Scoring, to later: Scoring) throws(InputProblem) {
        let sources = later.plan.leaves.map { Self.source(of: $0.criterion, in: earlier) }
        withoutEarlierData = zip(later.plan.leaves, sources).compactMap { $1 == nil ? $0.criterion.code : nil }
        let common = later.sheet.units.filter { earlier.sheet.index(ofUnit: $0.code) != nil }
        var sheet = try Sheet(later.sheet.set, units: common)
        for (leaf, source) in sources.enumerated() {
            for (place, unit) in sheet.units.enumerated() {
                let entry: Entry
                if let source, let old = earlier.sheet.index(ofUnit: unit.code) {
                    entry = earlier.sheet.entries[source][old]
                } else {
                    entry = .notApplicable
                }
                try sheet.enter(entry, unit: place, leaf: leaf)
            }
        }
        let bridged = Scoring(sheet)
        steps = common.compactMap { unit in
            guard let before = earlier.result(of: unit.code)?.score, let between = bridged.result(of: unit.code)?.score,
                let after = later.result(of: unit.code)?.score
            else { return nil }
            return Step(unit: unit.code, before: before, bridged: between, after: after)
        }.sorted { $0.unit < $1.unit }
    }

    /// The criterion of last year whose answers can be read by this year's rule: it asks for the same inputs.
    private static func source(of criterion: Criterion, in earlier: Scoring) -> Int? {
        let codes: [String]
        switch criterion.link?.kind {
        case nil: codes = [criterion.code]
        case .same, .reworded: codes = criterion.link.map { $0.from.isEmpty ? [criterion.code] : $0.from } ?? []
        case .split, .merged, .new, .dropped: codes = []
        }
        guard codes.count == 1, let place = earlier.sheet.index(ofCriterion: codes[0]) else { return nil }
        let old = earlier.sheet.leaves[place]
        let asksTheSame =
            old.inputs.map(\.code) == criterion.inputs.map(\.code)
            && old.takesSubordinates == criterion.takesSubordinates
            && zip(old.inputs, criterion.inputs).allSatisfy { $0.canBeRead(by: $1) }
        return asksTheSame ? place : nil
    }
}

extension Input {
    /// Whether every answer to this one is an answer to the other.
    fileprivate func canBeRead(by other: Input) -> Bool {
        switch (kind, other.kind) {
        case (.yesNo, .yesNo): return true
        case (.choice(let mine), .choice(let theirs)): return mine.map(\.code) == theirs.map(\.code)
        case (.number(let low, let high, let decimals), .number(let newLow, let newHigh, let newDecimals)):
            let fitsLow = newLow.map { bound in low.map { $0 >= bound } ?? false } ?? true
            let fitsHigh = newHigh.map { bound in high.map { $0 <= bound } ?? false } ?? true
            return fitsLow && fitsHigh && decimals <= newDecimals
        default: return false
        }
    }
}
