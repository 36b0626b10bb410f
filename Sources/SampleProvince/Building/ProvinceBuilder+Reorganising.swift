import Database
import Directory
import Documents
import Essentials

extension ProvinceBuilder {
    /// Carries out the reorganisation as it was decided, with all that is open: new units and changes first, then new
    /// offices, so that work finds its people there, then what goes up in something else.
    mutating func reorganise(at now: Instant) throws {
        let plan = content.units.reorganisation
        let caller = try administering(at: now)
        for (place, unit) in plan.newUnits.enumerated() {
            try create(unit, order: 1000 + place, from: plan.on, by: caller, at: now)
        }
        for change in plan.changes { try apply(change, on: plan.on, by: caller, at: now) }
        try relieve(on: plan.on, by: caller, at: now)
        try appointAnew(on: plan.on, by: caller, at: now)
        for merge in plan.merges { try decide(.merge, merge, on: plan.on, by: caller, at: now) }
        for closure in plan.closures {
            let isAbolished = closure.from.allSatisfy { $0.hasPrefix("h.") }
            try decide(isAbolished ? .abolish : .merge, closure, on: plan.on, by: caller, at: now)
        }
        callers = [:]
        try findPosts(on: plan.on)
        try seatCouncil(on: plan.on, by: caller, at: now)
    }

    private func apply(
        _ change: SampleReorganisation.Change, on day: CivilDate, by caller: Caller, at now: Instant
    ) throws {
        guard let unit = try Unit.find(try unit(change.unit), on: day, in: db) else {
            throw SampleProvinceProblem.story("\(change.unit) is not there")
        }
        var form = UnitChange(of: unit, from: day)
        form.name = change.name ?? form.name
        form.symbol = change.symbol ?? form.symbol
        form.parent = try change.parent.map { try self.unit($0) } ?? form.parent
        try ChangeUnit()(form, by: caller, at: now, in: db)
    }

    private func decide(
        _ kind: SuccessionKind, _ merge: SampleReorganisation.Merge, on day: CivilDate, by caller: Caller,
        at now: Instant
    ) throws {
        try DecideSuccession(followers: [DocumentsFollower()])(
            SuccessionDecision(
                kind: kind, sources: try merge.from.map { try unit($0) },
                successors: try merge.into.map { try unit($0) },
                number: "25/NQ-HĐND", decidedOn: day.adding(days: -9),
                legalBasis: "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 (dữ liệu mẫu)", effectiveOn: day),
            by: caller, at: now, in: db)
    }

    /// Those who get another office leave theirs first.
    private func relieve(on day: CivilDate, by caller: Caller, at now: Instant) throws {
        for person in content.staff.people where person.after?.isAppointed ?? false {
            try EndPost()(
                try post(person.number), lastDay: day.adding(days: -1), by: caller, at: now, in: db)
        }
    }

    private mutating func appointAnew(on day: CivilDate, by caller: Caller, at now: Instant) throws {
        for person in content.staff.people {
            guard let post = person.after, post.isAppointed else { continue }
            try appoint(person.number, post, from: day, caller, at: now)
        }
    }

    /// Whoever went over with a unit has a new post there.
    private mutating func findPosts(on day: CivilDate) throws {
        for person in content.staff.people where !(person.after?.isAppointed ?? true) {
            let holders = try PostHolder.posts(of: people[person.number], on: day, in: db)
            guard let holder = holders.first, keyOfUnit[holder.post.unit] == person.after?.unit else {
                throw SampleProvinceProblem.story("\(person.name) was not carried over to \(person.after?.unit ?? "?")")
            }
            posts[person.number] = holder.post.id
        }
    }
}
