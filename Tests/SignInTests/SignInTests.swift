import Database
import Directory
import DirectorySupport
import Essentials
import SignIn
import TestSupport
import Testing

private let now = SampleDirectory.now
private let sessions = Sessions(profile: .level3)

/// A person of a department with a password, and the doors.
private struct Door {
    let signIn: SignInWithPassword
    let confirm: ConfirmPassword
    let passwords: PasswordHasher
    let post: Post
    let database: Database
    static let password = "Hoa-sen.trong-dam 9"

    init(_ database: Database, _ sample: SampleDirectory) async throws {
        passwords = PasswordHasher(SampleDirectory.parameters)
        self.database = database
        let desk = SignInDesk(
            database: database, passwords: passwords, sessions: sessions,
            settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: false))
        signIn = SignInWithPassword(desk)
        confirm = ConfirmPassword(database: database, passwords: passwords)
        let hash = try await passwords.hash(Self.password)
        post = try await database.write { db in
            let unit = try sample.unit("Sở Nội vụ", in: db)
            let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
            try sample.grant(.clerk, to: post, over: unit.id, in: db)
            try Accounts.setPassword(hash: hash, for: post.person, mustChange: false, at: now, in: db)
            return post
        }
    }

    func enter(
        _ name: String = "an.le", _ password: String = Door.password, from address: String = "192.0.2.1",
        at time: Instant = now
    ) async throws -> SignedIn {
        let outcome = try await signIn(
            username: name, password: password, address: address, agent: "Firefox", at: time)
        guard case .signedIn(let entered) = outcome else { throw NotFound() }
        return entered
    }

    func caller(_ token: String, at time: Instant = now) async throws -> Caller? {
        try await database.read { db in
            try sessions.caller(forToken: token, address: "192.0.2.1", at: time, in: db)
        }
    }
}

