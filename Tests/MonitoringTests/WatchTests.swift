import Database
import Essentials
import Files
import Journal
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Monitoring

@Suite struct WatchTests {
    private func with(
        _ engine: Engine, space: @escaping @Sendable (String) -> DiskSpace? = { _ in Samples.space },
        _ body: (Watch, Database, LogBook) async throws -> Void
    ) async throws {
        // Of the machine's own time, since the database tells its own.
        try await TestDatabase.withMigrated(engine, JournalMigrations.all) { database in
            let log = LogBook()
            let watch = Watch(
                database: database, folder: "/data", settings: MonitoringSettings(), backlogs: [],
                subscribers: { _ in [Samples.subscriber("documents.search")] }, logger: log.logger, space: space)
            try await body(watch, database, log)
        }
    }

    @Test(arguments: Engine.tested)
    func `a fresh installation lacks a backup and nothing else`(engine: Engine) async throws {
        try await with(engine) { watch, _, log in
            let alarms = await watch.look()
            #expect(alarms.filter { $0.state == .alarm }.map(\.id) == ["backup"])
            #expect(alarms.first?.id == "backup", "what needs somebody stands first")
            #expect(watch.alarmCount == 1)
            #expect(log.lines.count == 1 && log.lines[0].contains("There is no backup yet"))
        }
    }

    @Test(arguments: Engine.tested)
    func `an alarm is logged when it begins and when it is over, and not in between`(engine: Engine) async throws {
        let free = Mutex(Int64(1))
        try await with(engine, space: { _ in DiskSpace(free: free.withLock { $0 }, total: 1000) }) { watch, _, log in
            for _ in 0..<3 { _ = await watch.look() }
            #expect(log.lines.count { $0.contains("disk.data") } == 1)
            free.withLock { $0 = 900 }
            for _ in 0..<3 { _ = await watch.look() }
            #expect(
                log.lines.filter { $0.contains("disk.data") }.map { $0.contains("alarm is over") } == [false, true])
            free.withLock { $0 = 2 }
            _ = await watch.look()
            #expect(log.lines.count { $0.contains("disk.data") } == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `metrics say of every check whether it is an alarm`(engine: Engine) async throws {
        try await with(engine) { watch, _, _ in
            let lines = await watch.metrics().split(separator: "\n").map(String.init)
            #expect(lines.contains(#"lienthong_alarm{check="backup"} 1"#))
            #expect(lines.contains(#"lienthong_alarm{check="disk.data"} 0"#))
            #expect(lines.contains(#"lienthong_check_value{check="disk.data"} 40000000000.0"#))
            #expect(lines.count { $0.hasPrefix("lienthong_alarm{") } == (await watch.look()).count)
        }
    }

    @Test(arguments: Engine.tested)
    func `a database that does not answer is an alarm, and what is beside it is still seen`(engine: Engine) async throws
    {
        try await with(engine) { watch, database, _ in
            await database.close()
            let alarms = await watch.look()
            #expect(alarms.map(\.id).sorted() == ["database", "disk.data"])
            #expect(alarms.first?.id == "database" && alarms.first?.state == .alarm)
        }
    }

    @Test(arguments: Engine.tested)
    func `what the journal tells of backups and tests is found, the newest first`(engine: Engine) async throws {
        try await with(engine) { watch, database, _ in
            for failure in ["chunk is gone", nil] {
                try await database.write { db in
                    let tested = RestoreTested(
                        test: db.ids.next(), backup: "0A", takenAt: nil, events: 1, checkpoints: 1, milliseconds: 5,
                        failure: failure)
                    _ = try db.record(tested, by: .platform, at: database.clock.now())
                }
            }
            let (evidence, alarms) = await watch.sight()
            #expect(evidence.database?.restoreTests.map(\.test.failure) == [nil, "chunk is gone"])
            #expect(alarms.first { $0.id == "restore-test" }?.state == .good)
        }
    }
}

@Suite struct VerifyJournalTests {
    private static let key = try! JournalKey(name: "test/journal")

    private struct Noted: Event {
        static let kind = "matter.noted"
        let matter: ID<Noted>
        var subject: Subject { Subject("matter", matter) }
    }

    private func with(
        _ engine: Engine, _ body: (VerifyJournal, Database, ManualClock, LogBook) async throws -> Void
    ) async throws {
        let clock = ManualClock(Instant("2026-11-20T02:00")!)
        try await TemporaryFolder.with { folder in
            try await TestDatabase.withMigrated(engine, JournalMigrations.all, clock: clock.clock) { database in
                try await database.write { db in
                    for _ in 0..<20 { try db.record(Noted(matter: db.ids.next()), by: .platform, at: Samples.now) }
                }
                let memory = CheckpointFile(path: folder.path(of: "checkpoint"))
                let sealer = Sealer(database: database, key: Self.key, memory: memory)
                try await sealer.sealAll()
                _ = try await sealer.checkpoint()
                let log = LogBook()
                let verify = VerifyJournal(
                    database: database, key: Self.key.verifier, memory: memory, logger: log.logger)
                try await body(verify, database, clock, log)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `at night the whole journal is verified once, and the journal is told`(engine: Engine) async throws {
        try await with(engine) { verify, database, clock, log in
            let verified = try #require(try await verify.nightly())
            #expect(verified.isWhole && verified.events == 20 && verified.covered == 20)
            clock.advance(seconds: 3600)
            #expect(try await verify.nightly() == nil)
            clock.advance(seconds: 23 * 3600)
            let next = try await verify.nightly()
            #expect(next?.isWhole == true)
            let told: Int? = try await database.read {
                try $0.value("SELECT count(*) FROM event WHERE kind = 'journal.verified'")
            }
            #expect(told == 2 && log.lines.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `damage is told by the journal, the log and a start`(engine: Engine) async throws {
        try await with(engine) { verify, database, _, log in
            _ = try await database.write { try $0.execute("UPDATE event SET kind = 'x' WHERE position = 7") }
            let verified = try await verify.whole()
            #expect(verified.finding == "the event at position 7 was changed or exchanged" && !verified.isWhole)
            #expect(log.lines.count == 1 && log.lines[0].contains("position 7"))
            let watch = Watch(
                database: database, folder: "/data", settings: MonitoringSettings(), backlogs: [],
                subscribers: { _ in [] }, logger: log.logger, space: { _ in Samples.space })
            _ = try await database.write { try $0.execute("DELETE FROM journal_checkpoint") }
            try await verify.end(for: watch)
            #expect(await watch.look().first { $0.id == "journal-start" }?.state == .alarm)
        }
    }

    @Test(
        arguments: [
            (nil, "2026-11-20T08:00", false), (nil, "2026-11-20T01:00", true), (nil, "2026-11-20T05:00", false),
            ("2026-11-19T02:00", "2026-11-20T00:59", false), ("2026-11-19T02:00", "2026-11-20T01:00", true),
            ("2026-11-20T01:00", "2026-11-20T04:59", false), ("2026-11-19T02:00", "2026-11-20T02:59", true),
            ("2026-11-18T02:00", "2026-11-19T11:00", true), ("2026-11-19T11:00", "2026-11-20T01:00", true),
        ] as [(String?, String, Bool)])
    func `it is night between one and five, and a missed night is made up for`(
        _ last: String?, _ now: String, _ isDue: Bool
    ) {
        #expect(VerifyJournal.isDue(after: last.flatMap { Instant($0) }, at: Instant(now)!) == isDue)
    }
}
