import App
import Essentials
import Files
import Foundation
import Journal
import TestSupport
import Testing

@testable import Database
@testable import Operations

/// From the version before to this one, with live data: what was there is there, and what was interrupted goes on.
struct UpgradeTests {
    private static let steps = Installation.migrations

    /// Those that change a table which may have rows.
    private static let changing = steps.filter { step in
        step.statements(.postgresql).contains { $0.rendered(for: .postgresql).text.hasPrefix("ALTER TABLE") }
    }

    /// What an installation had run before this step came: everything but it and what its module did later.
    private static func before(_ step: Migration) -> Set<String> {
        let from = steps.firstIndex { $0.name == step.name } ?? 0
        let later = steps[from...].filter { module(of: $0) == module(of: step) }
        return Set(steps.map(\.name)).subtracting(later.map(\.name))
    }

    /// What an installation had run before any of those came.
    private static let early = changing.reduce(Set(steps.map(\.name))) { $0.intersection(before($1)) }

    /// `2026-11-21 documents: holders` is of `documents:`.
    private static func module(of step: Migration) -> Substring? { step.name.split(separator: " ").dropFirst().first }

    private func opened<Value: Sendable>(
        _ place: InstallationPlace, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        try await TestDatabase.withOpen(place.location, body)
    }

    private func findings(in place: InstallationPlace) async throws -> [Finding] {
        let standing = try await place.standing()
        try await standing.rebuildSearch()
        return try await standing.working { try await Invariants(standing).check().findings }
    }

    /// Every recorded row is there, in every column there was, as it was recorded.
    private func expectEverything(
        of release: RecordedRelease, in database: Database, havingRun steps: Set<String>, _ comment: Comment? = nil
    ) async throws {
        for recorded in release.tables where recorded.name != "migration" {
            let table = try #require(try await database.read { try $0.tables().first { $0.name == recorded.name } })
            let there = try await database.read { try table.page(after: nil, bytes: 1 << 28, in: $0).rows }
            for column in recorded.columns {
                let place = try #require(table.columns.firstIndex { $0.name == column }, comment)
                let values = there.map { RowCoding.bytes([$0[place]]) }
                let expected = recorded.values(of: column).map { RowCoding.bytes([$0]) }
                #expect(values == expected, "\(recorded.name).\(column) \(comment?.rawValue ?? "")")
            }
        }
    }

    @Test func `a release was recorded, and it is known of what it holds no row`() throws {
        let release = try RecordedRelease.last()
        #expect(release.steps.isSubset(of: Self.steps.map(\.name)))
        let empty = Set(release.tables.filter(\.rows.isEmpty).map(\.name))
        let known: Set = [
            "access_entry", "first_run", "former_password", "idempotency_key", "journal_cursor",
            "number_series_decision",
            "passkey", "password_invitation", "pending_sign_in", "recovery_code", "rights_change",
            "rights_change_start",
            "role_session_limit", "sign_in_guess", "sign_in_lock", "substitution", "succession", "succession_link",
            "totp_factor", "unit_code", "used_challenge", "written_authorisation",
        ]
        #expect(empty == known)
    }

    @Test(arguments: Engine.tested, RecordedRelease.all)
    func `what a release left is there after the upgrade, and work goes on`(
        engine: Engine, release: RecordedRelease
    ) async throws {
        try await EmptyPlace.with(engine) { place in
            try await release.load(into: place)
            let office = try await Office(reopening: place)
            try await expectEverything(of: release, in: office.installation.database, havingRun: release.steps)
            let before = try await office.numbers()
            try await office.register("Sau khi nâng cấp")
            let after = try await office.numbers()
            #expect(after == before + [before.count + 1])
            try await office.publish()
            await office.installation.database.close()
            #expect(try await findings(in: place) == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `every step that changes a table meets data, and loses none`(engine: Engine) async throws {
        let release = try RecordedRelease.last()
        #expect(Self.changing.count >= 6)
        for step in Self.changing {
            try await EmptyPlace.with(engine) { place in
                try await release.load(into: place, havingRun: Self.before(step))
                try await opened(place) { database in
                    let pending = try await database.migrate(Self.steps)
                    #expect(pending.first == step.name)
                    for (table, column) in [
                        ("document", "subject"), ("session", "id"), ("incoming_document", "holder_id"),
                    ] {
                        let kept = try await database.read { db in
                            try db.rows("SELECT \(SQL(name: column)) AS value FROM \(SQL(name: table))").flatMap(
                                \.values)
                        }
                        let recorded = release.table(table).values(of: column)
                        #expect(
                            kept.map { RowCoding.bytes([$0]) }.sorted(by: Self.isBefore)
                                == recorded.map { RowCoding.bytes([$0]) }.sorted(by: Self.isBefore))
                    }
                }
                #expect(try await findings(in: place) == [], "from before \(step.name)")
            }
        }
    }

    private static func isBefore(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.lexicographicallyPrecedes(other) }

