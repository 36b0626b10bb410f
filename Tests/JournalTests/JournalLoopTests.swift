import Database
import Essentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalLoopTests {
    @Test(arguments: Engine.tested)
    func `a turn seals, signs, leads subscribers and writes the access log`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            try await journal.record(3)
            await house.accessLog.note("view", Subject(kind: "matter", id: 1), by: Samples.actor, at: Samples.day)
            _ = await house.loop.turn()
            #expect(try await journal.database.read { try $0.lastCheckpoint() }?.checkpoint.size == 3)
            #expect(house.counter.count == 3)
            #expect(try await journal.number("SELECT count(*) FROM access_entry") == 1)
            _ = await house.loop.turn()
            #expect(house.counter.count == 4, "the access log's own event")
            #expect(house.book.lines.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `turns are short while there is something to do and longer when there is not`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            try await journal.record(1)
            #expect(await house.loop.turn() == .milliseconds(100))
            var pauses: [Duration] = []
            for _ in 0..<6 { pauses.append(await house.loop.turn()) }
            #expect(pauses == [200, 400, 800, 1000, 1000, 1000].map { .milliseconds($0) })
            try await journal.record(1)
            #expect(await house.loop.turn() == .milliseconds(100))
        }
    }

    @Test(arguments: Engine.tested)
    func `a checkpoint is signed once a second at most, and not when nothing is new`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            func sizes() async throws -> [Int64] {
                try await journal.database.read { try $0.values("SELECT size FROM journal_checkpoint ORDER BY size") }
            }
            try await journal.record(1)
            _ = await house.loop.turn()
            try await journal.record(1)
            _ = await house.loop.turn()
            #expect(try await sizes() == [1])
            journal.clock.advance(seconds: 1)
            _ = await house.loop.turn()
            #expect(try await sizes() == [1, 2])
            journal.clock.advance(seconds: 3600)
            _ = await house.loop.turn()
            #expect(try await sizes() == [1, 2])
            try await journal.record(1)
            journal.clock.set(Samples.day)
            _ = await house.loop.turn()
            #expect(try await sizes() == [1, 2, 3], "a clock set back does not keep the journal unsigned")
        }
    }

    @Test(arguments: Engine.tested)
    func `the bell rings with the size when the journal has grown, whoever sealed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            _ = await house.loop.turn()
            var rings = house.loop.bell.rings().makeAsyncIterator()
            try await journal.record(3)
            _ = await house.loop.turn()
            #expect(await rings.next() == 3)
            _ = await house.loop.turn()
            try await journal.record(2, from: 3)
            try await journal.sealer.sealAll()
            _ = await house.loop.turn()
            try await journal.record(2, from: 5)
            _ = await house.loop.turn()
            #expect(await rings.next() == 7, "who is slow hears the newest size only")
        }
    }

    @Test func `a listener that goes away is forgotten, and all streams end when the loop does`() async throws {
        let bell = JournalBell()
        let listening = Task { for await _ in bell.rings() {} }
        while bell.listenerCount == 0 { await Task.yield() }
        listening.cancel()
        await listening.value
        #expect(bell.listenerCount == 0)
        let rings = bell.rings()
        bell.close()
        for await _ in rings { Issue.record("rang after the end") }
        for await _ in bell.rings() { Issue.record("rang after the end") }
        #expect(bell.listenerCount == 0)
    }

    @Test(arguments: Engine.tested)
    func `what fails is logged and tried again at growing intervals, and the rest goes on`(engine: Engine) async throws
    {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            try await journal.record(2)
            try await journal.sealer.sealAll()
            try await journal.execute("ALTER TABLE journal_checkpoint RENAME TO gone")
            try await journal.record(1, from: 2)
            var pauses: [Duration] = []
            for _ in 0..<10 { pauses.append(await house.loop.turn()) }
            #expect(
                pauses.map { $0 / .milliseconds(100) } == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
            #expect(house.counter.count == 2, "subscribers get what was sealed before")
            #expect(house.book.lines.contains { $0.contains("journal: sealing failed") })
            #expect(house.book.lines.contains { $0.contains("journal: signing a checkpoint failed") })
            try await journal.execute("ALTER TABLE gone RENAME TO journal_checkpoint")
            #expect(await house.loop.turn() == .milliseconds(100))
            #expect(house.counter.count == 3)
            #expect(try await journal.verify().covered?.checkpoint.size == 3)
        }
    }

    @Test(arguments: Engine.tested)
    func `a closed database does not end the loop`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let house = try House(journal)
            await journal.database.close()
            #expect(await house.loop.turn() == .milliseconds(200))
            #expect(await house.loop.turn() == .milliseconds(400))
            #expect(!house.book.lines.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `when the server stops, what is waiting is still written, sealed and signed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let (turns, turned) = AsyncStream.makeStream(of: Void.self)
            let house = try House(journal) { _ in
                turned.yield()
                // Waits for ever, or until the task is cancelled.
                for await _ in AsyncStream<Never>.makeStream().stream {}
                try Task.checkCancellation()
            }
            let rings = house.loop.bell.rings()
            let running = Task { await house.loop.run() }
            for await _ in turns { break }
            try await journal.record(2)
            await house.accessLog.note("view", Subject(kind: "matter", id: 1), by: Samples.actor, at: Samples.day)
            running.cancel()
            await running.value
            #expect(try await journal.number("SELECT count(*) FROM access_entry") == 1)
            let report = try await journal.verify()
            #expect(report.finding == nil)
            #expect(report.waiting == 0)
            #expect(report.events == 3)
            #expect(report.covered?.checkpoint.size == 3)
            for await _ in rings {}
            #expect(house.book.lines.isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `one turn does not seal for ever while others wait`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            var pace = JournalLoop.Pace()
            pace.batchesInTurn = 2
            let house = try House(journal, pace: pace)
            try await journal.record(3 * Sealer.batch)
            #expect(await house.loop.turn() == .milliseconds(100))
            #expect(try await journal.database.read { try $0.journalSize() } == Int64(2 * Sealer.batch))
            #expect(house.counter.count == 200)
        }
    }
}

/// A loop and what it leads.
private struct House {
    let loop: JournalLoop
    let accessLog: AccessLog
    let counter = Counter()
    let book = LogBook()

    init(
        _ journal: TestJournal, pace: JournalLoop.Pace = .init(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }
    ) throws {
        accessLog = AccessLog(database: journal.database)
        let subscribers = try SubscriberRunner(
            database: journal.database, subscribers: [counter], logger: book.logger)
        loop = JournalLoop(
            database: journal.database, sealer: journal.sealer, subscribers: subscribers, accessLog: accessLog,
            logger: book.logger, pace: pace, pause: pause)
    }
}

/// Counts the events it received.
private final class Counter: Subscriber {
    let name = "counter"
    private let received = Atomic<Int>(0)

    var count: Int { received.load(ordering: .relaxed) }

    func receive(_ event: RecordedEvent, in db: Connection) throws {
        received.wrappingAdd(1, ordering: .relaxed)
    }
}
