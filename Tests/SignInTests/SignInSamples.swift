import Database
import Directory
import DirectorySupport
import Essentials
import Journal
import SignIn

extension SampleDirectory {
    static let adminPassword = "Mua-xuan_2026!An"
    /// Cheap enough to hash in every test.
    static let parameters = Argon2Parameters(memoryKiB: 64, passes: 1, lanes: 1)
    static let key = FactorKey([UInt8](repeating: 3, count: 32))
    static let migrations = JournalMigrations.all + DirectoryMigrations.all + SignInMigrations.all

    /// Runs a test on a fresh province, whose administrator has a password.
    static func with<Value>(
        _ engine: Engine, clock: WallClock = .fixed(now), _ body: (Database, SampleDirectory) async throws -> Value
    ) async throws -> Value {
        let hash = try await PasswordHasher(parameters).hash(adminPassword)
        let form = FirstRun.Form(
            province: "Tỉnh An Hải", provinceOrganId: OrganId("H99", scheme: .level1First), name: "Trần Quản Trị",
            username: "quantri", password: adminPassword)
        return try await with(
            engine, migrations, clock: clock,
            founding: { db in try FirstRun.makeAdministrator(form, hash, address: nil, at: now, in: db) }, body)
    }
}
