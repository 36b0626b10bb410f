import Administration
import Database
import Directory
import Essentials
import Files
import Journal
import Notifications
import SignIn
import TestSupport
import Testing
import Web

/// A small province with its pages, on a fixed day: a top, an administrator who can sign in, and what a test adds.
struct AdministrationHouse: Sendable {
    let database: Database
    let web: WebApplication
    let administration: Administration
    let unknownNames: UnknownNames
    let clock: ManualClock
    let root: ID<Unit>
    let administrator: ID<Post>

    /// A Friday, at nine in the morning.
    static let now = Instant(CivilDate(year: 2026, month: 3, day: 6)!, TimeOfDay(hour: 9)!)
    static let today = now.date
    static let start = CivilDate(year: 2020, month: 1, day: 1)!
    static let password = "Mua-xuan_2026!An"
    static let migrations =
        JournalMigrations.all + FilesMigrations.all + DirectoryMigrations.all + SignInMigrations.all
        + NotificationsMigrations.all
        + WebMigrations.all + AdministrationMigrations.all
    /// What another capability would add.
    static let register = Permission("test.register", Wording("Vào sổ", en: "Register"))

    /// Runs a test in a fresh province.
    static func with<Value>(
        _ engine: Engine, followers: [any SuccessionFollower] = [], demandsFactor: Bool = false,
        _ body: (AdministrationHouse) async throws -> Value
    ) async throws -> Value {
        let clock = ManualClock(now)
        return try await withFolder(engine, clock) { database, folder in
            let passwords = PasswordHasher(cheap)
            let hash = try await passwords.hash(password)
            let (root, administrator) = try await database.write { db in
                try DefaultRoles.install([.clerk: [register]], at: now, in: db)
                let form = FirstRun.Form(
                    province: "Tỉnh An Hải", provinceOrganId: OrganId("H99", scheme: .level1First),
                    name: "Trần Quản Trị", username: "quantri", password: password)
                let post = try FirstRun.makeAdministrator(form, hash, address: nil, at: now, in: db)
                return (try Unit.root(on: today, in: db)!.id, post)
            }
            let names = UnknownNames()
            let administration = administration(database, passwords, followers, demandsFactor: demandsFactor)
            let web = try application(administration, database, folder, passwords, names, clock)
            return try await body(
                AdministrationHouse(
                    database: database, web: web, administration: administration, unknownNames: names, clock: clock,
                    root: root,
                    administrator: administrator))
        }
    }

    /// Runs a test on an installation where nobody is yet.
    static func withNobody<Value>(
        _ engine: Engine, _ body: (Database, AdministrationBrowser) async throws -> Value
    ) async throws -> Value {
        let clock = ManualClock(now)
        return try await withFolder(engine, clock) { database, folder in
            try await database.write { db in try DefaultRoles.install([:], at: now, in: db) }
            let names = UnknownNames()
            let passwords = PasswordHasher(cheap)
            let web = try application(
                administration(database, passwords, []), database, folder, passwords, names, clock)
            return try await body(database, AdministrationBrowser(web, names))
        }
    }

    private static func withFolder<Value>(
        _ engine: Engine, _ clock: ManualClock, _ body: (Database, TemporaryFolder) async throws -> Value
    ) async throws -> Value {
        try await TemporaryFolder.with { folder in
            try await TestDatabase.withMigrated(engine, migrations, clock: clock.clock) { database in
                try await body(database, folder)
            }
        }
    }

    static let factorKey = FactorKey([UInt8](repeating: 3, count: 32))

    /// Nobody is idle for too long before it is time to prove oneself again; the limits have tests of their own.
    private static let profile = SessionProfile(
        idleSeconds: 900, absoluteSeconds: 12 * 3600, administratorIdleSeconds: 900,
        administratorAbsoluteSeconds: 12 * 3600, stepUpSeconds: 600)

    /// Cheap enough to hash in every test.
    private static let cheap = Argon2Parameters(memoryKiB: 64, passes: 1, lanes: 1)

