import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

@Suite struct AccessLogTests {
    private static let document = Subject(kind: "outgoing-document", id: 42)

    @Test(arguments: Engine.tested)
    func `what was looked at is written with the next flush, with its digest in the journal`(engine: Engine)
        async throws
    {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            await log.note("view", Self.document, by: Samples.actor, at: Samples.day)
            await log.note("download", Self.document, by: .visitor(from: nil), at: Samples.day)
            #expect(try await journal.number("SELECT count(*) FROM access_entry") == 0)
            try await log.flush()
            try await log.flush()
            #expect(try await journal.number("SELECT count(*) FROM access_entry") == 2)
            try await journal.sealAndSign()
            let events = try await journal.events()
            #expect(events.map(\.kind) == ["access.logged"])
            let logged: AccessLogged = try events[0].decoded()
            #expect(logged.count == 2)
            #expect(logged.first < logged.last)
            #expect(logged.lost == 0)
            #expect(events[0].actor == .platform)
            let report = try await journal.database.verifyAccessLog()
            #expect(report.finding == nil)
            #expect(report.batches == 1)
            #expect(report.entries == 2)
        }
    }

    /// Made with another program from the description of the form.
    @Test func `the digest is what it always was`() {
        var digest = AccessDigest()
        for (id, actor, act) in [(100, Samples.actor, "view"), (101, .platform, "download")] as [(Int64, Actor, String)]
        {
            let entry = AccessEntry(
                at: Samples.day, person: actor.person, post: actor.post, address: actor.address, act: act,
                subject: Self.document)
            digest.add(ID(rawValue: id), entry)
        }
        #expect(digest.text == "5fab4007489ede604d59000af81d3836fcfe259f823a23544b77a9deea2300fd")
    }

    static let falsifications: [SQL] = [
        "UPDATE access_entry SET at = at + 1 WHERE act = 'print'",
        "UPDATE access_entry SET person = 99 WHERE act = 'print'",
        "UPDATE access_entry SET post = NULL WHERE act = 'print'",
        "UPDATE access_entry SET address = '10.0.0.8' WHERE act = 'print'",
        "UPDATE access_entry SET act = 'view' WHERE act = 'print'",
        "UPDATE access_entry SET subject_kind = 'x' WHERE act = 'print'",
        "UPDATE access_entry SET subject_id = 43 WHERE act = 'print'",
        "UPDATE access_entry SET batch = batch + 1 WHERE act = 'print'",
        "UPDATE access_entry SET id = id - 1 WHERE act = 'print'",
        "DELETE FROM access_entry WHERE act = 'print'",
    ]

    @Test(arguments: Engine.tested, falsifications.indices)
    func `an entry that was changed or removed is noticed, in its batch`(engine: Engine, index: Int) async throws {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            for act in ["view", "print", "download"] {
                await log.note(act, Self.document, by: Samples.actor, at: Samples.day)
                try await log.flush()
            }
            let batch: ID<AccessLog> = try #require(
                try await journal.database.read { try $0.value("SELECT batch FROM access_entry WHERE act = 'print'") })
            try await journal.execute(Self.falsifications[index])
            #expect(try await journal.database.verifyAccessLog().finding == .changed(batch: batch), "before sealing")
            try await journal.sealAndSign()
            #expect(try await journal.database.verifyAccessLog().finding == .changed(batch: batch))
        }
    }

    @Test(arguments: Engine.tested)
    func `an entry that was slipped in is noticed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            await log.note("view", Self.document, by: Samples.actor, at: Samples.day)
            try await log.flush()
            try await journal.execute(
                "INSERT INTO access_entry (id, batch, at, act, subject_kind, subject_id) VALUES (1, 1, 0, 'view', 'x', 1)"
            )
            let report = try await journal.database.verifyAccessLog()
            #expect(report.finding == .unknown(1))
            #expect(report.lines.last?.english == "Result: DAMAGED – 1 entries of which the journal does not tell")
        }
    }

    @Test(arguments: Engine.tested)
    func `batches of two servers that lie between each other are told apart`(engine: Engine) async throws {
        try await TestDatabase.withMigratedLocation(engine, Samples.migrations) { location in
            let clock = ManualClock(Samples.day)
            try await TestDatabase.withOpen(location, clock: clock.clock) { first in
                try await TestDatabase.withOpen(location, clock: clock.clock) { second in
                    let logs = [AccessLog(database: first), AccessLog(database: second)]
                    for round in 0..<10 {
                        for log in logs {
                            for _ in 0..<5 {
                                await log.note("view \(round)", Self.document, by: Samples.actor, at: Samples.day)
                            }
                        }
                        async let one: Void = logs[0].flush()
                        async let two: Void = logs[1].flush()
                        _ = try await (one, two)
                    }
                    let report = try await first.verifyAccessLog()
                    #expect(report.finding == nil)
                    #expect(report.batches == 20)
                    #expect(report.entries == 100)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `many entries are written in several batches`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            for _ in 0..<2100 { await log.note("view", Self.document, by: Samples.actor, at: Samples.day) }
            try await log.flush()
            let report = try await journal.database.verifyAccessLog()
            #expect(report.batches == 3)
            #expect(report.entries == 2100)
            #expect(report.finding == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `what could not be written is kept for the next time`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            try await journal.execute("ALTER TABLE access_entry RENAME TO gone")
            await log.note("view", Self.document, by: Samples.actor, at: Samples.day)
            await #expect(throws: DatabaseError.self) { try await log.flush() }
            await log.note("print", Self.document, by: Samples.actor, at: Samples.day)
            try await journal.execute("ALTER TABLE gone RENAME TO access_entry")
            try await log.flush()
            let acts: [String] = try await journal.database.read {
                try $0.values("SELECT act FROM access_entry ORDER BY id")
            }
            #expect(acts == ["view", "print"])
            #expect(try await journal.database.verifyAccessLog().finding == nil)
        }
    }

    @Test func `when the database takes none for long, the journal tells how many were given up`() async throws {
        try await TestJournal.with(.sqlite) { journal in
            let log = AccessLog(database: journal.database)
            for _ in 0...AccessLog.mostWaiting {
                await log.note("view", Self.document, by: Samples.actor, at: Samples.day)
            }
            try await log.flush()
            let report = try await journal.database.verifyAccessLog()
            #expect(report.lost == 1000)
            #expect(report.entries == AccessLog.mostWaiting - 999)
            #expect(report.finding == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `an entry too long for its columns is cut and does not hold up the others`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let log = AccessLog(database: journal.database)
            let long = String(repeating: "e\u{301}", count: 100)
            await log.note(long, Subject(kind: long, id: 1), by: .visitor(from: long), at: Samples.day)
            try await log.flush()
            #expect(try await journal.number("SELECT length(act) FROM access_entry") == 32)
            #expect(try await journal.database.verifyAccessLog().finding == nil)
        }
    }
}
