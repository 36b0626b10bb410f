import Essentials

/// What the province did on 1 July 2025: two levels, fewer departments, larger communes (Luật 72/2025/QH15). In the order in
/// which it is decided: what is inside the units first, then the units themselves.
struct SampleReorganisation: Sendable {
    let on: CivilDate
    let newUnits: [SampleUnit]
    /// Inner units and communes that became part of another one.
    let merges: [Merge]
    /// Units that changed their place or name.
    let changes: [Change]
    /// Departments and districts whose last units have gone.
    let closures: [Merge]

    struct Merge: Hashable, Sendable {
        let from: [String]
        /// The main successor first.
        let into: [String]
    }

    struct Change: Hashable, Sendable {
        let unit: String
        let parent: String?
        let name: String?
        let symbol: String?
    }

    /// The successor of every unit that ended, itself for all others.
    func successor(of key: String) -> String {
        for merge in merges + closures where merge.from.contains(key) {
            return merge.into.first ?? key
        }
        return key
    }

    /// The tree as it stands afterwards.
    func applied(to before: SampleTree) -> SampleTree {
        let ended = Set((merges + closures).flatMap(\.from))
        let changed = Dictionary(changes.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
        let remaining = before.units.filter { !ended.contains($0.key) }.map { unit in
            guard let change = changed[unit.key] else { return unit }
            var unit = unit
            unit.parent = change.parent ?? unit.parent
            unit.name = change.name ?? unit.name
            unit.symbol = change.symbol ?? unit.symbol
            return unit
        }
        return SampleTree(remaining + newUnits)
    }
}
