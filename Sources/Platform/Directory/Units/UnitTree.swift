public import Essentials

/// Units as a tree, in the order in which they are shown: parents before children, siblings by protocol and name.
public struct UnitTree: Sendable {
    private let children: [ID<Unit>?: [Unit]]
    private let known: [ID<Unit>: Unit]

    /// - Parameter units: of one day. A unit whose parent is not among them stands at the top.
    public init(_ units: [Unit]) {
        let known = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var children: [ID<Unit>?: [Unit]] = [:]
        for unit in units {
            let parent = unit.parent.flatMap { known[$0] == nil ? nil : $0 }
            children[parent, default: []].append(unit)
        }
        self.known = known
        self.children = children.mapValues { siblings in
            siblings
                .map { (unit: $0, key: VietnameseText.sortKey($0.name)) }
                .sorted { ($0.unit.order, $0.key, $0.unit.id) < ($1.unit.order, $1.key, $1.unit.id) }
                .map(\.unit)
        }
    }

    public var roots: [Unit] { children[nil] ?? [] }

    /// The units directly below one, in their order.
    public func children(of unit: ID<Unit>) -> [Unit] {
        children[unit] ?? []
    }

    public subscript(_ unit: ID<Unit>) -> Unit? {
        known[unit]
    }

    /// All units, each before those below it.
    public var flattened: [Unit] {
        var found: [Unit] = []
        var waiting = Array(roots.reversed())
        while let unit = waiting.popLast() {
            found.append(unit)
            waiting += children(of: unit.id).reversed()
        }
        return found
    }
}
