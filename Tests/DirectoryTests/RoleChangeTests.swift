import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today
private let now = SampleDirectory.now

/// A role of the province's own is changed.
struct RoleChangeTests {
    private static let define = DefineRole(
        known: DirectoryPermissions.all + [SampleDirectory.register, SampleDirectory.sign])
    private static let name = Wording("Thủ quỹ", en: "Cashier")

    private static func form(_ permissions: Set<String>) -> RoleForm {
        RoleForm(code: "cashier", name: name, permissions: permissions)
    }

    private static func cashier(_ sample: SampleDirectory, in db: Connection) throws -> Role {
        try define(form(["test.register"]), by: sample.admin(in: db), at: now, in: db)
    }

    private static func give(
        _ post: Post, over unit: ID<Unit>, from: CivilDate = today, by caller: Caller, in db: Connection
    ) throws {
        try GiveRole()(
            NewGrant(role: "cashier", post: post.id, unit: unit, coversSubtree: true, from: from), by: caller, at: now,
            in: db)
    }

    /// Five who have it in as many ways: alone, with another role over all of it, with another over less of it, from
    /// tomorrow on, and through the first for whom the fifth stands in.
    private static func holders(_ sample: SampleDirectory, over unit: Unit, in db: Connection) throws -> [Post] {
        let admin = try sample.admin(in: db)
        let posts = try ["Lê Một", "Bùi Hai", "Vũ Ba", "Hồ Bốn", "Đỗ Năm"].map { name in
            try sample.post(name, unit: unit, in: db)
        }
        for post in posts.prefix(3) { try give(post, over: unit.id, by: admin, in: db) }
        try sample.grant(.clerk, to: posts[1], over: sample.root, in: db)
        try sample.grant(.clerk, to: posts[2], over: unit.id, subtree: false, in: db)
        try give(posts[3], over: unit.id, from: today.adding(days: 1), by: admin, in: db)
        try standIn(posts[4], for: posts[0], sample, in: db)
        return posts
    }

    private static func standIn(
        _ substitute: Post, for absent: Post, _ sample: SampleDirectory, in db: Connection
    ) throws {
        let asked = try RequestSubstitution()(
            NewSubstitution(
                absent: absent.id, substitute: substitute.id, from: today, to: today.adding(days: 9),
                reason: "Nghỉ phép"),
            by: sample.caller(absent, in: db), at: now, in: db)
        try ApproveSubstitution()(asked.id, by: sample.admin(in: db), at: now, in: db)
    }

    @Test(arguments: Engine.tested)
    func `who gains and who loses what is told before as it is afterwards`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let admin = try sample.admin(in: db)
                let role = try Self.cashier(sample, in: db)
                let unit = try sample.unit("Sở A", in: db)
                let inner = try sample.unit("Phòng A1", below: unit.id, .innerUnit, isAgency: false, in: db)
                let posts = try Self.holders(sample, over: unit, in: db)
                func may(_ permission: Permission) throws -> [Bool] {
                    try posts.map { try sample.caller($0, in: db).may(permission, in: inner.path) }
                }
                let wanted = Self.form(["test.sign"])
                let effects = try Self.define.prepare(wanted, changing: role.id, by: admin, at: now, in: db)
                    .effects(on: today, in: db)
                func told(_ codes: (RoleEffect) -> Set<String>) -> [Set<String>] {
                    posts.map { post in effects.first { $0.post == post.id }.map(codes) ?? [] }
                }
                #expect(told(\.gained) == [["test.sign"], ["test.sign"], ["test.sign"], [], ["test.sign"]])
                #expect(told(\.lost) == [["test.register"], [], ["test.register"], [], ["test.register"]])
                #expect(try may(SampleDirectory.register) == [true, true, true, false, true])
                try Self.define(wanted, changing: role.id, by: admin, at: now, in: db)
                #expect(try may(SampleDirectory.sign) == [true, true, true, false, true])
                #expect(try may(SampleDirectory.register) == [false, true, false, false, false])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody adds to a role of their own, nor to that of whom they stand in for`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let admin = try sample.admin(in: db)
                let role = try Self.cashier(sample, in: db)
                let unit = try sample.unit("Sở A", in: db)
                let holder = try sample.post("Lê Một", unit: unit, in: db)
                let second = try sample.post("Bùi Hai", unit: unit, in: db)
                for post in [holder, second] { try sample.grant(.administrator, to: post, over: sample.root, in: db) }
                try Self.give(holder, over: unit.id, from: today.adding(days: 5), by: admin, in: db)
                try Self.standIn(second, for: holder, sample, in: db)
                let before = try SampleDirectory.events(RoleDefined.self, in: db)
                let wider = Self.form(["test.register", "test.sign"])
                for post in [holder, second] {
                    let caller = try sample.caller(post, in: db)
                    #expect(throws: RoleRefusal.toOneself) {
                        try Self.define(wider, changing: role.id, by: caller, at: now, in: db)
                    }
                }
                #expect(try Role.find(role.id, in: db)?.permissions == ["test.register"])
                #expect(try SampleDirectory.events(RoleDefined.self, in: db) == before)
                try Self.define(Self.form([]), changing: role.id, by: sample.caller(holder, in: db), at: now, in: db)
                try Self.define(wider, changing: role.id, by: admin, at: now, in: db)
                #expect(try Role.find(role.id, in: db)?.permissions == ["test.register", "test.sign"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `what changes nothing is refused and not told`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let role = try Self.cashier(sample, in: db)
                let before = try SampleDirectory.events(RoleDefined.self, in: db)
                let admin = try sample.admin(in: db)
                #expect(throws: RoleRefusal.isUnchanged) {
                    try Self.define(Self.form(["test.register"]), changing: role.id, by: admin, at: now, in: db)
                }
                #expect(try SampleDirectory.events(RoleDefined.self, in: db) == before)
            }
        }
    }
}
