import Essentials

extension SampleUnits {
    /// The departments as the sources say; districts end, and their communes become fewer and larger.
    static func reorganisation(_ sources: SampleSources) -> SampleReorganisation {
        let source = sources.reorganisation
        let newUnits = source.newUnits.enumerated().map { newAgency($1, number: $0 + 23) }
        let closing = source.merges.filter { !$0.from.contains { $0.contains(".") } }
        let inner = source.merges.filter { $0.from.contains { $0.contains(".") } }
        let communes = NewCommunes(sources)
        return SampleReorganisation(
            on: source.on,
            newUnits: newUnits + communes.units,
            merges: inner.map { .init(from: $0.from, into: [$0.into]) } + communes.merges,
            changes: (source.moves + source.renames).map {
                .init(unit: $0.unit, parent: $0.parent, name: $0.name, symbol: $0.abbreviation)
            },
            closures: closing.map { .init(from: $0.from, into: [$0.into]) } + communes.closures)
    }

    private static func newAgency(_ source: SampleSources.Agency, number: Int) -> SampleUnit {
        let isParty = source.parent == "tu"
        return SampleUnit(
            key: source.key, parent: source.parent ?? "ubnd", kind: isParty ? .partyOrgan : .department,
            name: source.name, symbol: source.abbreviation, isAgency: true, place: provincePlace,
            code: isParty ? nil : [number])
    }

    /// The communes of two levels and how those of before and their districts go over into them.
    private struct NewCommunes {
        var units: [SampleUnit] = []
        var merges: [SampleReorganisation.Merge] = []
        var closures: [SampleReorganisation.Merge] = []

        init(_ sources: SampleSources) {
            for district in sources.districts {
                let into = district.wards.map { communeKey($0.into, before: false) }
                for (ward, key) in zip(district.wards, into) {
                    units.append(commune(ward.into, key: key, parent: "ubnd", code: [41 + units.count(of: .commune)]))
                    units += sources.agencies.communeRoomsFrom2025.map {
                        room($0, of: key, place: units.last { $0.kind == .commune }?.place ?? "")
                    }
                    merges.append(.init(from: ward.from.map { communeKey($0, before: true) }, into: [key]))
                }
                add(district, into: into)
            }
        }

        /// The district's rooms go to those of the commune at its seat, the first.
        private mutating func add(_ district: SampleSources.District, into communes: [String]) {
            let key = "h.\(district.key)"
            guard let seat = communes.first else { return }
            for (room, successor) in [("vp", "vp"), ("nv", "vhxh"), ("tckh", "kt"), ("vhtt", "vhxh")] {
                merges.append(.init(from: ["\(key).\(room)"], into: ["\(seat).\(successor)"]))
            }
            closures.append(.init(from: ["\(key).bcd"], into: [steeringCommittee]))
            closures.append(.init(from: [key], into: communes))
        }
    }
}

extension [SampleUnit] {
    fileprivate func count(of kind: SampleUnit.Kind) -> Int {
        count { $0.kind == kind }
    }
}
