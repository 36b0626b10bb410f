import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

@Suite struct RecordingTests {
    private struct GaveUp: Error {}

    @Test(arguments: Engine.tested)
    func `a change and its event both stand`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.database.write { db in
                try db.execute("INSERT INTO matter (id, name) VALUES (1, 'a')")
                try db.record(MatterNoted(1), by: Samples.actor, at: Samples.day)
            }
            #expect(try await journal.number("SELECT count(*) FROM matter") == 1)
            #expect(try await journal.number("SELECT count(*) FROM event") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a change that is rolled back leaves no event`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            await #expect(throws: GaveUp.self) {
                try await journal.database.write { db in
                    try db.execute("INSERT INTO matter (id, name) VALUES (1, 'a')")
                    try db.record(MatterNoted(1), by: Samples.actor, at: Samples.day)
                    throw GaveUp()
                }
            }
            let left = try await journal.number("SELECT (SELECT count(*) FROM matter) + (SELECT count(*) FROM event)")
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `an event that cannot be written takes the change with it`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            await #expect(throws: DatabaseError.self) {
                try await journal.database.write { db in
                    try db.execute("INSERT INTO matter (id, name) VALUES (1, 'a')")
                    let tooLong = MatterNoted(1, name: String(repeating: "x", count: 1_048_577))
                    try db.record(tooLong, by: Samples.actor, at: Samples.day)
                }
            }
            let left = try await journal.number("SELECT count(*) FROM matter")
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `an event is read as it was recorded`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let id = try await journal.database.write {
                try $0.record(MatterNoted(7, name: "Hòa Bình \u{1F4DC} e\u{301}"), by: Samples.actor, at: Samples.day)
            }
            let found = try await journal.database.read { try $0.events(about: Subject(kind: "matter", id: 7)) }
            let event = try #require(found.first)
            #expect(found.count == 1)
            #expect(event.id == id)
            #expect(event.position == nil)
            #expect(event.at == Samples.day)
            #expect(event.actor == Samples.actor)
            #expect(event.payloadText == #"{"matter":"0000000000007","name":"Hòa Bình 📜 é"}"#)
            #expect(try event.decoded(as: MatterNoted.self).name == "Hòa Bình \u{1F4DC} e\u{301}")
            #expect(throws: DecodingError.self) { try event.decoded(as: AccessLogged.self) }
        }
    }

    @Test(arguments: Engine.tested)
    func `two events that say the same have different leaves`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(1, from: 5)
            try await journal.record(1, from: 5)
            let events = try await journal.database.read { try $0.events(about: Subject(kind: "matter", id: 5)) }
            #expect(events.count == 2)
            #expect(events[0].payload == events[1].payload)
            #expect(events[0].salt != events[1].salt)
            #expect(events.allSatisfy { $0.salt.count == 16 })
        }
    }

    @Test(arguments: Engine.tested)
    func `an event is greater than one read from a node whose clock is ahead`(engine: Engine) async throws {
        try await TestDatabase.withMigratedLocation(engine, Samples.migrations) { location in
            let ahead = ManualClock(Samples.day.adding(seconds: 7200))
            let behind = ManualClock(Samples.day)
            try await TestDatabase.withOpen(location, clock: ahead.clock) { first in
                try await TestDatabase.withOpen(location, clock: behind.clock) { second in
                    let cause = try await first.write {
                        try $0.record(MatterNoted(1), by: .platform, at: ahead.clock.now())
                    }
                    let effect = try await second.write {
                        try $0.record(MatterNoted(2), by: .platform, at: behind.clock.now())
                    }
                    #expect(effect > cause)
                    let next = try await first.write {
                        try $0.record(MatterNoted(3), by: .platform, at: ahead.clock.now())
                    }
                    #expect(next > effect)
                    let sealer = Sealer(database: second, key: Samples.key)
                    try await sealer.sealAll()
                    let order = try await TestJournal(second, behind).events().map(\.subject.id)
                    #expect(order == [1, 2, 3])
                }
            }
        }
    }
}
