/// Gives everyone a place after the reorganisation. One head leads what several led before: the others become deputies.
struct SampleTransfer {
    private let units: SampleUnits
    private var led: Set<String>

    init(_ units: SampleUnits) {
        self.units = units
        // Who leads a unit that stays, stays.
        led = Set(units.before.units.map(\.key)).intersection(units.after.units.map(\.key))
    }

    mutating func placed(_ people: [SamplePerson]) -> [SamplePerson] {
        var people = people
        var locals: [String: [Int]] = [:]
        for index in people.indices {
            guard let post = people[index].before else { continue }
            if let commune = commune(for: post.unit) {
                locals[commune, default: []].append(index)
            } else {
                people[index].after = placed(post)
            }
        }
        for unit in units.after.all(.commune) {
            staff(unit, with: locals[unit.key] ?? [], &people)
        }
        return people
    }

    private mutating func placed(_ post: SamplePost) -> SamplePost {
        let key = units.reorganisation.successor(of: post.unit)
        guard key != post.unit, let unit = units.after[key] else { return post }
        switch post.standing {
        case .head where led.insert(key).inserted:
            return moved(post, to: key, title: SampleTitles.head(of: unit), .head)
        case .head, .deputy:
            return moved(post, to: key, title: SampleTitles.deputy(of: unit), .deputy)
        case .member:
            return moved(post, to: key, title: post.title, .member)
        }
    }

    private func moved(
        _ post: SamplePost, to unit: String, title: String, _ standing: SamplePost.Standing
    ) -> SamplePost {
        SamplePost(
            unit: unit, title: title, standing: standing, duty: post.duty,
            isAppointed: title != post.title || standing != post.standing)
    }

    /// The commune that takes over who works in a commune or district of before.
    private func commune(for unit: String) -> String? {
        let key = units.reorganisation.successor(of: unit)
        guard key != unit, let agency = units.after.agency(of: key), agency.kind == .commune else { return nil }
        return agency.key
    }

    /// District officials were first in line for the new communes' offices, then the communes' own.
    private func staff(_ unit: SampleUnit, with candidates: [Int], _ people: inout [SamplePerson]) {
        let order: [SamplePost.Standing: Int] = [.head: 0, .deputy: 1, .member: 2]
        func rank(_ index: Int) -> (Int, Int, Int) {
            guard let post = people[index].before else { return (9, 9, 9) }
            let isClerk = post.duty == .clerk ? 1 : 0
            return (order[post.standing] ?? 9, (units.before[post.unit]?.kind == .commune ? 1 : 0) + isClerk, index)
        }
        var waiting = candidates.sorted { rank($0) < rank($1) }
        let clerk = waiting.firstIndex { people[$0].before?.duty == .clerk }.map { waiting.remove(at: $0) }
        if let clerk {
            people[clerk].after = appointed("Văn thư", .member, .clerk, in: "\(unit.key).vp")
        }
        // The smallest have one deputy, so that each room has its head.
        let skipsSecondDeputy = waiting.count < 6
        for (place, index) in waiting.enumerated() {
            people[index].after = office(place > 1 && skipsSecondDeputy ? place + 1 : place, in: unit)
        }
    }

    private func office(_ place: Int, in unit: SampleUnit) -> SamplePost {
        switch place {
        case 0: appointed(SampleTitles.head(of: unit), .head, .leader, in: unit.key)
        case 1, 2: appointed(SampleTitles.deputy(of: unit), .deputy, .leader, in: unit.key)
        case 3: appointed("Trưởng phòng", .head, .roomHead, in: "\(unit.key).kt")
        case 4: appointed("Trưởng phòng", .head, .roomHead, in: "\(unit.key).vhxh")
        case 5: appointed("Chánh Văn phòng", .head, .roomHead, in: "\(unit.key).vp")
        default:
            appointed(
                "Chuyên viên", .member, .specialist, in: "\(unit.key).\(["kt", "vhxh", "vp"][(place - 6) % 3])")
        }
    }

    private func appointed(
        _ title: String, _ standing: SamplePost.Standing, _ duty: SamplePost.Duty, in unit: String
    ) -> SamplePost {
        SamplePost(unit: unit, title: title, standing: standing, duty: duty, isAppointed: true)
    }
}
