import Database
import Directory
import DirectorySupport
import Essentials
import TestSupport
import Testing

@testable import OpenID
@testable import SignIn

private let now = SampleDirectory.now
private let issuer = "https://sso.anhai.example"

/// Signing in through an identity provider.
struct OpenIDSignInTests {
    private let sessions = Sessions()

    /// A clerk who is linked as `7f3c`.
    private func with(
        _ engine: Engine, demandsFactor: Bool = true, linked: Bool = true,
        _ body: (Database, SampleDirectory, SignInDesk, Post) async throws -> Void
    ) async throws {
        try await SampleDirectory.with(engine) { database, sample in
            let provider = try provider()
            let post = try await database.write { db in
                let unit = try sample.unit("Sở Nội vụ", in: db)
                let post = try sample.post("Lê An", unit: unit, username: "an.le", in: db)
                if linked {
                    try LinkOpenID()(
                        post.person, subject: " 7f3c ", at: provider, by: sample.admin(in: db), at: now, in: db)
                }
                return post
            }
            let desk = SignInDesk(
                database: database, passwords: PasswordHasher(SampleDirectory.parameters), sessions: sessions,
                settings: SignInSettings(key: SampleDirectory.key, demandsSecondFactor: demandsFactor))
            try await body(database, sample, desk, post)
        }
    }

