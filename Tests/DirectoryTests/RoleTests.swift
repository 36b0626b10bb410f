import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

private let today = SampleDirectory.today
private let now = SampleDirectory.now

struct RoleTests {
    @Test(arguments: Engine.tested)
    func `nothing is allowed that was not granted, and only where it was`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let a1 = try sample.unit("Phòng A1", below: a.id, .innerUnit, isAgency: false, in: db)
                let b = try sample.unit("Sở B", in: db)
                let root = try #require(try Unit.root(on: today, in: db))
                let post = try sample.post("Lê Thư", unit: a1, in: db)
                #expect(try !sample.caller(post, in: db).rights.has(SampleDirectory.register))
                let exact = try sample.grant(.clerk, to: post, over: a.id, subtree: false, in: db)
                var caller = try sample.caller(post, in: db)
                #expect(caller.may(SampleDirectory.register, in: a.path))
                #expect(!caller.may(SampleDirectory.register, in: a1.path))
                #expect(!caller.may(SampleDirectory.sign, in: a.path))
                try WithdrawRole()(exact.id, by: sample.admin(in: db), at: now, in: db)
                #expect(try !sample.caller(post, in: db).rights.has(SampleDirectory.register))
                try sample.grant(.clerk, to: post, over: a.id, in: db)
                caller = try sample.caller(post, in: db)
                #expect(caller.may(SampleDirectory.register, in: a1.path))
                #expect(!caller.may(SampleDirectory.register, in: b.path))
                #expect(!caller.may(SampleDirectory.register, in: root.path))
                #expect(caller.mayHere(SampleDirectory.register))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a grant holds on its days only`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let post = try sample.post("Lê Thư", unit: a, in: db)
                try sample.grant(.clerk, to: post, over: a.id, from: day("2026-04-01"), to: day("2026-04-30"), in: db)
                let days = ["2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01"].map(day)
                let may = try days.map { date in
                    try sample.caller(post, at: Instant(date), in: db).rights.has(SampleDirectory.register)
                }
                #expect(may == [false, true, true, false])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody gives a role to themselves, twice, or beyond their own rule`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let manager = try sample.post("Lê Quản", unit: a, in: db)
                let other = try sample.post("Bùi Khác", unit: a, in: db)
                try sample.grant(.administrator, to: manager, over: a.id, subtree: false, in: db)
                let caller = try sample.caller(manager, in: db)
                func give(_ role: DefaultRole, _ post: Post, _ unit: ID<Unit>, subtree: Bool) throws {
                    try GiveRole()(
                        NewGrant(role: role.rawValue, post: post.id, unit: unit, coversSubtree: subtree, from: today),
                        by: caller, at: now, in: db)
                }
                #expect(throws: RoleRefusal.toOneself) { try give(.leader, manager, a.id, subtree: false) }
                #expect(throws: RoleRefusal.beyondOwnRights) { try give(.leader, other, a.id, subtree: true) }
                #expect(throws: NotFound.self) { try give(.leader, other, sample.root, subtree: false) }
                try give(.leader, other, a.id, subtree: false)
                #expect(throws: RoleRefusal.alreadyGiven) { try give(.leader, other, a.id, subtree: false) }
                #expect(try Grant.of(other.id, from: today, in: db).count == 1)
                #expect(try SampleDirectory.events(GrantGiven.self, in: db) == 3)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the program's roles are brought up to date at a start, once`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            try await database.write { db in
                let before = try SampleDirectory.events(RoleDefined.self, in: db)
                #expect(before == DefaultRole.allCases.count)
                let same: [DefaultRole: [Permission]] = [
                    .clerk: [SampleDirectory.register], .leader: [SampleDirectory.sign],
                ]
                try DefaultRoles.install(same, at: now, in: db)
                #expect(try SampleDirectory.events(RoleDefined.self, in: db) == before)
                try DefaultRoles.install(
                    [.clerk: [SampleDirectory.sign], .leader: [SampleDirectory.sign]], at: now, in: db)
                #expect(try SampleDirectory.events(RoleDefined.self, in: db) == before + 1)
                #expect(try Role.withCode("clerk", in: db)?.permissions == ["directory.read", "test.sign"])
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a province words roles of its own, of known permissions only`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let admin = try sample.admin(in: db)
                let define = DefineRole(known: DirectoryPermissions.all + [SampleDirectory.register])
                let name = Wording("Thủ quỹ", en: "Cashier")
                let role = try define(
                    RoleForm(code: "cashier", name: name, permissions: ["test.register"]), by: admin, at: now, in: db)
                try define(
                    RoleForm(code: "cashier", name: name, permissions: ["directory.read"]), changing: role.id,
                    by: admin,
                    at: now, in: db)
                #expect(try Role.find(role.id, in: db)?.permissions == ["directory.read"])
                let wrong = RoleForm(code: "Mã!", name: Wording("", en: "x"), permissions: ["no.such"])
                let problems = #expect(throws: Problems.self) { try define(wrong, by: admin, at: now, in: db) }
                #expect(problems?.byField.map(\.field) == ["code", "name", "permissions"])
                let clerk = try #require(try Role.withCode("clerk", in: db))
                #expect(throws: RoleRefusal.isBuiltIn) {
                    try define(
                        RoleForm(code: "clerk", name: name, permissions: []), changing: clerk.id, by: admin, at: now,
                        in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who gives roles in one unit only words none for the province`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            try await database.write { db in
                let a = try sample.unit("Sở A", in: db)
                let manager = try sample.post("Lê Quản", unit: a, in: db)
                try sample.grant(.administrator, to: manager, over: a.id, in: db)
                let form = RoleForm(
                    code: "mine", name: Wording("Của tôi", en: "Mine"), permissions: ["directory.manage"])
                #expect(throws: NotFound.self) {
                    try DefineRole(known: DirectoryPermissions.all)(
                        form, by: sample.caller(manager, in: db), at: now, in: db)
                }
                #expect(try Role.withCode("mine", in: db) == nil)
            }
        }
    }
}
