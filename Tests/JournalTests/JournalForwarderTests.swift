import Database
import Essentials
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalForwarderTests {
    @Test(arguments: Engine.tested)
    func `a destination gets every sealed event in order, batch by batch, and none again`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let away = Destination()
            let forwarder = journal.forwarder(away)
            try await journal.record(600)
            #expect(try await forwarder.round() == 0, "nothing is sealed")
            try await journal.sealer.sealAll()
            var sent: [Int] = []
            for _ in 0..<4 { sent.append(try await forwarder.round()) }
            #expect(sent == [250, 250, 100, 0])
            #expect(away.positions == Array(0..<600))
            let state = try await journal.state(of: forwarder)
            #expect(
                state
                    == SubscriberState(
                        name: "away", position: 600, behind: 0, failure: nil, failures: 0, retryAt: nil))
        }
    }

    @Test(arguments: Engine.tested)
    func `while a destination fails its cursor stays and says why; when it is back nothing is missing`(
        engine: Engine
    ) async throws {
        try await TestJournal.with(engine) { journal in
            let (away, book) = (Destination(), LogBook())
            let forwarder = journal.forwarder(away, logger: book.logger)
            try await journal.record(300)
            try await journal.sealer.sealAll()
            away.fails(with: "no route to host")
            var pauses: [Int64] = []
            for _ in 0..<9 {
                #expect(try await forwarder.round() == 0)
                let state = try await journal.state(of: forwarder)
                #expect(state.position == 0 && state.behind == 300)
                #expect(state.failure == "no route to host" && state.failures == pauses.count + 1)
                let retryAt = try #require(state.retryAt)
                pauses.append(retryAt.seconds(since: journal.clock.clock.now()))
                let tries = away.tries
                #expect(try await forwarder.round() == 0)
                #expect(away.tries == tries, "it was tried before its time")
                journal.clock.set(retryAt)
            }
            #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
            away.fails(with: nil)
            #expect(try await forwarder.round() == 250)
            #expect(try await forwarder.round() == 50)
            #expect(away.positions == Array(0..<300))
            #expect(try await journal.state(of: forwarder).failures == 0)
            #expect(book.lines.last?.contains("works again") == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `what one node is sending no other sends meanwhile, unless it died over it`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let (one, other) = (Destination(), Destination())
            let second = journal.forwarder(other)
            try await journal.record(10)
            try await journal.sealer.sealAll()
            one.whileTaking {
                let sent = try await second.round()
                #expect(sent == 0)
            }
            #expect(try await journal.forwarder(one).round() == 10)
            #expect(other.tries == 0)

            try await journal.record(1, from: 10)
            try await journal.sealer.sealAll()
            let until = journal.clock.clock.now().adding(seconds: JournalForwarder.claimSeconds)
            try await journal.execute("UPDATE journal_cursor SET retry_at = \(until)")
            #expect(try await second.round() == 0)
            journal.clock.set(until)
            #expect(try await second.round() == 1)
            #expect(other.positions == [10])
        }
    }

    @Test(arguments: Engine.tested)
    func `a destination that lost something is sent it again, also when that is asked while a batch is on its way`(
        engine: Engine
    ) async throws {
        try await TestJournal.with(engine) { journal in
            let away = Destination()
            let forwarder = journal.forwarder(away)
            try await journal.record(300)
            try await journal.sealer.sealAll()
            #expect(try await forwarder.round() == 250)
            away.whileTaking {
                try await journal.database.write { try JournalForwarder.rewind("away", to: 40, in: $0) }
            }
            #expect(try await forwarder.round() == 50)
            away.whileTaking(nil)
            #expect(try await forwarder.round() == 250)
            #expect(try await forwarder.round() == 10)
            #expect(away.positions == Array(0..<300) + Array(40..<300))
        }
    }

    @Test func `one that is stopped in the middle goes on at once with the next start`() async throws {
        try await TestJournal.with(.sqlite) { journal in
            let away = Destination()
            try await journal.record(3)
            try await journal.sealer.sealAll()
            away.whileTaking {
                withUnsafeCurrentTask { $0?.cancel() }
                try Task.checkCancellation()
            }
            let stopped = Task { try await journal.forwarder(away).round() }
            #expect(try await stopped.value == 0)
            let state = try await journal.state(of: journal.forwarder(away))
            #expect(state.failures == 0 && state.retryAt == nil && state.position == 0)
            away.whileTaking(nil)
            #expect(try await journal.forwarder(away).round() == 3)
        }
    }
}

/// Takes events, or fails, as it is told.
private final class Destination: JournalDestination {
    let name = "away"
    private let state = Mutex(State())

    private struct State {
        var positions: [Int64] = []
        var tries = 0
        var failure: String?
        var meanwhile: (@Sendable () async throws -> Void)?
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    var positions: [Int64] { state.withLock { $0.positions } }
    var tries: Int { state.withLock { $0.tries } }

    func fails(with failure: String?) {
        state.withLock { $0.failure = failure }
    }

    func whileTaking(_ body: (@Sendable () async throws -> Void)?) {
        state.withLock { $0.meanwhile = body }
    }

    func take(_ events: [RecordedEvent]) async throws {
        let (failure, meanwhile) = state.withLock { state in
            state.tries += 1
            return (state.failure, state.meanwhile)
        }
        if let failure { throw Failure(description: failure) }
        try await meanwhile?()
        state.withLock { $0.positions += events.compactMap(\.position) }
    }
}

extension TestJournal {
    fileprivate func forwarder(
        _ destination: Destination, logger: Logger = Logger(label: "test")
    ) -> JournalForwarder {
        JournalForwarder(database: database, to: destination, logger: logger)
    }

    fileprivate func state(of forwarder: JournalForwarder) async throws -> SubscriberState {
        try await database.read { try forwarder.state(in: $0) }
    }
}
