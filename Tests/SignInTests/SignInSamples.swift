import Database
import Directory
import Essentials
import Journal
import SignIn
import TestSupport
import Testing

/// A small province: a top, an administrator, and what a test adds.
struct SampleDirectory: Sendable {
    let root: ID<Unit>
    let administrator: ID<Post>
    /// The day on which the tests live, at nine in the morning: a Friday.
    static let now = Instant(CivilDate(year: 2026, month: 3, day: 6)!, TimeOfDay(hour: 9)!)
    static let today = now.date
    static let start = CivilDate(year: 2020, month: 1, day: 1)!
    static let adminPassword = "Mua-xuan_2026!An"
    /// Cheap enough to hash in every test.
    static let parameters = Argon2Parameters(memoryKiB: 64, passes: 1, lanes: 1)

    static let key = FactorKey([UInt8](repeating: 3, count: 32))
    static let migrations = JournalMigrations.all + DirectoryMigrations.all + SignInMigrations.all

    /// What other capabilities would add.
    static let register = Permission("test.register", Wording("Vào sổ", en: "Register"))
    static let sign = Permission("test.sign", Wording("Ký", en: "Sign"))

    /// Runs a test on a fresh province.
    static func with<Value>(
        _ engine: Engine, clock: WallClock = .fixed(now), _ body: (Database, SampleDirectory) async throws -> Value
    ) async throws -> Value {
        try await TestDatabase.withMigrated(engine, migrations, clock: clock) { database in
            let hash = try await PasswordHasher(parameters).hash(adminPassword)
            let sample = try await database.write { db in
                try DefaultRoles.install(
                    [.clerk: [register], .leader: [sign], .specialist: [], .unitHead: []], at: now, in: db)
                let form = FirstRun.Form(
                    province: "Tỉnh An Hải", provinceOrganId: OrganId("H99", scheme: .level1First),
                    name: "Trần Quản Trị", username: "quantri", password: adminPassword)
                let post = try FirstRun.makeAdministrator(form, hash, address: nil, at: now, in: db)
                return SampleDirectory(root: try Unit.root(on: today, in: db)!.id, administrator: post)
            }
            return try await body(database, sample)
        }
    }

    func admin(in db: Connection, at now: Instant = now) throws -> Caller {
        try #require(try Caller.acting(as: administrator, at: now, in: db))
    }

    @discardableResult
    func unit(
        _ name: String, below parent: ID<Unit>? = nil, _ kind: UnitKind = .department, isAgency: Bool = true,
        symbol: String? = nil, from: CivilDate = start, order: Int = 0, collectively: Bool = false, in db: Connection
    ) throws -> Unit {
        try CreateUnit()(
            NewUnit(
                parent: parent ?? root, kind: kind, name: name, symbol: symbol, isAgency: isAgency,
                worksCollectively: collectively, order: order, from: from),
            by: admin(in: db), at: Self.now, in: db)
    }

    @discardableResult
    func person(_ name: String, _ username: String? = nil, in db: Connection) throws -> Person {
        try CreatePerson()(NewPerson(name: name, username: username), by: admin(in: db), at: Self.now, in: db)
    }

    @discardableResult
    func post(
        _ name: String, unit: Unit, _ title: String = "Chuyên viên", _ standing: Standing = .member,
        username: String? = nil, from: CivilDate = start, to: CivilDate? = nil, in db: Connection
    ) throws -> Post {
        let person = try person(name, username, in: db)
        return try post(of: person.id, unit: unit, title, standing, from: from, to: to, in: db)
    }

    @discardableResult
    func post(
        of person: ID<Person>, unit: Unit, _ title: String = "Chuyên viên", _ standing: Standing = .member,
        from: CivilDate = start, to: CivilDate? = nil, in db: Connection
    ) throws -> Post {
        try AssignPost()(
            NewPost(person: person, unit: unit.id, title: title, standing: standing, from: from, to: to),
            by: admin(in: db), at: Self.now, in: db)
    }

    @discardableResult
    func grant(
        _ role: DefaultRole, to post: Post, over unit: ID<Unit>, subtree: Bool = true, from: CivilDate = start,
        to: CivilDate? = nil, in db: Connection
    ) throws -> Grant {
        try GiveRole()(
            NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: subtree, from: from, to: to),
            by: admin(in: db), at: Self.now, in: db)
    }

    func caller(_ post: Post, at now: Instant = now, in db: Connection) throws -> Caller {
        try #require(try Caller.acting(as: post.id, at: now, in: db))
    }

    /// How many events of a kind are in the journal.
    static func events<E: Event>(_: E.Type, in db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM event WHERE kind = \(E.kind)") ?? 0
    }
}

/// A province's day.
func day(_ text: String) -> CivilDate {
    CivilDate(text)!
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