struct SignInTests {
    @Test(arguments: Engine.tested)
    func `the right password opens a session, told in the journal`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let entered = try await door.enter(" An.Le ")
            let caller = try #require(try await door.caller(entered.token))
            #expect(caller.person == door.post.person && caller.post == door.post.id)
            #expect(caller.personName == "Lê An" && caller.agencyName == "Sở Nội vụ")
            #expect(caller.mayHere(SampleDirectory.register))
            #expect(sessions.isSteppedUp(caller, at: now))
            let events = try await database.read { db in try SampleDirectory.events(PersonSignedIn.self, in: db) }
            #expect(events == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `who asks is known in two statements`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let entered = try await door.enter()
            let before = database.statementCount
            #expect(try await door.caller(entered.token) != nil)
            #expect(database.statementCount - before == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a wrong name and a wrong password get the same answer and the same statements`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            var costs: [Int] = []
            for (name, address) in [("an.le", "192.0.2.7"), ("nobody", "192.0.2.8"), ("", "192.0.2.9")] {
                let before = database.statementCount
                await #expect(throws: SignInRefusal.wrong) { try await door.enter(name, "sai", from: address) }
                costs.append(database.statementCount - before)
            }
            #expect(Set(costs).count == 1)
        }
    }

    @Test(arguments: Engine.tested, ["an.le", "nobody"])
    func `five wrong passwords lock, a name that does not exist too, even for the right password`(
        engine: Engine, name: String
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            for _ in 0..<5 {
                await #expect(throws: SignInRefusal.wrong) { try await door.enter(name, "sai") }
            }
            let end = now.adding(seconds: 12 * 3600)
            await #expect(throws: SignInRefusal.locked(until: end)) { try await door.enter(name) }
            await #expect(throws: SignInRefusal.locked(until: end)) { try await door.enter(name, from: "198.51.100.1") }
            let told = try await database.read { db in try SampleDirectory.events(SignInFailed.self, in: db) }
            #expect(told == 5)
            if name == "an.le" { _ = try await door.enter(at: end) }
        }
    }

    @Test(arguments: Engine.tested)
    func `an administrator opens a locked account before its time`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            for _ in 0..<5 { _ = try? await door.enter("an.le", "sai") }
            try await database.write { db in
                try Accounts.unlock(door.post.person, by: sample.admin(in: db), at: now, in: db)
            }
            _ = try await door.enter()
        }
    }

    @Test(arguments: Engine.tested)
    func `someone disabled or without a post does not come in`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let entered = try await door.enter()
            try await database.write { db in
                try DisablePerson()(door.post.person, by: sample.admin(in: db), at: now, in: db)
            }
            #expect(try await door.caller(entered.token) == nil)
            await #expect(throws: SignInRefusal.wrong) { try await door.enter() }
            try await database.write { db in
                try EnablePerson()(door.post.person, by: sample.admin(in: db), at: now, in: db)
                try EndPost()(door.post.id, lastDay: now.date, by: sample.admin(in: db), at: now, in: db)
            }
            #expect(try await door.caller(entered.token) == nil)
            let tomorrow = now.adding(seconds: 86_400)
            await #expect(throws: SignInRefusal.noPost) { try await door.enter(at: tomorrow) }
        }
    }

    @Test(arguments: Engine.tested)
    func `a password stored with other costs is hashed anew when it is given`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            func stored() async throws -> String {
                try await database.read { db in
                    try db.value("SELECT password_hash FROM account WHERE person_id = \(door.post.person)") ?? ""
                }
            }
            let before = try await stored()
            let dearer = Argon2Parameters(memoryKiB: 128, passes: 1, lanes: 1)
            let signIn = SignInWithPassword(
                SignInDesk(
                    database: database, passwords: PasswordHasher(dearer), sessions: sessions,
                    settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: false)))
            _ = try await signIn(username: "an.le", password: Door.password, address: nil, agent: nil, at: now)
            let after = try await stored()
            #expect(before.contains("m=64,") && after.contains("m=128,"))
            _ = try await signIn(username: "an.le", password: Door.password, address: nil, agent: nil, at: now)
            #expect(try await stored() == after)
        }
    }

    @Test(arguments: Engine.tested)
    func `until a given password is changed, nothing is allowed`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let hash = try await door.passwords.hash(Door.password)
            try await database.write { db in
                try Accounts.setPassword(hash: hash, for: door.post.person, mustChange: true, at: now, in: db)
            }
            let entered = try await door.enter()
            #expect(entered.mustChangePassword)
            let caller = try #require(try await door.caller(entered.token))
            #expect(caller.mustChangePassword && caller.rights.codes.isEmpty)
            let change = ChangePassword(confirm: door.confirm)
            try await change(old: Door.password, new: "Cau-thang.go-lim 12", by: caller, at: now)
            let changed = try #require(try await door.caller(entered.token))
            #expect(!changed.mustChangePassword && changed.rights.has(SampleDirectory.register))
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed password ends all other sessions, and the old one no longer opens`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let here = try await door.enter()
            let elsewhere = try await door.enter()
            let caller = try #require(try await door.caller(here.token))
            let change = ChangePassword(confirm: door.confirm)
            let wrong = await #expect(throws: Problems.self) {
                try await change(old: "sai", new: "Cau-thang.go-lim 12", by: caller, at: now)
            }
            #expect(wrong?["oldPassword"] != nil)
            let weak = await #expect(throws: Problems.self) {
                try await change(old: Door.password, new: "ngắn", by: caller, at: now)
            }
            #expect(weak?["password"] != nil)
            let same = await #expect(throws: Problems.self) {
                try await change(old: Door.password, new: Door.password, by: caller, at: now)
            }
            #expect(same?["password"] != nil)
            #expect(try await door.caller(elsewhere.token) != nil)
            try await change(old: Door.password, new: "Cau-thang.go-lim 12", by: caller, at: now)
            #expect(try await door.caller(here.token) != nil)
            #expect(try await door.caller(elsewhere.token) == nil)
            await #expect(throws: SignInRefusal.wrong) { try await door.enter() }
            _ = try await door.enter("an.le", "Cau-thang.go-lim 12")
        }
    }

    @Test(arguments: Engine.tested)
    func `the password given again steps up for ten minutes, and wrong ones lock like those of a sign-in`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let entered = try await door.enter()
            let later = now.adding(seconds: 601)
            let caller = try #require(try await door.caller(entered.token, at: later))
            #expect(!sessions.isSteppedUp(caller, at: later))
            let token = try await door.confirm.stepUp(Door.password, by: caller, at: later)
            let again = try #require(try await door.caller(token, at: later))
            #expect(again.session == caller.session)
            #expect(try await door.caller(entered.token, at: later) == nil, "the old token still opens the session")
            #expect(sessions.isSteppedUp(again, at: later.adding(seconds: 599)))
            for _ in 0..<5 {
                await #expect(throws: SignInRefusal.wrong) {
                    try await door.confirm.stepUp("sai", by: caller, at: later)
                }
            }
            await #expect(throws: SignInRefusal.self) {
                try await door.confirm.stepUp(Door.password, by: caller, at: later)
            }
            await #expect(throws: SignInRefusal.self) { try await door.enter(at: later) }
        }
    }

    @Test(arguments: Engine.tested)
    func `an invitation sets a password once, within a day, and nobody else knows it`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let accept = AcceptInvitation(database: database, passwords: door.passwords)
            let tokens = try await database.write { db in
                try (0..<2).map { _ in try InvitePerson()(door.post.person, by: sample.admin(in: db), at: now, in: db) }
            }
            let new = "Cay-da.dau-lang 77"
            await #expect(throws: AccountRefusal.self) {
                try await accept(token: tokens[0], password: new, address: nil, at: now)
            }
            let tooLate = now.adding(seconds: 24 * 3600)
            await #expect(throws: AccountRefusal.self) {
                try await accept(token: tokens[1], password: new, address: nil, at: tooLate)
            }
            await #expect(throws: Problems.self) {
                try await accept(token: tokens[1], password: "yếu", address: nil, at: now)
            }
            let entered = try await door.enter()
            try await accept(token: tokens[1], password: new, address: nil, at: now)
            await #expect(throws: AccountRefusal.self) {
                try await accept(token: tokens[1], password: new, address: nil, at: now)
            }
            #expect(try await door.caller(entered.token) == nil)
            _ = try await door.enter("an.le", new)
        }
    }

    @Test(arguments: Engine.tested)
    func `no secret stands in the database`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let door = try await Door(database, sample)
            let entered = try await door.enter()
            let invitation = try await database.write { db in
                try InvitePerson()(door.post.person, by: sample.admin(in: db), at: now, in: db)
            }
            try await database.read { db in
                let hashes: [[UInt8]] = try db.values(
                    "SELECT token_hash FROM session UNION SELECT token_hash FROM password_invitation")
                for secret in [entered.token, invitation] {
                    #expect(!hashes.contains(Array(secret.utf8)))
                    #expect(secret.utf8.count == 43)
                }
                let payloads: [[UInt8]] = try db.values("SELECT payload FROM event")
                for payload in payloads {
                    let text = String(decoding: payload, as: UTF8.self)
                    #expect(
                        !text.contains(entered.token) && !text.contains(Door.password) && !text.contains(invitation))
                }
            }
        }
    }
}
