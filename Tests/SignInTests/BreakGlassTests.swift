import Database
import Directory
import DirectorySupport
import Essentials
import Journal
import TestSupport
import Testing

@testable import SignIn

private let now = SampleDirectory.now

/// The emergency account, sealed, opened and sealed again.
struct BreakGlassTests {
    private let sessions = Sessions()

    private func desk(_ database: Database) -> SignInDesk {
        SignInDesk(
            database: database, passwords: PasswordHasher(SampleDirectory.parameters), sessions: sessions,
            settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: true))
    }

    private func seal(_ database: Database, at moment: Instant = now) async throws -> [String] {
        try await database.write { db in try SealBreakGlass().fromShell(at: moment, in: db) }
    }

    private func open(
        _ database: Database, _ codes: [String], from address: String = "192.0.2.7", at moment: Instant = now
    ) async throws -> SignedIn {
        try await SignInWithBreakGlass(desk(database))(codes[0], codes[1], address: address, agent: nil, at: moment)
    }

    private func events<E: Event>(_ kind: E.Type, _ database: Database) async throws -> Int {
        try await database.read { db in try SampleDirectory.events(kind, in: db) }
    }

    @Test(arguments: Engine.tested)
    func `both codes open an administrator of everything, who needs no second factor, and the journal tells it`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let codes = try await seal(database)
            let signedIn = try await open(database, [codes[1].lowercased(), " " + codes[0]])
            #expect(!signedIn.mustEnrolFactor && !signedIn.mustChangePassword)
            let caller = try await database.read { db in
                try #require(try sessions.caller(forToken: signedIn.token, address: nil, at: now, in: db))
            }
            #expect(caller.rights.has(.manageAccounts) && caller.personName == "Tài khoản khẩn cấp")
            #expect(try await events(BreakGlassOpened.self, database) == 1)
            let account = try await database.read { db in try #require(try BreakGlass.find(in: db)) }
            #expect(account.openedAt == now && account.person == caller.person)
        }
    }

    @Test(arguments: Engine.tested)
    func `one code alone, or both of an older seal, opens nothing`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let old = try await seal(database)
            let codes = try await seal(database)
            for wrong in [[codes[0], codes[0]], [codes[0], ""], ["", ""], old, [old[0], codes[1]]] {
                await #expect(throws: SignInRefusal.wrongSeal) {
                    try await open(database, wrong, from: "198.51.100.\(wrong[0].count + wrong[1].count)")
                }
            }
            #expect(try await events(BreakGlassOpened.self, database) == 0)
            #expect(try await events(BreakGlassRefused.self, database) == 5)
        }
    }

    @Test(arguments: Engine.tested)
    func `it opens while every administrator and the address are locked`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let codes = try await seal(database)
            let password = SignInWithPassword(desk(database))
            for attempt in 0..<30 {
                await #expect(throws: SignInRefusal.self) {
                    try await password(
                        username: attempt < 5 ? "quantri" : "nobody\(attempt)", password: "sai", address: "192.0.2.7",
                        agent: nil, at: now)
                }
            }
            _ = try await open(database, codes)
        }
    }

    @Test(arguments: Engine.tested)
    func `five wrong codes lock the address they come from, no other, and a new seal opens it`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let codes = try await seal(database)
            for _ in 0..<5 {
                await #expect(throws: SignInRefusal.wrongSeal) { try await open(database, ["sai", "sai"]) }
            }
            let end = now.adding(seconds: 12 * 3600)
            await #expect(throws: SignInRefusal.locked(until: end)) { try await open(database, codes) }
            _ = try await open(database, codes, from: "198.51.100.1")
            let anew = try await seal(database)
            _ = try await open(database, anew)
        }
    }

    @Test(arguments: Engine.tested)
    func `from the first use on the codes open for eight hours, then it has to be sealed again`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let codes = try await seal(database)
            _ = try await open(database, codes)
            _ = try await open(database, codes, at: now.adding(seconds: 8 * 3600 - 1))
            #expect(try await events(BreakGlassOpened.self, database) == 2)
            await #expect(throws: SignInRefusal.wrongSeal) {
                try await open(database, codes, at: now.adding(seconds: 8 * 3600))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `sealing anew ends its sessions and keeps the account`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let signedIn = try await open(database, try await seal(database))
            let before = try await database.read { db in try BreakGlass.find(in: db)?.person }
            _ = try await seal(database, at: now.adding(seconds: 60))
            try await database.read { db in
                #expect(try sessions.caller(forToken: signedIn.token, address: nil, at: now, in: db) == nil)
                let account = try #require(try BreakGlass.find(in: db))
                #expect(account.person == before && account.openedAt == nil)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `one that was disabled is replaced by another when it is sealed`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let codes = try await seal(database)
            let old = try await database.write { db in
                let person = try #require(try BreakGlass.find(in: db)).person
                try DisablePerson()(person, by: sample.admin(in: db), at: now, in: db)
                return person
            }
            await #expect(throws: SignInRefusal.wrong) { try await open(database, codes) }
            _ = try await open(database, try await seal(database))
            #expect(try await database.read { db in try BreakGlass.find(in: db)?.person } != old)
        }
    }

    @Test(arguments: Engine.tested)
    func `its codes are nowhere stored, and it takes no password`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let codes = try await seal(database)
            _ = try await open(database, codes)
            try await database.write { db in
                let stored: [String] = try db.values("SELECT CAST(payload AS TEXT) FROM event")
                #expect(!stored.contains { text in codes.contains { text.contains($0) } })
                let person = try #require(try BreakGlass.find(in: db)).person
                #expect(throws: AccountRefusal.isSealed) {
                    try InvitePerson()(person, by: sample.admin(in: db), at: now, in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `both codes, one after the other, stand in for its password`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, _ in
            let codes = try await seal(database)
            let signedIn = try await open(database, codes)
            let caller = try await database.read { db in
                try #require(try sessions.caller(forToken: signedIn.token, address: "192.0.2.7", at: now, in: db))
            }
            let confirm = ConfirmPassword(database: database, passwords: PasswordHasher(SampleDirectory.parameters))
            await #expect(throws: SignInRefusal.wrongSeal) { try await confirm.stepUp(codes[0], by: caller, at: now) }
            let token = try await confirm.stepUp(codes[0] + codes[1], by: caller, at: now)
            #expect(token != signedIn.token)
        }
    }

    @Test(arguments: Engine.tested)
    func `who does not administer everything does not seal it, nor does it itself`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let signedIn = try await open(database, try await seal(database))
            try await database.write { db in
                let itself = try #require(try sessions.caller(forToken: signedIn.token, address: nil, at: now, in: db))
                #expect(throws: BreakGlassRefusal.byItself) { try SealBreakGlass()(by: itself, at: now, in: db) }
                let unit = try sample.unit("Sở Nội vụ", in: db)
                let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
                try sample.grant(.administrator, to: post, over: unit.id, in: db)
                let (_, token) = try sessions.start(
                    post.person, in: post.id, address: nil, agent: nil, at: now, in: db)
                let local = try #require(try sessions.caller(forToken: token, address: nil, at: now, in: db))
                #expect(throws: NotFound.self) { try SealBreakGlass()(by: local, at: now, in: db) }
                #expect(try SampleDirectory.events(BreakGlassSealed.self, in: db) == 1)
            }
        }
    }
}
