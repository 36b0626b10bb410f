import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import SignIn

private let now = SampleDirectory.now

/// A person who is signed in and has made a passkey.
private struct Owner {
    let database: Database
    let desk: SignInDesk
    let post: Post
    let caller: Caller
    let device = SoftAuthenticator()
    static let password = "Hoa-sen.trong-dam 9"

    init(_ database: Database, _ sample: SampleDirectory) async throws {
        self.database = database
        let passwords = PasswordHasher(SampleDirectory.parameters)
        let hash = try await passwords.hash(Self.password)
        desk = SignInDesk(
            database: database, passwords: passwords, sessions: Sessions(),
            settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: true, relyingParty: .localhost))
        (post, caller) = try await database.write { [desk, device] db in
            let unit = try sample.unit("Sở Nội vụ", in: db)
            let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
            try Accounts.setPassword(hash: hash, for: post.person, mustChange: false, at: now, in: db)
            let entered = try desk.start(post.person, by: .password, address: nil, agent: nil, at: now, in: db)
            let caller = try #require(
                try desk.sessions.caller(forToken: entered.token, address: nil, at: now, in: db))
            let register = RegisterPasskey(desk)
            let options = try #require(try register.options(for: caller, at: now, in: db))
            let codes = try register(
                name: "Điện thoại", response: device.made(for: options), by: caller, at: now, in: db)
            #expect(codes?.count == 10)
            return (post, caller)
        }
    }

    func enter(_ response: String, at time: Instant = now) async throws -> SignedIn {
        try await SignInWithPasskey(desk)(response: response, address: "192.0.2.1", agent: nil, at: time)
    }

    func options(at time: Instant = now) throws -> PasskeyOptions {
        try #require(SignInWithPasskey(desk).options(at: time))
    }
}

struct PasskeyTests {
    @Test(arguments: Engine.tested)
    func `a passkey alone signs in, once for each challenge, within five minutes`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let owner = try await Owner(database, sample)
            var device = owner.device
            let response = try device.proof(for: owner.options())
            let entered = try await owner.enter(response)
            let caller = try await database.read { db in
                try owner.desk.sessions.caller(forToken: entered.token, address: nil, at: now, in: db)
            }
            #expect(caller?.person == owner.post.person && caller?.mustEnrolFactor == false)
            await #expect(throws: SignInRefusal.wrongPasskey) { _ = try await owner.enter(response) }
            let late = try device.proof(for: owner.options())
            await #expect(throws: SignInRefusal.wrongPasskey) {
                _ = try await owner.enter(late, at: now.adding(seconds: 300))
            }
            let refused = try await database.read { db in try SampleDirectory.events(PasskeyRefused.self, in: db) }
            #expect(refused == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `without its owner's PIN, from another site, with a counter gone back: nobody is signed in`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let owner = try await Owner(database, sample)
            var device = owner.device
            let before = try await sessions(database)
            var wrong = [try device.proof(for: owner.options(), isVerified: false)]
            device.origin = "https://evil.example.org"
            wrong.append(try device.proof(for: owner.options()))
            device.origin = "http://localhost:8080"
            wrong += ["", "{}", try SoftAuthenticator().made(for: owner.options())]
            var stranger = SoftAuthenticator()
            wrong.append(try stranger.proof(for: owner.options()))
            for response in wrong {
                await #expect(throws: SignInRefusal.wrongPasskey) { _ = try await owner.enter(response) }
            }
            _ = try await owner.enter(device.proof(for: owner.options()))
            device.count -= 1
            let copied = try device.proof(for: owner.options())
            await #expect(throws: SignInRefusal.wrongPasskey) { _ = try await owner.enter(copied) }
            #expect(try await sessions(database) == before + 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a locked password does not lock the passkey`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let owner = try await Owner(database, sample)
            var device = owner.device
            for guess in 0..<6 {
                await #expect(throws: SignInRefusal.self) {
                    _ = try await SignInWithPassword(owner.desk)(
                        username: "an.le", password: "sai \(guess)", address: "198.51.100.1", agent: nil, at: now)
                }
            }
            await #expect(throws: SignInRefusal.locked(until: now.adding(seconds: 12 * 3600))) {
                _ = try await SignInWithPassword(owner.desk)(
                    username: "an.le", password: Owner.password, address: nil, agent: nil, at: now)
            }
            _ = try await owner.enter(device.proof(for: owner.options()))
        }
    }

    @Test(arguments: Engine.tested)
    func `after the password a touch is enough, for this sign-in only`(engine: Engine) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let owner = try await Owner(database, sample)
            var device = owner.device
            let step = SecondStep(owner.desk)
            let first = try await pending(owner)
            let second = try await pending(owner)
            let question = try #require(try await step.question(pending: first, at: now))
            let response = try device.proof(for: try #require(question.passkey), isVerified: false)
            await #expect(throws: SignInRefusal.wrongPasskey) {
                _ = try await step(passkey: response, pending: second, address: nil, agent: nil, at: now)
            }
            _ = try await step(passkey: response, pending: first, address: nil, agent: nil, at: now)
            await #expect(throws: SignInRefusal.expired) {
                _ = try await step(passkey: response, pending: first, address: nil, agent: nil, at: now)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `it steps up the own session and no other's, and the last one stays where one is demanded`(
        engine: Engine
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let owner = try await Owner(database, sample)
            var device = owner.device
            let confirm = ConfirmPasskey(owner.desk)
            let options = try #require(try await confirm.options(for: owner.caller, at: now))
            let response = try device.proof(for: options)
            let stranger = try await database.write { db in try sample.admin(in: db) }
            await #expect(throws: NotFound.self) { try await confirm.stepUp(response, by: stranger, at: now) }
            let token = try await confirm.stepUp(response, by: owner.caller, at: now)
            let renewed = try await database.read { db in
                try Sessions().caller(forToken: token, address: nil, at: now, in: db)
            }
            #expect(renewed?.session == owner.caller.session && renewed?.steppedUpAt == now)
            let passkeys = try await database.read { db in try Passkey.list(of: owner.post.person, in: db) }
            let id = try #require(passkeys.first?.id)
            #expect(passkeys.map(\.name) == ["Điện thoại"] && passkeys[0].usedAt == now)
            for (caller, isDemanded) in [(stranger, false), (owner.caller, true)] {
                await #expect(throws: (any Error).self) {
                    try await database.write { db in
                        try RemovePasskey()(id, isDemanded: isDemanded, by: caller, at: now, in: db)
                    }
                }
            }
            try await database.write { db in
                #expect(try Passkey.list(of: owner.post.person, in: db).count == 1)
                try RemovePasskey()(id, isDemanded: false, by: owner.caller, at: now, in: db)
                #expect(try SecondFactors.of(owner.post.person, in: db).isEmpty)
            }
        }
    }

    private func pending(_ owner: Owner) async throws -> String {
        let outcome = try await SignInWithPassword(owner.desk)(
            username: "an.le", password: Owner.password, address: nil, agent: nil, at: now)
        guard case .secondStep(let needed) = outcome else { throw NotFound() }
        return needed.token
    }

    private func sessions(_ database: Database) async throws -> Int {
        try await database.read { db in try db.value("SELECT count(*) FROM session") ?? 0 }
    }
}
