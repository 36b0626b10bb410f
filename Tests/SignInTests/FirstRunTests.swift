import Database
import Directory
import DirectorySupport
import Essentials
import SignIn
import TestSupport
import Testing

private let now = SampleDirectory.now

struct FirstRunTests {
    private func with(
        _ engine: Engine, _ body: (Database, FirstRun) async throws -> Void
    ) async throws {
        try await TestDatabase.withMigrated(engine, SampleDirectory.migrations, clock: .fixed(now)) { database in
            try await database.write { db in try DefaultRoles.install([:], at: now, in: db) }
            try await body(
                database, FirstRun(database: database, passwords: PasswordHasher(SampleDirectory.parameters)))
        }
    }

    private let form = FirstRun.Form(
        province: "Tỉnh An Hải", name: "Trần Quản Trị", username: "QuanTri", password: SampleDirectory.adminPassword)

    @Test(arguments: Engine.tested)
    func `the printed secret makes the province and its administrator, once`(engine: Engine) async throws {
        try await with(engine) { database, firstRun in
            let token = try #require(try await database.write { db in try FirstRun.prepare(at: now, in: db) })
            let post = try await firstRun(form, token: token, address: "192.0.2.1", at: now)
            let caller = try #require(try await database.read { db in try Caller.acting(as: post, at: now, in: db) })
            #expect(caller.agencyName == "Tỉnh An Hải")
            #expect(DirectoryPermissions.all.allSatisfy { caller.mayHere($0) })
            await #expect(throws: FirstRunRefusal.self) {
                try await firstRun(form, token: token, address: nil, at: now)
            }
            let again = try await database.write { db in try FirstRun.prepare(at: now, in: db) }
            #expect(again == nil)
            let people = try await database.read { db in try Person.list(in: db).map(\.username) }
            #expect(people == ["quantri"])
        }
    }

    @Test(arguments: Engine.tested)
    func `only the secret that was printed last opens the page`(engine: Engine) async throws {
        try await with(engine) { database, firstRun in
            let first = try #require(try await database.write { db in try FirstRun.prepare(at: now, in: db) })
            let second = try #require(try await database.write { db in try FirstRun.prepare(at: now, in: db) })
            for token in [first, "", "đoán"] {
                await #expect(throws: FirstRunRefusal.self) {
                    try await firstRun(form, token: token, address: nil, at: now)
                }
            }
            let isPending = try await database.read { db in try FirstRun.isPending(in: db) }
            #expect(isPending)
            _ = try await firstRun(form, token: second, address: nil, at: now)
        }
    }

    @Test func `a weak password or a missing name is mended, and nothing is made meanwhile`() async throws {
        try await with(.sqlite) { database, firstRun in
            let token = try #require(try await database.write { db in try FirstRun.prepare(at: now, in: db) })
            for field in ["password", "province", "username", "name"] {
                var wrong = form
                switch field {
                case "password": wrong.password = "admin"
                case "province": wrong.province = " "
                case "username": wrong.username = ""
                default: wrong.name = ""
                }
                let sent = wrong
                let problems = await #expect(throws: Problems.self) {
                    try await firstRun(sent, token: token, address: nil, at: now)
                }
                #expect(problems?[field] != nil)
            }
            let isPending = try await database.read { db in try FirstRun.isPending(in: db) }
            #expect(isPending)
            _ = try await firstRun(form, token: token, address: nil, at: now)
        }
    }

    @Test func `two who use the secret at once make one administrator`() async throws {
        try await with(.postgresql) { database, firstRun in
            let token = try #require(try await database.write { db in try FirstRun.prepare(at: now, in: db) })
            let made = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<6 {
                    group.addTask { [form] in
                        var mine = form
                        mine.username = "quantri\(index)"
                        return (try? await firstRun(mine, token: token, address: nil, at: now)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }
}
