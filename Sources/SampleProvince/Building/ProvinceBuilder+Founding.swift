import App
import Database
import Directory
import Essentials
import SignIn

extension ProvinceBuilder {
    /// Sets up the units of before the reorganisation, their people, posts and roles, and the printed accounts.
    mutating func found(passwordHash: String) throws {
        let now = Instant(SampleUnits.founded, TimeOfDay(secondsSinceMidnight: 8 * 3600))
        try DefaultRoles.install(Roles.permissions, at: now, in: db)
        administrator = try FirstRun.makeAdministrator(
            FirstRun.Form(
                province: "Tỉnh \(SampleUnits.provincePlace)", name: "Nguyễn Quản Trị",
                username: SampleSeat.administrator.username, title: SampleSeat.administrator.label,
                password: SampleSeat.password),
            passwordHash, address: nil, at: now, in: db)
        let caller = try administering(at: now)
        units[""] = caller.unit
        for (place, unit) in content.units.before.units.enumerated() {
            try create(unit, order: place, from: SampleUnits.founded, by: caller, at: now)
        }
        for person in content.staff.people {
            let entered = try CreatePerson()(
                NewPerson(name: person.name, username: person.username), by: caller, at: now, in: db)
            people.append(entered.id)
            if person.username != nil {
                try Accounts.setPassword(hash: passwordHash, for: entered.id, mustChange: false, at: now, in: db)
            }
            if let post = person.before { try appoint(person.number, post, from: SampleUnits.founded, caller, at: now) }
        }
    }

    mutating func create(
        _ unit: SampleUnit, order: Int, from: CivilDate, by caller: Caller, at now: Instant
    ) throws {
        let created = try CreateUnit()(
            NewUnit(
                parent: try self.unit(unit.parent), kind: UnitKind(unit.kind), name: unit.name, symbol: unit.symbol,
                isAgency: unit.isAgency, worksCollectively: unit.worksCollectively, order: order, from: from,
                organIds: unit.organIds),
            by: caller, at: now, in: db)
        units[unit.key] = created.id
        keyOfUnit[created.id] = unit.key
    }

    mutating func appoint(
        _ person: Int, _ post: SamplePost, from: CivilDate, _ caller: Caller, at now: Instant
    ) throws {
        let unit = try unit(post.unit)
        let assigned = try AssignPost()(
            NewPost(
                person: people[person], unit: unit, title: post.title, standing: Standing(post.standing), from: from),
            by: caller, at: now, in: db)
        posts[person] = assigned.id
        let tree = from > SampleUnits.founded ? content.units.after : content.units.before
        guard let agency = tree.agency(of: post.unit) else { return }
        for (role, place) in try grants(of: post, unit: unit, agency: self.unit(agency.key)) {
            try GiveRole()(
                NewGrant(role: role.rawValue, post: assigned.id, unit: place, coversSubtree: false, from: from),
                by: caller, at: now, in: db)
        }
    }

    /// What each duty needs, and where.
    private func grants(
        of post: SamplePost, unit: ID<Unit>, agency: ID<Unit>
    ) -> [(DefaultRole, ID<Unit>)] {
        switch post.duty {
        case .leader: [(.leader, agency), (.unitHead, unit)]
        case .roomHead: [(.unitHead, unit)]
        case .specialist: [(.specialist, unit)]
        case .clerk: [(.clerk, agency), (.specialist, unit)]
        }
    }
}

extension UnitKind {
    fileprivate init(_ kind: SampleUnit.Kind) {
        self =
            switch kind {
            case .peoplesCouncil: .peoplesCouncil
            case .peoplesCommittee: .peoplesCommittee
            case .department: .department
            case .district: .district
            case .commune: .commune
            case .partyOrgan: .partyOrgan
            case .massOrganisation: .massOrganisation
            case .centralAgency: .centralAgency
            case .publicServiceUnit: .publicServiceUnit
            case .innerUnit: .innerUnit
            case .steeringCommittee: .steeringCommittee
            }
    }
}

extension Standing {
    fileprivate init(_ standing: SamplePost.Standing) {
        self =
            switch standing {
            case .head: .head
            case .deputy: .deputy
            case .member: .member
            }
    }
}

extension SampleUnit {
    /// Both national identifiers, below a level 1 that no province has.
    fileprivate var organIds: [OrganId] {
        guard let code else { return [] }
        let groups = code.map { $0 < 10 ? "0\($0)" : "\($0)" }
        let second = groups.first ?? "00"
        let third = groups.count > 1 ? groups[1] : "00"
        return [
            OrganId((["H99"] + groups).joined(separator: "."), scheme: .level1First),
            OrganId("000.\(third).\(second).H99", scheme: .level1Last),
        ].compactMap { $0 }
    }
}
