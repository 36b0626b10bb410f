import Database
import Directory
import Essentials
import SignIn

/// Four agencies, and in each of them somebody for every role.
struct MatrixPeople: Sendable {
    /// Somebody who asks.
    struct Asker: Sendable {
        let role: DefaultRole
        let place: PermissionLine.Place
        let post: ID<Post>
        let person: ID<Person>
        let username: String
        let permissions: Set<String>
    }

    let agencies: [PermissionLine.Place: ID<Unit>]
    let divisions: [PermissionLine.Place: ID<Unit>]
    let askers: [Asker]

    /// Roles whose people sit in a division; the others sit in the agency itself.
    private static let inDivisions: Set<DefaultRole> = [.unitHead, .specialist, .committeeMember]

    /// - Parameter passwordHash: of the password that all of them have.
    init(administrator: ID<Post>, passwordHash: String, at now: Instant, in db: Connection) throws {
        guard let admin = try Caller.acting(as: administrator, at: now, in: db),
            let root = try Unit.root(on: now.date, in: db)
        else { throw NotFound() }
        var maker = Maker(admin: admin, passwordHash: passwordHash, now: now, db: db)
        let parent = try maker.agency("Ủy ban nhân dân tỉnh", "UBND", .peoplesCommittee, below: root.id, .parent)
        _ = try maker.agency("Sở Khoa học và Công nghệ", "SKHCN", .department, below: parent, .own)
        _ = try maker.agency("Sở Nội vụ", "SNV", .department, below: parent, .sibling)
        _ = try maker.agency("Tỉnh ủy", "TU", .partyOrgan, below: root.id, .foreign)
        for place in PermissionLine.Place.allCases {
            for role in DefaultRole.allCases { try maker.asker(role, place) }
        }
        (agencies, divisions, askers) = (maker.agencies, maker.divisions, maker.askers)
    }

    func post(_ role: DefaultRole, _ place: PermissionLine.Place = .own) -> ID<Post> {
        askers.first { $0.role == role && $0.place == place }?.post ?? ID(rawValue: 0)
    }

    private struct Maker {
        let admin: Caller
        let passwordHash: String
        let now: Instant
        let db: Connection
        var agencies: [PermissionLine.Place: ID<Unit>] = [:]
        var divisions: [PermissionLine.Place: ID<Unit>] = [:]
        var askers: [Asker] = []

        mutating func agency(
            _ name: String, _ symbol: String, _ kind: UnitKind, below parent: ID<Unit>, _ place: PermissionLine.Place
        ) throws -> ID<Unit> {
            func unit(_ name: String, _ symbol: String, _ kind: UnitKind, _ parent: ID<Unit>) throws -> ID<Unit> {
                try CreateUnit()(
                    NewUnit(
                        parent: parent, kind: kind, name: name, symbol: symbol, isAgency: kind != .innerUnit,
                        from: now.date),
                    by: admin, at: now, in: db
                ).id
            }
            let agency = try unit(name, symbol, kind, parent)
            agencies[place] = agency
            divisions[place] = try unit("Phòng Tổng hợp", "TH", .innerUnit, agency)
            return agency
        }

        mutating func asker(_ role: DefaultRole, _ place: PermissionLine.Place) throws {
            let units = MatrixPeople.inDivisions.contains(role) ? divisions : agencies
            guard let unit = units[place], let held = try Role.withCode(role.rawValue, in: db) else { throw NotFound() }
            let username = "\(role.rawValue).\(place.rawValue)"
            let person = try CreatePerson()(
                NewPerson(name: role.name.vietnamese, username: username), by: admin, at: now, in: db)
            let standing: Standing = role == .leader || role == .unitHead ? .head : .member
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit, title: role.name.vietnamese, standing: standing, from: now.date),
                by: admin, at: now, in: db)
            try Accounts.setPassword(hash: passwordHash, for: person.id, mustChange: false, at: now, in: db)
            _ = try GiveRole()(
                NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: true, from: now.date),
                by: admin, at: now, in: db)
            askers.append(
                Asker(
                    role: role, place: place, post: post.id, person: person.id, username: username,
                    permissions: held.permissions))
        }
    }
}
