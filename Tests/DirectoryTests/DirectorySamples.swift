import Database
import Directory
import DirectorySupport
import Essentials
import Journal

extension SampleDirectory {
    static let migrations = JournalMigrations.all + DirectoryMigrations.all

    /// Runs a test on a fresh province.
    static func with<Value>(
        _ engine: Engine, clock: WallClock = .fixed(now), _ body: (Database, SampleDirectory) async throws -> Value
    ) async throws -> Value {
        let form = FoundProvince.Form(
            province: "Tỉnh An Hải", provinceOrganId: OrganId("H99", scheme: .level1First), name: "Trần Quản Trị",
            username: "quantri")
        return try await with(
            engine, migrations, clock: clock,
            founding: { db in try FoundProvince()(form, address: nil, at: now, in: db).id }, body)
    }
}
