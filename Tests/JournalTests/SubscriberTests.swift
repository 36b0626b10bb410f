import Database
import Essentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite struct SubscriberTests {
    @Test(arguments: Engine.tested)
    func `a subscriber sees each sealed event once, in order`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let recorder = Recorder("search")
            let runner = try journal.runner(recorder)
            try await journal.record(450)
            #expect(try await runner.run() == 0, "nothing is sealed")
            try await journal.sealer.sealAll()
            #expect(try await runner.run() == 450)
            #expect(try await runner.run() == 0)
            try await journal.record(1, from: 450)
            try await journal.sealer.sealAll()
            #expect(try await runner.run() == 1)
            #expect(recorder.positions == Array(0..<451))
            #expect(try await journal.seen(by: "search") == Array(0..<451))
        }
    }

    @Test(arguments: Engine.tested)
    func `one that fails stops alone, visibly, before the event it fails at`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let book = LogBook()
            let bad = Recorder("bad", failingAt: 7)
            let runner = try journal.runner(bad, Recorder("good"), logger: book.logger)
            try await journal.record(20)
            try await journal.sealer.sealAll()
            #expect(try await runner.run() == 27)
            #expect(try await journal.seen(by: "good") == Array(0..<20))
            #expect(try await journal.seen(by: "bad") == Array(0..<7))
            let states = try await journal.database.read { try runner.states(in: $0) }
            #expect(
                states == [
                    SubscriberState(
                        name: "bad", position: 7, behind: 13, failure: "bad cannot take 7", failures: 1,
                        retryAt: Samples.day.adding(seconds: 1)),
                    SubscriberState(name: "good", position: 20, behind: 0, failure: nil, failures: 0, retryAt: nil),
                ])
            #expect(book.lines.count == 1)
            #expect(book.lines.first?.contains("bad cannot take 7") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `a failing one is tried again after pauses that grow to an hour`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let bad = Recorder("bad", failingAt: 0)
            let runner = try journal.runner(bad)
            try await journal.record(1)
            try await journal.sealer.sealAll()
            var pauses: [Int64] = []
            for _ in 0..<14 {
                try await runner.run()
                let state = try #require(try await journal.database.read { try runner.states(in: $0) }.first)
                let retryAt = try #require(state.retryAt)
                pauses.append(retryAt.seconds(since: journal.clock.clock.now()))
                journal.clock.set(retryAt.adding(milliseconds: -1))
                let tries = bad.tries
                #expect(try await runner.run() == 0)
                #expect(bad.tries == tries, "it was tried before its time")
                journal.clock.set(retryAt)
            }
            #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600])
        }
    }

    @Test(arguments: Engine.tested)
    func `one that recovers goes on where it stopped and is no longer shown as failing`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(300)
            try await journal.sealer.sealAll()
            try await journal.runner(Recorder("search", failingAt: 250)).run()
            #expect(try await journal.seen(by: "search") == Array(0..<250))
            journal.clock.advance(seconds: 1)
            let runner = try journal.runner(Recorder("search"))
            #expect(try await runner.run() == 50)
            #expect(try await journal.seen(by: "search") == Array(0..<300))
            let state = try await journal.database.read { try runner.states(in: $0) }.first
            #expect(state?.failure == nil)
            #expect(state?.failures == 0)
            #expect(state?.retryAt == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a process that ends in the middle of a batch leaves nothing of the batch behind`(engine: Engine) async throws
    {
        try await TestJournal.with(engine) { journal in
            try await journal.record(300)
            try await journal.sealer.sealAll()
            let broken = Recorder("search", failingAt: 230, with: DatabaseError.unavailable("connection lost"))
            await #expect(throws: DatabaseError.self) { try await journal.runner(broken).run() }
            #expect(try await journal.seen(by: "search") == Array(0..<200))
            let runner = try journal.runner(Recorder("search"))
            let state = try await journal.database.read { try runner.states(in: $0) }.first
            #expect(state?.failure == nil, "the database's trouble is not the subscriber's failure")
            #expect(try await runner.run() == 100)
            #expect(try await journal.seen(by: "search") == Array(0..<300))
        }
    }

    @Test(arguments: Engine.tested)
    func `the database's trouble in one does not keep the others from their turn`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(3)
            try await journal.sealer.sealAll()
            let broken = Recorder("first", failingAt: 0, with: DatabaseError.unavailable("connection lost"))
            await #expect(throws: DatabaseError.self) { try await journal.runner(broken, Recorder("second")).run() }
            #expect(try await journal.seen(by: "second") == [0, 1, 2])
        }
    }

    @Test(arguments: Engine.tested)
    func `one with a long way to go does not keep the others waiting`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(900)
            try await journal.sealer.sealAll()
            let runner = try journal.runner(Recorder("first"), Recorder("second"))
            #expect(try await runner.round() == 400)
            #expect(try await journal.seen(by: "second").count == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `a subscriber is built anew from the beginning`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(30)
            try await journal.sealer.sealAll()
            let recorder = Recorder("search")
            let runner = try journal.runner(recorder, Recorder("other"))
            try await runner.run()
            try await journal.database.write { db in
                try db.execute("DELETE FROM seen WHERE subscriber = 'search'")
                try SubscriberRunner.rewind(recorder, in: db)
            }
            #expect(try await runner.run() == 30)
            #expect(try await journal.seen(by: "search") == Array(0..<30))
            #expect(recorder.positions == Array(0..<30) + Array(0..<30))
        }
    }

    @Test(arguments: Engine.tested)
    func `two servers that lead the same subscriber give it each event once`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(1000)
            try await journal.sealer.sealAll()
            let book = LogBook()
            let received = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await journal.runner(Recorder("search"), logger: book.logger).run() }
                }
                return try await group.reduce(0, +)
            }
            #expect(received == 1000)
            #expect(try await journal.seen(by: "search") == Array(0..<1000))
            #expect(book.lines.isEmpty, "they got in each other's way")
        }
    }

    @Test(arguments: Engine.tested)
    func `a failure is shown even when it speaks at length and in any letters`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(1)
            try await journal.sealer.sealAll()
            let said = String(repeating: "e\u{301}\u{0}", count: 3000)
            let runner = try journal.runner(Recorder("bad", failingAt: 0, with: Complaint(description: said)))
            try await runner.run()
            let state = try #require(try await journal.database.read { try runner.states(in: $0) }.first)
            #expect(state.failure?.unicodeScalars.count == 2000)
            #expect(state.failures == 1)
        }
    }

    @Test func `two subscribers cannot have one name`() async throws {
        try await TestJournal.with(.sqlite) { journal in
            #expect(throws: SubscriberNameTaken(name: "search")) {
                try journal.runner(Recorder("search"), Recorder("other"), Recorder("search"))
            }
        }
    }
}

