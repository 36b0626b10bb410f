public import Essentials

/// A dated grouping of units: communes in a former district, in a region, urban or rural. Mergers change it on a day.
public struct Grouping: Hashable, Sendable {
    /// That a unit belongs to a group, from a day and until before another.
    public struct Membership: Hashable, Sendable {
        public let unit: String
        public let group: String
        public let from: CivilDate
        public let to: CivilDate?

        public init(unit: String, group: String, from: CivilDate, to: CivilDate? = nil) {
            self.unit = unit
            self.group = group
            self.from = from
            self.to = to
        }
    }

    /// That a unit went on in another (sáp nhập): what becomes of its score mid-year.
    public struct Merger: Hashable, Sendable {
        /// What becomes of the score.
        public enum Rule: String, CaseIterable, Sendable {
            /// The successor's score counts for both.
            case successor
            /// It takes no part.
            case excluded
        }

        public let unit: String
        public let into: String
        public let on: CivilDate
        public let rule: Rule

        public init(unit: String, into: String, on: CivilDate, rule: Rule) {
            self.unit = unit
            self.into = into
            self.on = on
            self.rule = rule
        }
    }

    public var memberships: [Membership]
    public var mergers: [Merger]

    public init(_ memberships: [Membership], mergers: [Merger] = []) {
        self.memberships = memberships
        self.mergers = mergers
    }

    /// Members by group on a day, in order of code.
    public func members(on day: CivilDate) -> [String: [String]] {
        var groups: [String: [String]] = [:]
        for one in memberships where one.from <= day && one.to.map({ day < $0 }) ?? true {
            groups[one.group, default: []].append(one.unit)
        }
        return groups.mapValues { $0.sorted() }
    }

    /// Whose score counts for a unit on a day; nil if none does.
    public func scored(_ unit: String, on day: CivilDate) -> String? {
        var current = unit
        var seen: Set<String> = []
        while let merger = mergers.first(where: { $0.unit == current && $0.on <= day }), seen.insert(current).inserted {
            guard merger.rule == .successor else { return nil }
            current = merger.into
        }
        return current
    }
}

extension Scoring {
    /// Rank of each unit among its neighbours of a grouping, by the set's own tie rule.
    public func ranks(within grouping: Grouping, on day: CivilDate) -> [String: Int] {
        var ranks: [String: Int] = [:]
        for members in grouping.members(on: day).values {
            let units = members.compactMap { sheet.index(ofUnit: $0) }.filter { totals[$0].rank != nil }
            var place = 1
            for equal in ExactOrder.descending(
                units, { self.totals[$0].bounds }, exact: { self.exactTotal($0) ?? .zero })
            {
                for unit in equal { ranks[sheet.units[unit].code] = place }
                place += set.ties == .dense ? 1 : equal.count
            }
        }
        return ranks
    }

    /// The subordinate results of every group of a grouping, ready to be entered at the superior unit. A unit without a
    /// result is late; a unit that merged away counts by its successor or not at all.
    public func rollUp(
        _ grouping: Grouping, on day: CivilDate, weights: [String: Rational] = [:]
    ) -> [String: Entry] {
        grouping.members(on: day).mapValues { members in
            .subordinates(
                members.compactMap { member in
                    guard let scored = grouping.scored(member, on: day) else { return nil }
                    return Entry.Subordinate(share: share(of: scored), weight: weights[member] ?? .one)
                })
        }
    }

    /// Score over maximum, at most 1; nil while the unit is not ranked.
    private func share(of unit: String) -> Rational? {
        guard let place = sheet.index(ofUnit: unit), totals[place].rank != nil, let total = exactTotal(place) else {
            return nil
        }
        return total.divided(by: set.scale).map { min(max($0, .zero), .one) }
    }
}
