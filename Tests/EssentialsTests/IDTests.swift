import Essentials
import Foundation
import Testing

private enum Document {}
private enum Text {}

@Suite struct IDTests {
    @Test(arguments: [0, 1, 31, 32, 1 << 40, Int64.max])
    func `an identifier is written in 13 characters and read back in either case`(number: Int64) throws {
        let id = ID<Document>(rawValue: number)
        #expect(id.description.utf8.count == 13)
        #expect(ID<Document>(id.description) == id)
        #expect(ID<Document>(id.description.lowercased()) == id)
    }

    @Test func `written identifiers sort as their numbers do`() {
        let numbers: [Int64] = [0, 9, 10, 31, 32, 1023, 1024, 1 << 22, (1 << 22) + 1, 1 << 62, .max]
        let written = numbers.map { ID<Document>(rawValue: $0).description }
        #expect(written == written.sorted())
        #expect(Set(written).count == numbers.count)
    }

    @Test(arguments: [
        "", "0", "000000000000", "00000000000000", "000000000000U", "00000000000-0", "8000000000000", "ZZZZZZZZZZZZZ",
    ])
    func `what is no identifier is not read as one`(text: String) {
        #expect(ID<Document>(text) == nil)
    }

    @Test func `an identifier is JSON text and keeps its number as another entity's`() throws {
        let id = ID<Document>(rawValue: 123_456_789)
        let data = try JSONEncoder().encode([id])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(id)\"]")
        #expect(try JSONDecoder().decode([ID<Document>].self, from: data) == [id])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ID<Document>].self, from: Data(#"["x"]"#.utf8))
        }
        #expect(id.of(Text.self).rawValue == id.rawValue)
    }
}

@Suite struct IDGeneratorTests {
    private let clock = ManualClock(Instant(CivilDate(year: 2026, month: 2, day: 3)!, TimeOfDay(hour: 9)!))

    @Test func `identifiers grow while the clock stands still, is set back or jumps ahead`() {
        let generator = IDGenerator(node: 7, clock: clock.clock)
        var last: Int64 = 0
        for step in 0..<20_000 {
            if step % 5_000 == 4_999 { clock.advance(seconds: step % 2 == 0 ? 60 : -3600) }
            let id = generator.next(Document.self)
            #expect(id.rawValue > last)
            #expect((id.rawValue >> 12) & 1023 == 7, "the node is kept when the sequence is full")
            last = id.rawValue
        }
        #expect(generator.highest == last)
    }

    @Test func `an identifier is greater than what its maker has seen, even from a node whose clock is ahead`() {
        let generator = IDGenerator(node: 0, clock: clock.clock)
        let seen = ID<Document>(rawValue: Int64.max >> 1)
        #expect(generator.next(after: seen) > seen)
        #expect(generator.next(Document.self) > seen)
    }

    @Test func `a new lease goes on above the last identifier of the node`() {
        let before = IDGenerator(node: 3, clock: clock.clock)
        let last = before.next(Document.self)
        clock.advance(seconds: -86_400)
        #expect(IDGenerator(node: 3, clock: clock.clock, after: before.highest).next(Document.self) > last)
    }

    @Test func `nodes at the same moment make different identifiers`() {
        let ids = IDGenerator.nodes.map { IDGenerator(node: $0, clock: clock.clock).next(Document.self) }
        #expect(Set(ids).count == 1024)
    }

    @Test func `tasks at the same time never get the same identifier`() async {
        let generator = IDGenerator(node: 1, clock: clock.clock)
        let ids = await withTaskGroup(of: [Int64].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1000).map { _ in generator.next(Document.self).rawValue } }
            }
            return await group.reduce(into: Set<Int64>()) { $0.formUnion($1) }
        }
        #expect(ids.count == 8000)
    }

    @Test func `before 2020 identifiers still are positive and grow`() {
        let early = ManualClock(Instant(CivilDate(year: 2001, month: 1, day: 1)!))
        let generator = IDGenerator(node: 5, clock: early.clock)
        let first = generator.next(Document.self)
        #expect(first.rawValue > 0)
        #expect(generator.next(Document.self) > first)
    }
}
