import Essentials
import TestSupport
import Testing

@testable import Database

struct NodeLeaseTests {
    private enum Thing {}

    /// The database's clock cannot be set; so what was written by it is made older.
    private func letLapse(_ database: Database) async throws {
        try await database.write { db in
            _ = try db.execute("UPDATE node_lease SET renewed_at = renewed_at - 61000000")
        }
    }

    @Test(arguments: Engine.tested)
    func `two programs at once have two nodes and share no identifier`(engine: Engine) async throws {
        let clock = ManualClock(Sample.start)
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location, clock: clock.clock) { one in
                try await TestDatabase.withOpen(location, clock: clock.clock) { other in
                    let ids = (0..<500).flatMap { _ in [one.ids.next(Thing.self), other.ids.next(Thing.self)] }
                    #expect(Set(ids).count == 1000)
                    let nodes = try await one.count("node_lease")
                    #expect(nodes == 2)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a node given back is taken again, above every identifier it made`(engine: Engine) async throws {
        let clock = ManualClock(Sample.start)
        try await TestDatabase.withEmptyLocation(engine) { location in
            var made: [ID<Thing>] = []
            for _ in 0..<4 {
                try await TestDatabase.withOpen(location, clock: clock.clock) { database in
                    made += (0..<100).map { _ in database.ids.next() }
                    let nodes = try await database.count("node_lease")
                    #expect(nodes == 1)
                }
                clock.advance(seconds: -3600)
            }
            #expect(made == made.sorted())
            #expect(Set(made).count == 400)
        }
    }

    @Test(arguments: Engine.tested)
    func `after a crash with the clock set back no identifier comes twice`(engine: Engine) async throws {
        let clock = ManualClock(Sample.start)
        try await TestDatabase.withEmptyLocation(engine) { location in
            var made: Set<ID<Thing>> = []
            // A crash is a database that is never closed; it renews while it lives, and its node lapses after it.
            for step in 0..<6 {
                let database = try await Database.open(location, clock: clock.clock)
                for _ in 0..<3 {
                    made.formUnion((0..<50).map { _ in database.ids.next(Thing.self) })
                    clock.advance(seconds: 20)
                    try await database.renewLease()
                }
                made.formUnion((0..<50).map { _ in database.ids.next(Thing.self) })
                clock.advance(seconds: step.isMultiple(of: 2) ? 61 : -7200)
                try await letLapse(database)
            }
            #expect(made.count == 6 * 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `a node whose program died is taken over above its ceiling`(engine: Engine) async throws {
        let clock = ManualClock(Sample.start)
        try await TestDatabase.withEmptyLocation(engine) { location in
            let crashed = try await Database.open(location, clock: clock.clock)
            clock.advance(seconds: 50)
            let last = crashed.ids.next(Thing.self)
            try await letLapse(crashed)
            try await TestDatabase.withOpen(location, clock: clock.clock) { database in
                let nodes = try await database.count("node_lease")
                #expect(nodes == 1)
                #expect(database.ids.next(Thing.self) > last)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a program whose clock is hours ahead leaves the living their numbers`(engine: Engine) async throws {
        let (clock, ahead) = (ManualClock(Sample.start), ManualClock(Sample.start.adding(seconds: 7200)))
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location, clock: clock.clock) { _ in
                try await TestDatabase.withOpen(location, clock: ahead.clock) { other in
                    let nodes = try await other.count("node_lease")
                    #expect(nodes == 2)
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a program that stood still and lost its number goes on under another`(engine: Engine) async throws {
        let clock = ManualClock(Sample.start)
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location, clock: clock.clock) { stalled in
                let before = stalled.ids.next(Thing.self)
                try await letLapse(stalled)
                try await TestDatabase.withOpen(location, clock: clock.clock) { other in
                    let taken = try await other.count("node_lease")
                    #expect(taken == 1)
                    try await stalled.renewLease()
                    try await stalled.renewLease()
                    try await other.renewLease()
                    let nodes = try await other.count("node_lease")
                    #expect(nodes == 2)
                    clock.advance(seconds: 300)
                    let ids = (0..<500).flatMap { _ in [stalled.ids.next(Thing.self), other.ids.next(Thing.self)] }
                    #expect(Set(ids).count == 1000)
                    #expect(ids.allSatisfy { $0 > before })
                }
            }
        }
    }
}
