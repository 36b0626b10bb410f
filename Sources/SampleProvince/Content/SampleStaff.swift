/// The people of the province: who sat where before the reorganisation, and where everyone sits after it.
struct SampleStaff: Sendable {
    private(set) var people: [SamplePerson]
    /// Who has which of the printed accounts, by number.
    let accounts: [String: Int]

    init(_ units: SampleUnits, names: SampleSources.Names, highland: Set<String>, seed: UInt64) {
        var recruiting = Recruiting(names: names, highland: highland, seed: seed)
        for unit in units.before.units {
            recruiting.fill(unit, in: units.before)
        }
        var transfer = SampleTransfer(units)
        var people = transfer.placed(recruiting.people)
        accounts = Self.accounts(&people)
        self.people = people
    }

    /// The people in a unit, heads first.
    func posts(in unit: String, after: Bool) -> [(person: Int, post: SamplePost)] {
        people.compactMap { person in
            guard let post = after ? person.after : person.before, post.unit == unit else { return nil }
            return (person.number, post)
        }
    }

    /// Each account goes to the first of those who hold such a post after the reorganisation.
    private static func accounts(_ people: inout [SamplePerson]) -> [String: Int] {
        var accounts: [String: Int] = [:]
        for seat in SampleSeat.all {
            let found = people.firstIndex { person in
                person.username == nil && person.after.map { seat.fits($0) } ?? false
            }
            guard let found else { continue }
            people[found].username = seat.username
            accounts[seat.username] = found
        }
        return accounts
    }
}

/// Appoints people to the units of 2023.
private struct Recruiting {
    private(set) var people: [SamplePerson] = []
    private var names: SampleNames
    private var random: SeededRandom
    private let highland: Set<String>

    init(names: SampleSources.Names, highland: Set<String>, seed: UInt64) {
        self.names = SampleNames(names, seed: seed)
        self.highland = highland
        random = SeededRandom(seed: seed, stream: "staff")
    }

    mutating func fill(_ unit: SampleUnit, in tree: SampleTree) {
        switch unit.kind {
        case .steeringCommittee: break
        case .innerUnit: fillRoom(unit, in: tree)
        case .commune: fillLeaders(of: unit, deputies: 1)
        case .peoplesCommittee: fillLeaders(of: unit, deputies: 3)
        case .department: fillLeaders(of: unit, deputies: 2)
        case .district: fillLeaders(of: unit, deputies: 2)
        default: fillLeaders(of: unit, deputies: 1)
        }
        let hasOffice = tree.children(of: unit.key).contains { $0.kind == .innerUnit && $0.key.hasSuffix(".vp") }
        if unit.isAgency, !hasOffice, unit.key != "ubnd" {
            appoint(unit.kind == .commune ? "Công chức Văn phòng - thống kê" : "Văn thư", .member, .clerk, in: unit)
            if unit.kind != .commune {
                appoint(unit.kind == .publicServiceUnit ? "Viên chức" : "Chuyên viên", .member, .specialist, in: unit)
            }
        }
    }

    private mutating func fillLeaders(of unit: SampleUnit, deputies: Int) {
        appoint(SampleTitles.head(of: unit), .head, .leader, in: unit)
        for _ in 0..<deputies {
            appoint(SampleTitles.deputy(of: unit), .deputy, .leader, in: unit)
        }
    }

    private mutating func fillRoom(_ unit: SampleUnit, in tree: SampleTree) {
        appoint(SampleTitles.head(of: unit), .head, .roomHead, in: unit)
        let isDistrict = tree[unit.parent]?.kind == .district
        if !isDistrict, random.happens(inPercent: 50) {
            appoint(SampleTitles.deputy(of: unit), .deputy, .roomHead, in: unit)
        }
        if unit.key == "vp.hctc" || unit.key.hasSuffix(".vp") {
            appoint("Văn thư", .member, .clerk, in: unit)
        }
        let isInspection = unit.key.hasSuffix(".ttr") || unit.key.hasPrefix("ttt.nv")
        for _ in 0..<(isDistrict ? 1 : random.number(in: 2...3)) {
            let rank = random.happens(inPercent: 20) ? "Chuyên viên chính" : "Chuyên viên"
            appoint(isInspection ? "Thanh tra viên" : rank, .member, .specialist, in: unit)
        }
    }

    private mutating func appoint(
        _ title: String, _ standing: SamplePost.Standing, _ duty: SamplePost.Duty, in unit: SampleUnit
    ) {
        let isHighland = highland.contains(unit.key) || highland.contains(unit.parent)
        people.append(
            SamplePerson(
                number: people.count, name: names.next(isHighland: isHighland),
                before: SamplePost(unit: unit.key, title: title, standing: standing, duty: duty)))
    }
}
