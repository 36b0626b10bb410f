import Database
import Essentials
import HTTPTypes
import Journal
import Testing

@testable import Web

/// What open pages hear.
struct EventTests {
    private func write(_ house: TestHouse, _ number: Int64) async throws {
        let now = house.clock.clock.now()
        try await house.database.write { db in
            try db.execute("INSERT INTO note (id, text) VALUES (\(number), 'x')")
            _ = try db.record(NoteWritten(note: ID(rawValue: number)), by: .platform, at: now)
        }
    }

    private func token(_ house: TestHouse, _ person: TestPerson = .clerk) -> String {
        house.sessions.begin(person, at: house.clock.clock.now())
    }

    @Test func `a window hears all counts first, and then only what changed`() async throws {
        try await TestHouse.with { house in
            let stream = await house.web.liveEvents.listen(token: token(house), address: nil, in: .vietnamese)
            var events = stream.makeAsyncIterator()
            #expect(
                await events.next()
                    == ServerEvent("counts", data: #"{"/notes":"","/notifications":"3"}"#))
            try await write(house, 1)
            await house.web.liveEvents.tellCounts()
            #expect(await events.next() == ServerEvent("counts", data: #"{"/notes":"1"}"#))
        }
    }

    @Test func `an event that another node committed late, below the last one, is told`() async throws {
        try await TestHouse.with { house in
            let stream = await house.web.liveEvents.listen(token: token(house), address: nil, in: .vietnamese)
            var events = stream.makeAsyncIterator()
            _ = await events.next()
            let before = house.database.ids.next(RecordedEvent.self)
            try await write(house, 1)
            await house.web.liveEvents.tellCounts()
            _ = await events.next()
            // As the other node's transaction would: the change, with an event made before the last one.
            try await house.database.write { db in
                try db.execute("INSERT INTO note (id, text) VALUES (2, 'x')")
                try db.execute(
                    """
                    INSERT INTO event (id, at, kind, subject_kind, subject_id, payload, salt)
                    SELECT \(before), at, kind, subject_kind, subject_id, payload, salt FROM event
                    ORDER BY id DESC LIMIT 1
                    """)
            }
            await house.web.liveEvents.tellCounts()
            house.web.liveEvents.close()
            #expect(await events.next() == ServerEvent("counts", data: #"{"/notes":"2"}"#))
        }
    }

    @Test func `counts are told in the reader's language`() {
        let facts = FrameFacts(counts: ["/notes": CappedCount(1_001)], notifications: nil, posts: [])
        #expect(facts.live(in: .vietnamese) == ["/notes": "hơn 1.000"])
        #expect(facts.live(in: .english) == ["/notes": "over 1,000"])
    }

    @Test func `nothing is said when nothing changed`() async throws {
        try await TestHouse.with { house in
            let stream = await house.web.liveEvents.listen(token: token(house), address: nil, in: .vietnamese)
            await house.web.liveEvents.tellCounts()
            house.web.liveEvents.close()
            var heard = 0
            for await _ in stream { heard += 1 }
            #expect(heard == 1)
        }
    }

    @Test func `one hears only of what one may see`() async throws {
        try await TestHouse.with { house in
            let stream = await house.web.liveEvents.listen(token: token(house, .guest), address: nil, in: .vietnamese)
            var events = stream.makeAsyncIterator()
            #expect(await events.next() == ServerEvent("counts", data: #"{"/notifications":"3"}"#))
        }
    }

    @Test func `a session that has ended hears nothing more`() async throws {
        try await TestHouse.with { house in
            let token = token(house)
            let stream = await house.web.liveEvents.listen(token: token, address: nil, in: .vietnamese)
            house.sessions.end(token)
            await house.web.liveEvents.tellCounts()
            var heard = 0
            for await _ in stream { heard += 1 }
            #expect(heard == 1)
            #expect(house.web.liveEvents.count == 0)
        }
    }

    @Test func `one window too many closes the oldest`() async throws {
        try await TestHouse.with { house in
            let token = token(house)
            let oldest = await house.web.liveEvents.listen(token: token, address: nil, in: .vietnamese)
            var others: [AsyncStream<ServerEvent>] = []
            for _ in 0..<LiveEvents.mostPerSession {
                others.append(await house.web.liveEvents.listen(token: token, address: nil, in: .vietnamese))
            }
            var heard = 0
            for await _ in oldest { heard += 1 }
            #expect(heard == 1)
            #expect(house.web.liveEvents.count == others.count)
        }
    }

    @Test func `when the server stops, every stream ends, and none begins`() async throws {
        try await TestHouse.with { house in
            let stream = await house.web.liveEvents.listen(token: token(house), address: nil, in: .vietnamese)
            house.web.liveEvents.close()
            for await _ in stream {}
            let late = await house.web.liveEvents.listen(token: token(house), address: nil, in: .vietnamese)
            for await _ in late { Issue.record("a stream began after the end") }
        }
    }

    @Test func `a ring reaches whoever listens, and rings in a row are one`() async throws {
        let bell = ChangeBell()
        var rings = bell.rings().makeAsyncIterator()
        bell.ring()
        bell.ring()
        #expect(await rings.next() != nil)
        bell.ring()
        #expect(await rings.next() != nil)
    }

    @Test func `an event is written as browsers read it`() {
        #expect(ServerEvent("counts", data: "a\nb").text == "event: counts\ndata: a\ndata: b\n\n")
        #expect(ServerEvent.heartbeat.text == ": \n\n")
    }

    @Test func `events are for people who have signed in`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor().send(.get, "/events")
            #expect(answer.status == 303)
        }
    }
}