/// A subscriber that writes down what it received.
private final class Recorder: Subscriber {
    let name: String
    private let failingAt: Int64?
    private let failure: any Error
    private let state = Mutex<(tries: Int, received: [Int64])>((0, []))

    init(_ name: String, failingAt position: Int64? = nil, with failure: (any Error)? = nil) {
        self.name = name
        failingAt = position
        self.failure = failure ?? Complaint(description: "\(name) cannot take \(position ?? -1)")
    }

    /// How often it was called.
    var tries: Int { state.withLock { $0.tries } }

    /// What it was given, whether or not the transaction came through.
    var positions: [Int64] { state.withLock { $0.received } }

    func receive(_ event: RecordedEvent, in db: Connection) throws {
        state.withLock { $0.tries += 1 }
        guard let position = event.position else { throw Complaint(description: "the event is not sealed") }
        try db.execute("INSERT INTO seen (subscriber, position) VALUES (\(name), \(position))")
        if position == failingAt { throw failure }
        state.withLock { $0.received.append(position) }
    }
}

private struct Complaint: Error, CustomStringConvertible {
    let description: String
}

extension TestJournal {
    fileprivate func runner(_ subscribers: Recorder..., logger: Logger = LogBook().logger) throws -> SubscriberRunner {
        try SubscriberRunner(database: database, subscribers: subscribers, logger: logger)
    }

    fileprivate func seen(by subscriber: String) async throws -> [Int64] {
        try await database.read {
            try $0.values("SELECT position FROM seen WHERE subscriber = \(subscriber) ORDER BY position")
        }
    }
}
