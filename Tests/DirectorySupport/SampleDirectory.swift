public import Database
public import Directory
public import Essentials
public import Journal
import TestSupport

/// A small province: a top, an administrator, and what a test adds.
public struct SampleDirectory: Sendable {
    /// The province itself.
    public let root: ID<Unit>
    /// The post of who may do everything.
    public let administrator: ID<Post>
    /// The day on which the tests live, at nine in the morning: a Friday.
    public static let now = Instant(CivilDate(year: 2026, month: 3, day: 6)!, TimeOfDay(hour: 9)!)
    /// Its date.
    public static let today = now.date
    /// Since when everything is there unless told otherwise.
    public static let start = CivilDate(year: 2020, month: 1, day: 1)!

    /// What another capability would add.
    public static let register = Permission("test.register", Wording("Vào sổ", en: "Register"))
    /// What another capability would add.
    public static let sign = Permission("test.sign", Wording("Ký", en: "Sign"))

    /// Runs a test on a fresh province.
    ///
    /// - Parameter found: makes the province and its administrator, and gives the administrator's post.
    public static func with<Value>(
        _ engine: Engine, _ migrations: [Migration], clock: WallClock,
        founding found: @escaping @Sendable (Connection) throws -> ID<Post>,
        _ body: (Database, SampleDirectory) async throws -> Value
    ) async throws -> Value {
        try await TestDatabase.withMigrated(engine, migrations, clock: clock) { database in
            let sample = try await database.write { db in
                try DefaultRoles.install(
                    [.clerk: [register], .leader: [sign], .specialist: [], .unitHead: []], at: now, in: db)
                let post = try found(db)
                return SampleDirectory(root: try Unit.root(on: today, in: db)!.id, administrator: post)
            }
            return try await body(database, sample)
        }
    }

    /// The administrator, as they act on a day.
    public func admin(in db: Connection, at now: Instant = now) throws -> Caller {
        try caller(administrator, at: now, in: db)
    }

    /// Another unit, below the top unless told otherwise.
    @discardableResult
    public func unit(
        _ name: String, below parent: ID<Unit>? = nil, _ kind: UnitKind = .department, isAgency: Bool = true,
        symbol: String? = nil, from: CivilDate = start, order: Int = 0, collectively: Bool = false, in db: Connection
    ) throws -> Unit {
        try CreateUnit()(
            NewUnit(
                parent: parent ?? root, kind: kind, name: name, symbol: symbol, isAgency: isAgency,
                worksCollectively: collectively, order: order, from: from),
            by: admin(in: db), at: Self.now, in: db)
    }

    /// Another person, with an account when there is a user name.
    @discardableResult
    public func person(_ name: String, _ username: String? = nil, in db: Connection) throws -> Person {
        try CreatePerson()(NewPerson(name: name, username: username), by: admin(in: db), at: Self.now, in: db)
    }

    /// Another person in a post.
    @discardableResult
    public func post(
        _ name: String, unit: Unit, _ title: String = "Chuyên viên", _ standing: Standing = .member,
        username: String? = nil, from: CivilDate = start, to: CivilDate? = nil, in db: Connection
    ) throws -> Post {
        let person = try person(name, username, in: db)
        return try post(of: person.id, unit: unit, title, standing, from: from, to: to, in: db)
    }

    /// Another post of a person.
    @discardableResult
    public func post(
        of person: ID<Person>, unit: Unit, _ title: String = "Chuyên viên", _ standing: Standing = .member,
        from: CivilDate = start, to: CivilDate? = nil, in db: Connection
    ) throws -> Post {
        try AssignPost()(
            NewPost(person: person, unit: unit.id, title: title, standing: standing, from: from, to: to),
            by: admin(in: db), at: Self.now, in: db)
    }

    /// A role over a unit.
    @discardableResult
    public func grant(
        _ role: DefaultRole, to post: Post, over unit: ID<Unit>, subtree: Bool = true, from: CivilDate = start,
        to: CivilDate? = nil, in db: Connection
    ) throws -> Grant {
        try GiveRole()(
            NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: subtree, from: from, to: to),
            by: admin(in: db), at: Self.now, in: db)
    }

    /// Somebody, as they act in a post.
    public func caller(_ post: Post, at now: Instant = now, in db: Connection) throws -> Caller {
        try caller(post.id, at: now, in: db)
    }

    private func caller(_ post: ID<Post>, at now: Instant, in db: Connection) throws -> Caller {
        guard let caller = try Caller.acting(as: post, at: now, in: db) else { throw NotFound() }
        return caller
    }

    /// How many events of a kind are in the journal.
    public static func events<E: Event>(_: E.Type, in db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM event WHERE kind = \(E.kind)") ?? 0
    }
}

/// A province's day.
public func day(_ text: String) -> CivilDate {
    CivilDate(text)!
}
