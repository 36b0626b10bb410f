import Database
import Essentials
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite struct SealerTests {
    @Test(arguments: Engine.tested)
    func `events get positions from 0 in the order of their identifiers`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            #expect(try await journal.sealer.seal() == 0)
            try await journal.record(3)
            #expect(try await journal.database.read { try $0.journalSize() } == 0)
            #expect(try await journal.sealer.seal() == 3)
            #expect(try await journal.sealer.seal() == 0)
            let events = try await journal.events()
            #expect(events.map(\.position) == [0, 1, 2])
            #expect(events.map(\.id) == events.map(\.id).sorted())
            #expect(events.map(\.subject.id) == [0, 1, 2])
        }
    }

    @Test(arguments: Engine.tested)
    func `at most one batch is sealed in a transaction`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(Sealer.batch + 7)
            #expect(try await journal.sealer.seal() == Sealer.batch)
            #expect(try await journal.sealer.seal() == 7)
            let report = try await journal.verify()
            #expect(report.events == Int64(Sealer.batch + 7))
            #expect(report.finding == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a position never changes, even of an event that was committed after a greater one`(
        engine: Engine
    ) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(2)
            try await journal.sealer.sealAll()
            let before = try await journal.events().map(\.id)
            // What a transaction would leave that began first and was committed last.
            try await journal.record(1, from: 9)
            try await journal.execute("UPDATE event SET id = 5 WHERE subject_id = 9")
            try await journal.record(1, from: 10)
            try await journal.sealer.sealAll()
            let events = try await journal.events()
            #expect(events.prefix(2).map(\.id) == before)
            #expect(events.map(\.subject.id) == [0, 1, 9, 10])
        }
    }

    @Test(arguments: Engine.tested)
    func `two sealers beside sixteen writers leave no gap, lose nothing and keep causes before effects`(
        engine: Engine
    ) async throws {
        try await TestDatabase.withMigratedLocation(engine, Samples.migrations) { location in
            let clocks = [ManualClock(Samples.day.adding(seconds: 50)), ManualClock(Samples.day)]
            try await TestDatabase.withOpen(location, clock: clocks[0].clock) { first in
                try await TestDatabase.withOpen(location, clock: clocks[1].clock) { second in
                    let history = try await write(on: [first, second])
                    let journal = TestJournal(second, clocks[1])
                    try await journal.sealAndSign()
                    try await check(history, in: journal)
                }
            }
        }
    }

    /// What was committed, and what each event had seen before it; with the positions seen while writing went on.
    private final class History: Sendable {
        private let state = Mutex(State())

        private struct State {
            var causes: [ID<RecordedEvent>: ID<RecordedEvent>?] = [:]
            var positions: [ID<RecordedEvent>: Int64] = [:]
            var writers = 16
        }

        var causes: [ID<RecordedEvent>: ID<RecordedEvent>?] { state.withLock { $0.causes } }
        var positions: [ID<RecordedEvent>: Int64] { state.withLock { $0.positions } }
        var isWriting: Bool { state.withLock { $0.writers > 0 } }

        func committed(_ event: ID<RecordedEvent>, after cause: ID<RecordedEvent>?) {
            state.withLock { $0.causes[event] = .some(cause) }
        }

        /// - Returns: the position it was seen at before, or this one.
        func saw(_ event: ID<RecordedEvent>, at position: Int64) -> Int64 {
            state.withLock { $0.positions.updateValue(position, forKey: event) ?? position }
        }

        func writerIsDone() {
            state.withLock { $0.writers -= 1 }
        }
    }

    private struct GaveUp: Error {}

    private func write(on nodes: [Database]) async throws -> History {
        let history = History()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask { await Self.write(writer, on: nodes[writer % 2], history) }
            }
            for node in nodes {
                group.addTask { try await Self.seal(on: node, history) }
            }
            try await group.waitForAll()
        }
        return history
    }

    private static func write(_ writer: Int, on node: Database, _ history: History) async {
        for round in 0..<20 {
            let gaveUp = (writer + round) % 7 == 0
            let pair = try? await node.write { db in
                let seen: ID<RecordedEvent>? = try db.value("SELECT id FROM event ORDER BY id DESC LIMIT 1")
                let id = try db.record(MatterNoted(Int64(writer), name: "\(round)"), by: .platform, at: Samples.day)
                if gaveUp { throw GaveUp() }
                return (id, seen)
            }
            #expect((pair == nil) == gaveUp)
            if let pair { history.committed(pair.0, after: pair.1) }
        }
        history.writerIsDone()
    }

    private static func seal(on node: Database, _ history: History) async throws {
        let journal = TestJournal(node, ManualClock(Samples.day))
        while history.isWriting {
            try await journal.sealer.seal()
            try await journal.sealer.checkpoint()
            for event in try await journal.events() {
                let position = try #require(event.position)
                #expect(history.saw(event.id, at: position) == position)
            }
        }
    }

    private func check(_ history: History, in journal: TestJournal) async throws {
        let events = try await journal.events()
        #expect(events.count > 200)
        #expect(events.map(\.position) == events.indices.map { Int64($0) })
        #expect(Set(events.map(\.id)) == Set(history.causes.keys))
        let positions = Dictionary(uniqueKeysWithValues: events.map { ($0.id, $0.position ?? -1) })
        for (id, position) in history.positions { #expect(positions[id] == position) }
        for (effect, cause) in history.causes {
            guard let cause else { continue }
            #expect(cause < effect)
            #expect(try #require(positions[cause]) < #require(positions[effect]))
        }
        let report = try await journal.verify()
        #expect(report.finding == nil)
        #expect(report.covered?.checkpoint.size == report.events)
    }
}
