import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import SignIn

private let now = SampleDirectory.now

/// A person with a password and an authenticator app, at the door.
private struct Enrolled {
    let database: Database
    let desk: SignInDesk
    let person: ID<Person>
    let app: TOTP
    let recovery: [String]
    static let password = "Hoa-sen.trong-dam 9"

    init(_ database: Database, _ sample: SampleDirectory, demands: Bool = false) async throws {
        self.database = database
        let passwords = PasswordHasher(SampleDirectory.parameters)
        desk = SignInDesk(
            database: database, passwords: passwords, sessions: Sessions(),
            settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: demands))
        let hash = try await passwords.hash(Self.password)
        let key = SampleDirectory.key
        (person, app, recovery) = try await database.write { [desk] db in
            let post = try sample.post("Lê An", unit: sample.unit("Sở Nội vụ", in: db), username: "an.le", in: db)
            try Accounts.setPassword(hash: hash, for: post.person, mustChange: false, at: now, in: db)
            let session = try desk.start(
                post.person, by: .password, address: nil, agent: nil, at: now.adding(seconds: -3600), in: db)
            let caller = try #require(
                try desk.sessions.caller(
                    forToken: session.token, address: nil, at: now.adding(seconds: -3600), in: db))
            let enrol = EnrolApp(key: key)
            try enrol.begin(by: caller, in: db)
            let app = try #require(try TOTPFactor.enrolling(post.person, in: db)).codes(key)
            let first = app.code(TOTP.step(at: now.adding(seconds: -3600)))
            let codes = try enrol.confirm(first, by: caller, at: now.adding(seconds: -3600), in: db)
            return (post.person, app, try #require(codes))
        }
    }

    func pending(at time: Instant = now) async throws -> String {
        let outcome = try await SignInWithPassword(desk)(
            username: "an.le", password: Self.password, address: "192.0.2.1", agent: "Firefox", at: time)
        guard case .secondStep(let needed) = outcome else { throw NotFound() }
        return needed.token
    }

    func enter(_ code: String, _ token: String, at time: Instant = now) async throws -> SignedIn {
        try await SecondStep(desk)(code: code, pending: token, address: "192.0.2.1", agent: "Firefox", at: time)
    }

    func code(at time: Instant = now) -> String { app.code(TOTP.step(at: time)) }

    func sessions() async throws -> Int {
        try await database.read { db in try db.value("SELECT count(*) FROM session WHERE ended_at IS NULL") ?? 0 }
    }
}

