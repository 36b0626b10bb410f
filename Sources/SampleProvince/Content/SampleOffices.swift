/// Who sits where at one time: found fast, since every act asks.
struct SampleOffices: Sendable {
    let tree: SampleTree
    private let byUnit: [String: [(person: Int, post: SamplePost)]]
    private let roomsOf: [String: [SampleUnit]]
    private let clerks: [String: Int]
    private let unitOf: [Int: String]

    init(_ staff: SampleStaff, _ tree: SampleTree, after: Bool) {
        self.tree = tree
        var byUnit: [String: [(person: Int, post: SamplePost)]] = [:]
        var clerks: [String: Int] = [:]
        var unitOf: [Int: String] = [:]
        for person in staff.people {
            guard let post = after ? person.after : person.before else { continue }
            unitOf[person.number] = post.unit
            byUnit[post.unit, default: []].append((person.number, post))
            if post.duty == .clerk, let agency = tree.agency(of: post.unit)?.key {
                // An agency that took over another has two clerks; one that is signed in to comes first.
                if clerks[agency] == nil || (person.username != nil) { clerks[agency] = person.number }
            }
        }
        self.byUnit = byUnit
        self.clerks = clerks
        self.unitOf = unitOf
        roomsOf = Dictionary(grouping: tree.all(.innerUnit), by: \.parent)
    }

    func rooms(of agency: String) -> [SampleUnit] {
        roomsOf[agency] ?? []
    }

    func head(of unit: String) -> Int? {
        byUnit[unit]?.first { $0.post.standing == .head }?.person
    }

    /// Heads and deputies.
    func leaders(of unit: String) -> [Int] {
        (byUnit[unit] ?? []).filter { $0.post.duty == .leader }.map(\.person)
    }

    func specialists(of unit: String) -> [Int] {
        (byUnit[unit] ?? []).filter { $0.post.duty == .specialist }.map(\.person)
    }

    func clerk(of agency: String) -> Int? {
        clerks[agency]
    }

    func unit(of person: Int) -> String? {
        unitOf[person]
    }

    func post(of person: Int, in unit: String) -> SamplePost? {
        byUnit[unit]?.first { $0.person == person }?.post
    }
}