    @Test(arguments: Engine.tested)
    func `an upgrade that ends at any statement leaves whole steps, and goes on from there`(engine: Engine) async throws
    {
        let release = try RecordedRelease.last()
        try await EmptyPlace.with(engine) { place in
            try await release.load(into: place, havingRun: Self.early)
            try await opened(place) { database in
                let pending = try await database.pending(Self.steps)
                for (done, step) in pending.enumerated() {
                    let statements = step.statements(engine)
                    for cut in 0...statements.count {
                        let cutOff = Migration(step.name, Array(statements.prefix(cut)) + ["SELECT the_power_went()"])
                        await #expect(throws: DatabaseError.self) {
                            try await database.migrate(Self.steps.map { $0.name == step.name ? cutOff : $0 })
                        }
                        let left = try await database.pending(Self.steps).map(\.name)
                        #expect(left == pending.dropFirst(done).map(\.name), "\(step.name), \(cut) statements")
                    }
                }
                #expect(try await database.migrate(Self.steps) == pending.suffix(1).map(\.name))
            }
            #expect(try await findings(in: place) == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `a program older than the installation says so and changes nothing`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            try await office.register("một")
            await office.installation.database.close()
            try await opened(office.place) { database in
                try await database.write { db in
                    _ = try db.execute(
                        "INSERT INTO migration (name, checksum, run_at) VALUES ('2031-01-01 sau này: x', 'x', 0)")
                }
            }
            for command in [["serve", "--port", "0"], ["migrate"], ["token", "list", "--user", "quantri"]] {
                let answer = try await Program.run(command + office.place.options)
                #expect(answer.status == 2, "\(command): \(answer.errors)")
                #expect(answer.errors.contains("newer than this program"), "\(command): \(answer.errors)")
                #expect(answer.errors.contains("2031-01-01 sau này: x"))
            }
            #expect(try await opened(office.place) { try await $0.pendingOrNewer(Self.steps) } == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `an installation that is not up to date is backed up as it stands, and doctor and copy say what it lacks`(
        engine: Engine
    ) async throws {
        let release = try RecordedRelease.last()
        let older = Self.before(try #require(Self.changing.last))
        let lacking = Self.steps.count - older.count
        try await EmptyPlace.with(engine) { place in
            try await release.load(into: place, havingRun: older)
            let doctor = try await Program.run(["doctor", "--without-helpers"] + place.options)
            #expect(doctor.status == 1 && doctor.output.contains("has not run \(lacking) step(s)"))
            try await EmptyPlace.with(.sqlite) { target in
                var command = ["copy", "--from", place.folder, "--to", target.folder]
                if let url = place.database { command += ["--from-database", url] }
                let copy = try await Program.run(command)
                #expect(copy.status == 1 && copy.errors.contains("has not run \(lacking) step(s)"))
            }
            #expect(try await opened(place) { try await $0.pending(Self.steps).count } == lacking)
        }
    }

    @Test(arguments: Engine.tested)
    func `the way back: a backup from before the upgrade has everything of before, under either program`(
        engine: Engine
    ) async throws {
        let release = try RecordedRelease.last()
        let older = Self.before(try #require(Self.changing.last))
        try await Safe.with { safe in
            try await EmptyPlace.with(engine) { place in
                try await release.load(into: place, havingRun: older)
                let standing = try await place.standing()
                let store = try safe.store()
                let taken = try await standing.working { try await TakeBackup(standing, into: store)() }
                let upgraded = try await Office(reopening: place)
                try await upgraded.register("Sau khi nâng cấp")
                await upgraded.installation.database.close()

                // The older program finds in the backup the steps it knows, and no others.
                let backup = try safe.store().backup(taken.backup)
                #expect(Set(backup.migrations) == older)
                // This program restores it too, and brings it up to date as it goes.
                try await EmptyPlace.with(engine) { back in
                    let restore = RestoreInstallation(
                        from: try safe.store(), folder: back.folder, database: back.database, logger: Office.logger)
                    var evidence = RestoreInstallation.Evidence()
                    evidence.journalKey = place.folder + "/journal.key"
                    _ = try await restore(backup, evidence: evidence)
                    #expect(try await findings(in: back) == [])
                    let office = try await Office(reopening: back)
                    #expect(try await office.numbers().count == release.table("incoming_document").rows.count)
                    await office.installation.database.close()
                }
            }
        }
    }
}

extension Office {
    /// The arrival numbers of the province's office, in order.
    fileprivate func numbers() async throws -> [Int] {
        try await installation.database.read { db in
            try db.values(
                """
                SELECT arrival_number FROM incoming_document JOIN post ON post.title = 'Văn thư'
                WHERE incoming_document.holder_id = post.unit_id ORDER BY arrival_number
                """)
        }
    }
}

extension Database {
    /// Nil when the installation has run a step that is not known here.
    fileprivate func pendingOrNewer(_ steps: [Migration]) async throws -> [String]? {
        do {
            return try await pending(steps).map(\.name)
        } catch DatabaseError.migration {
            return nil
        }
    }
}