struct SecondStepTests {
    @Test(arguments: Engine.tested)
    func `a right password alone opens nothing; with the code it does`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            let before = try await door.sessions()
            let token = try await door.pending()
            #expect(try await door.sessions() == before)
            let entered = try await door.enter(door.code(), token)
            #expect(try await door.sessions() == before + 1)
            let methods: [String?] = try await database.read { db in
                try db.values("SELECT method FROM session WHERE id = \(entered.session)")
            }
            #expect(methods == ["password, app"])
        }
    }

    @Test(arguments: Engine.tested)
    func `a code that was used is refused, also to a sign-in of its own`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            _ = try await door.enter(door.code(), try await door.pending())
            let again = try await door.pending()
            await #expect(throws: SignInRefusal.wrongCode) { _ = try await door.enter(door.code(), again) }
            let later = now.adding(seconds: 30)
            _ = try await door.enter(door.code(at: later), again, at: later)
        }
    }

    @Test(arguments: Engine.tested)
    func `a second step belongs to one sign-in, once, for five minutes`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            let token = try await door.pending()
            let late = now.adding(seconds: 300)
            await #expect(throws: SignInRefusal.expired) {
                _ = try await door.enter(door.code(at: late), token, at: late)
            }
            await #expect(throws: SignInRefusal.expired) { _ = try await door.enter(door.code(), token + "x") }
            _ = try await door.enter(door.code(), token)
            let next = now.adding(seconds: 60)
            await #expect(throws: SignInRefusal.expired) {
                _ = try await door.enter(door.code(at: next), token, at: next)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `five wrong codes lock the second step, whatever sign-in they belong to`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            for _ in 0..<5 {
                let token = try await door.pending()
                await #expect(throws: SignInRefusal.wrongCode) { _ = try await door.enter("000000", token) }
            }
            let token = try await door.pending()
            let until = now.adding(seconds: 12 * 3600)
            await #expect(throws: SignInRefusal.locked(until: until)) {
                _ = try await door.enter(door.code(), token)
            }
            let failures = try await database.read { db in try SampleDirectory.events(SecondStepFailed.self, in: db) }
            #expect(failures == 5)
            try await database.write { db in
                try Accounts.unlock(door.person, by: sample.admin(in: db), at: now, in: db)
            }
            _ = try await door.enter(door.code(), token)
        }
    }

    @Test(arguments: Engine.tested)
    func `a recovery code works once, as people type it`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            #expect(Set(door.recovery).count == 10)
            // 24 letters of five bits each: more than the 112 below which a slow hash would be needed (ASVS V6.5.2).
            #expect(door.recovery.allSatisfy { $0.filter { $0 != "-" }.count == 24 })
            let typed = door.recovery[3].lowercased().replacing("-", with: " ").replacing("0", with: "o")
            _ = try await door.enter(typed, try await door.pending())
            let again = try await door.pending()
            await #expect(throws: SignInRefusal.wrongCode) { _ = try await door.enter(door.recovery[3], again) }
            let left = try await database.read { db in try SecondFactors.of(door.person, in: db).recoveryCodes }
            #expect(left == 9)
            let stored: [[UInt8]] = try await database.read { db in try db.values("SELECT code_hash FROM recovery_code")
            }
            #expect(stored.allSatisfy { $0.count == 32 })
        }
    }

    @Test(arguments: Engine.tested)
    func `where a second factor is demanded, who has none may do nothing but enrol one`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample, demands: true)
            let other = try await database.write { db in
                let unit = try sample.unit("Sở Tài chính", in: db)
                let post = try sample.post("Bùi Ba", unit: unit, username: "ba.bui", in: db)
                try sample.grant(.clerk, to: post, over: unit.id, in: db)
                return post
            }
            try await database.write { db in
                let entered = try door.desk.start(
                    other.person, by: .password, address: nil, agent: nil, at: now, in: db)
                #expect(entered.mustEnrolFactor)
                func caller() throws -> Caller {
                    try #require(try door.desk.sessions.caller(forToken: entered.token, address: nil, at: now, in: db))
                }
                let asked = try caller()
                #expect(asked.mustEnrolFactor && asked.rights.codes.isEmpty)
                let enrol = EnrolApp(key: SampleDirectory.key)
                try enrol.begin(by: asked, in: db)
                #expect(throws: Problems.self) { _ = try enrol.confirm("000000", by: asked, at: now, in: db) }
                #expect(try caller().mustEnrolFactor)
                let app = try #require(try TOTPFactor.enrolling(other.person, in: db)).codes(SampleDirectory.key)
                _ = try enrol.confirm(app.code(TOTP.step(at: now)), by: asked, at: now, in: db)
                let free = try caller()
                #expect(!free.mustEnrolFactor && free.mayHere(SampleDirectory.register))
                #expect(throws: FactorRefusal.lastOne) {
                    try enrol.remove(isDemanded: true, by: free, at: now, in: db)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `who manages the account takes lost factors away, and nobody else`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Enrolled(database, sample)
            try await database.write { db in
                let colleague = try sample.post("Bùi Ba", unit: sample.unit("Sở B", in: db), in: db)
                let stranger = try sample.caller(colleague, in: db)
                #expect(throws: NotFound.self) { try ResetFactors()(door.person, by: stranger, at: now, in: db) }
                #expect(try !SecondFactors.of(door.person, in: db).isEmpty)
                let admin = try sample.admin(in: db)
                #expect(throws: AccountRefusal.self) { try ResetFactors()(admin.person, by: admin, at: now, in: db) }
                try ResetFactors()(door.person, by: admin, at: now, in: db)
                #expect(try SecondFactors.of(door.person, in: db).isEmpty)
                #expect(try SampleDirectory.events(FactorsReset.self, in: db) == 1)
            }
            #expect(try await door.sessions() == 0)
        }
    }
}