    private static func administration(
        _ database: Database, _ passwords: PasswordHasher, _ followers: [any SuccessionFollower],
        demandsFactor: Bool = false
    ) -> Administration {
        let desk = SignInDesk(
            database: database, passwords: passwords, sessions: Sessions(profile: profile),
            settings: SignInSettings(key: factorKey, demandsSecondFactor: demandsFactor, relyingParty: .localhost))
        return Administration(desk: desk, followers: followers, permissions: DirectoryPermissions.all + [register])
    }

    private static func application(
        _ administration: Administration, _ database: Database, _ folder: TemporaryFolder,
        _ passwords: PasswordHasher, _ names: UnknownNames, _ clock: ManualClock
    ) throws -> WebApplication {
        let sessions = Sessions(profile: profile)
        let confirm = ConfirmPassword(database: database, passwords: passwords)
        let callers = CallerResolver(
            bySession: { token, address, now, db in
                try sessions.caller(forToken: token, address: address, at: now, in: db)
            },
            byBearer: { token, address, now, db in
                try ApiToken.caller(forToken: token, address: address, at: now, in: db)
            },
            stepUp: { caller, proof, now in
                do {
                    guard case .password(let password) = proof else { return .wrong }
                    return .confirmed(token: try await confirm.stepUp(password, by: caller, at: now))
                } catch is SignInRefusal {
                    return .wrong
                }
            })
        var configuration = WebConfiguration(
            secret: WebSecret([UInt8](repeating: 7, count: 32)), clock: clock.clock)
        configuration.rateLimits = RateLimits.none
        let files = try FileStore(directory: folder.path, database: database)
        var routes = administration.routes
        routes.add(administration.importRoutes(files: files))
        return try WebApplication(
            configuration: configuration, database: database, files: files, callers: callers,
            frame: FrameSettings(provinceName: Administration.provinceName, navigation: administration.navigation),
            pages: Pages(
                directories: [Administration.templates].compactMap { $0 }, types: Administration.pages,
                strictness: .collect(names)),
            routes: routes)
    }

    /// What happens every night.
    func closeIdleAccounts() async throws { try await administration.closeIdleAccounts() }

    /// Somebody at the door.
    func visitor() -> AdministrationBrowser { AdministrationBrowser(web, unknownNames) }

    /// Somebody who has signed in.
    func browser(as username: String = "quantri") async throws -> AdministrationBrowser {
        let browser = visitor()
        try await browser.signIn(username, Self.password)
        return browser
    }
}

extension AdministrationHouse {
    func admin(in db: Connection) throws -> Caller {
        try #require(try Caller.acting(as: administrator, at: Self.now, in: db))
    }

    /// Sets up a unit.
    @discardableResult
    func unit(
        _ name: String, below parent: ID<Unit>? = nil, symbol: String? = nil, isAgency: Bool = true,
        from: CivilDate = start
    ) async throws -> Unit {
        try await database.write { [self] db in
            try CreateUnit()(
                NewUnit(
                    parent: parent ?? root, kind: .department, name: name, symbol: symbol, isAgency: isAgency,
                    from: from),
                by: admin(in: db), at: Self.now, in: db)
        }
    }

    /// Enters a person with a post, a role over the post's agency, and the password that all samples have.
    @discardableResult
    func official(
        _ name: String, _ username: String, in unit: Unit, _ standing: Standing = .member,
        role: DefaultRole? = .specialist
    ) async throws -> Post {
        let hash = try await PasswordHasher(Self.cheap).hash(Self.password)
        return try await database.write { [self] db in
            let admin = try admin(in: db)
            let person = try CreatePerson()(
                NewPerson(name: name, username: username), by: admin, at: Self.now, in: db)
            let post = try AssignPost()(
                NewPost(person: person.id, unit: unit.id, title: "Chuyên viên", standing: standing, from: Self.start),
                by: admin, at: Self.now, in: db)
            try Accounts.setPassword(hash: hash, for: person.id, mustChange: false, at: Self.now, in: db)
            if let role {
                _ = try GiveRole()(
                    NewGrant(
                        role: role.rawValue, post: post.id, unit: unit.id, coversSubtree: true, from: Self.start),
                    by: admin, at: Self.now, in: db)
            }
            return post
        }
    }

    /// How many events of a kind are in the journal.
    func events(_ kind: String) async throws -> Int {
        try await database.read { db in try db.value("SELECT count(*) FROM event WHERE kind = \(kind)") ?? 0 }
    }
}