    private func provider() throws -> OpenIDProvider {
        try #require(
            OpenIDProvider(
                code: "tinh", name: Wording("Cổng tỉnh", en: "Province"), issuer: issuer, clientID: "lt",
                clientSecret: "x"))
    }

    private func enter(
        _ desk: SignInDesk, subject: String = "7f3c", from other: String = issuer, twoFactors: Bool = false,
        request: OpenIDRequest = OpenIDRequest(provider: "tinh")
    ) async throws -> SignInOutcome {
        let token = IDToken(issuer: other, subject: subject, hasTwoFactors: twoFactors)
        return try await SignInWithOpenID(desk)(token, of: request, address: "192.0.2.7", agent: nil, at: now)
    }

    private func method(_ database: Database) async throws -> String? {
        try await database.read { db in try db.value("SELECT method FROM session ORDER BY id DESC LIMIT 1") }
    }

    @Test(arguments: Engine.tested)
    func `a linked person comes in, and where a second factor is demanded may only enrol one`(
        engine: Engine
    ) async throws {
        try await with(engine) { database, _, desk, post in
            guard case .signedIn(let signedIn) = try await enter(desk) else {
                Issue.record("a second step was asked for")
                return
            }
            #expect(signedIn.mustEnrolFactor)
            #expect(try await method(database) == "openid")
            let told = try await database.read { db in try SampleDirectory.events(PersonSignedIn.self, in: db) }
            #expect(told == 1)
            let identity = try await database.read { db in
                try #require(try OpenIDIdentity.list(of: post.person, in: db).first)
            }
            #expect(identity.usedAt == now)
        }
    }

    @Test(arguments: Engine.tested)
    func `the provider's word for two factors is enough where it is trusted`(engine: Engine) async throws {
        try await with(engine) { database, _, desk, _ in
            guard case .signedIn(let signedIn) = try await enter(desk, twoFactors: true) else {
                Issue.record("a second step was asked for")
                return
            }
            #expect(!signedIn.mustEnrolFactor)
            #expect(try await method(database) == "openid, two factors")
        }
    }

    @Test(arguments: Engine.tested)
    func `who has a second factor here is asked for it, and the session says both`(engine: Engine) async throws {
        try await with(engine) { database, _, desk, post in
            _ = try await database.write { db in
                try db.execute(
                    """
                    INSERT INTO totp_factor (id, person_id, sealed_secret, confirmed_at)
                    VALUES (1, \(post.person), \(try desk.settings.key.seal([1, 2, 3], for: "totp \(post.person)")), \(now))
                    """)
            }
            guard case .secondStep(let needed) = try await enter(desk) else {
                Issue.record("no second step was asked for")
                return
            }
            let codes = try await database.write { db -> [String] in
                let (_, token) = try sessions.start(post.person, in: post.id, address: nil, agent: nil, at: now, in: db)
                let caller = try #require(try sessions.caller(forToken: token, address: nil, at: now, in: db))
                return try RecoveryCodes.renew(by: caller, at: now, in: db)
            }
            _ = try await SecondStep(desk)(
                code: codes[0], pending: needed.token, address: nil, agent: nil, at: now.adding(seconds: 1))
            #expect(try await method(database) == "openid, recovery code")
        }
    }

    @Test(arguments: Engine.tested)
    func `another's name for the person, or the same name at another provider, opens nothing`(
        engine: Engine
    ) async throws {
        try await with(engine) { database, _, desk, _ in
            await #expect(throws: SignInRefusal.notLinked) { try await enter(desk, subject: "an.le") }
            await #expect(throws: SignInRefusal.notLinked) { try await enter(desk, from: "https://other.example") }
            let (refused, sessions) = try await database.read { db in
                (
                    try SampleDirectory.events(OpenIDRefused.self, in: db),
                    try db.value("SELECT count(*) FROM session", as: Int.self)
                )
            }
            #expect(refused == 2 && sessions == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `an answer works once, and a disabled person does not come in`(engine: Engine) async throws {
        try await with(engine) { database, sample, desk, post in
            let request = OpenIDRequest(provider: "tinh")
            _ = try await enter(desk, request: request)
            await #expect(throws: SignInRefusal.wrongProvider) { try await enter(desk, request: request) }
            try await database.write { db in
                try DisablePerson()(post.person, by: sample.admin(in: db), at: now, in: db)
            }
            await #expect(throws: SignInRefusal.wrongProvider) { try await enter(desk) }
        }
    }

    @Test(arguments: Engine.tested)
    func `an identity belongs to one person, is linked within reach only, and is taken away again`(
        engine: Engine
    ) async throws {
        try await with(engine) { database, sample, desk, post in
            let provider = try provider()
            try await database.write { db in
                let admin = try sample.admin(in: db)
                let clerk = try sample.caller(post, in: db)
                #expect(throws: OpenIDRefusal.isLinked) {
                    try LinkOpenID()(post.person, subject: "7f3c", at: provider, by: admin, at: now, in: db)
                }
                #expect(throws: NotFound.self) {
                    try LinkOpenID()(admin.person, subject: "x", at: provider, by: clerk, at: now, in: db)
                }
                #expect(throws: OpenIDRefusal.isOwn) {
                    try LinkOpenID()(admin.person, subject: "x", at: provider, by: admin, at: now, in: db)
                }
                #expect(throws: Problems.self) {
                    try LinkOpenID()(post.person, subject: "tên", at: provider, by: admin, at: now, in: db)
                }
                let identity = try #require(try OpenIDIdentity.list(of: post.person, in: db).first)
                #expect(throws: NotFound.self) {
                    try UnlinkOpenID()(identity.id, of: admin.person, by: admin, at: now, in: db)
                }
                try UnlinkOpenID()(identity.id, of: post.person, by: admin, at: now, in: db)
                #expect(try SampleDirectory.events(OpenIDUnlinked.self, in: db) == 1)
            }
            await #expect(throws: SignInRefusal.notLinked) { try await enter(desk) }
        }
    }

    @Test(arguments: Engine.tested)
    func `an account that only a provider vouches for has no password, and is closed when nobody uses it`(
        engine: Engine
    ) async throws {
        try await with(engine) { database, _, desk, post in
            await #expect(throws: SignInRefusal.wrong) {
                try await SignInWithPassword(desk)(
                    username: "an.le", password: "", address: nil, agent: nil, at: now)
            }
            try await database.write { db in
                let hasPassword = try Accounts.hasPassword(post.person, in: db)
                #expect(!hasPassword)
                let closed = try IdleAccounts().sweep(at: now.adding(seconds: 45 * 86_400), in: db).closed
                #expect(closed.contains { $0.person == post.person })
            }
        }
    }

    @Test func `what the browser keeps is read by nobody, taken from nobody else, and grows old`() async throws {
        try await with(.sqlite) { _, _, desk, _ in
            let request = OpenIDRequest(provider: "tinh")
            let sealed = try OpenIDVoyage(request, back: "/documents", linking: nil, at: now).sealed(by: desk)
            #expect(!sealed.contains(request.state) && sealed.utf8.count < 4000)
            let opened = try #require(OpenIDVoyage.opened(sealed, by: desk, at: now.adding(seconds: 599)))
            #expect(opened.request == request && opened.back == "/documents" && !opened.isLinking)
            #expect(OpenIDVoyage.opened(sealed, by: desk, at: now.adding(seconds: 600)) == nil)
            #expect(OpenIDVoyage.opened(sealed, by: desk, at: now.adding(seconds: -1)) == nil)
            #expect(OpenIDVoyage.opened(nil, by: desk, at: now) == nil)
            #expect(OpenIDVoyage.opened(String(sealed.dropLast(2)) + "AA", by: desk, at: now) == nil)
            let linking = OpenIDVoyage(request, back: nil, linking: ID(rawValue: 7), at: now)
            #expect(linking.isLinking && !linking.links(nil))
        }
    }
}
