import Database
import Essentials
import Logging
import TestSupport
import Testing

@testable import AuditExport
@testable import Journal

/// The journal on its way to a receiver that goes down and comes back.
@Suite struct AuditExportTests {
    private struct House {
        let database: Database
        let clock: ManualClock
        let key: JournalKey

        func record(_ count: Int) async throws {
            try await database.write { [clock] db in
                for _ in 0..<count {
                    let event = MatterNoted(matter: db.ids.next(), text: "Việc\nmới = 1")
                    _ = try db.record(event, by: .platform, at: clock.clock.now())
                }
            }
            try await Sealer(database: database, key: key).sealAll()
        }

        func forwarder(port: Int) throws -> JournalForwarder {
            let export = try AuditExport(to: .tcp(host: "127.0.0.1", port: port), host: "may-1")
            return JournalForwarder(database: database, to: export, logger: Logger(label: "test"))
        }

        func state(_ forwarder: JournalForwarder) async throws -> SubscriberState {
            try await database.read { try forwarder.state(in: $0) }
        }
    }

    private func with(_ engine: Engine, _ body: (House) async throws -> Void) async throws {
        let clock = ManualClock(Samples.now)
        try await TestDatabase.withMigrated(engine, JournalMigrations.all, clock: clock.clock) { database in
            try await body(House(database: database, clock: clock, key: try JournalKey(name: "test/journal")))
        }
    }

    @Test(arguments: Engine.tested)
    func `a receiver that is down loses nothing: the backlog is seen, and arrives in order when it is back`(
        engine: Engine
    ) async throws {
        try await with(engine) { house in
            let first = try await Receiver.start()
            let port = first.port
            let forwarder = try house.forwarder(port: port)
            try await house.record(10)
            #expect(try await forwarder.round() == 10)
            #expect(try first.positions() == Array(0..<10))
            try await first.stop()

            try await house.record(300)
            #expect(try await forwarder.round() == 0)
            let down = try await house.state(forwarder)
            #expect(down.position == 10 && down.behind == 300 && down.failures == 1)
            #expect(down.failure?.contains("cannot be reached") == true)

            let second = try await Receiver.start(port: port)
            #expect(try await forwarder.round() == 0, "it is not time yet")
            house.clock.advance(seconds: 1)
            #expect(try await forwarder.round() == 250)
            #expect(try await forwarder.round() == 50)
            #expect(try second.positions() == Array(10..<310))
            #expect(try second.messages().allSatisfy { $0.contains(#"Việc\\nmới \= 1"#) && !$0.contains("\n") })
            let back = try await house.state(forwarder)
            #expect(back.behind == 0 && back.failures == 0 && back.failure == nil)
            try await second.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `a receiver that dies over a batch gets all of it again`(engine: Engine) async throws {
        try await with(engine) { house in
            let dying = try await Receiver.start(.breaksOff)
            let port = dying.port
            let forwarder = try house.forwarder(port: port)
            try await house.record(20)
            #expect(try await forwarder.round() == 0)
            #expect(try await house.state(forwarder).position == 0)
            try await dying.stop()
            let receiver = try await Receiver.start(port: port)
            house.clock.advance(seconds: 1)
            #expect(try await forwarder.round() == 20)
            #expect(try receiver.positions() == Array(0..<20))
            try await receiver.stop()
        }
    }

    @Test(arguments: Engine.tested)
    func `the digests of the access log go with it`(engine: Engine) async throws {
        try await with(engine) { house in
            let receiver = try await Receiver.start()
            let log = AccessLog(database: house.database)
            await log.note("view", Subject(kind: "document", id: 5), by: .platform, at: house.clock.clock.now())
            try await log.flush()
            try await Sealer(database: house.database, key: house.key).sealAll()
            #expect(try await house.forwarder(port: receiver.port).round() == 1)
            let message = try #require(try receiver.messages().first)
            #expect(message.contains("|access.logged|") && message.contains(#""digest":""#))
            try await receiver.stop()
        }
    }
}
