import Essentials
import Testing

@testable import Journal

@Suite struct EventLeafTests {
    private static let payload = Array(#"{"note":"0000000000042","text":"Công văn số 1"}"#.utf8)

    private static func event(_ actor: Actor) -> RecordedEvent {
        RecordedEvent(
            id: ID(rawValue: 4711), position: 0, at: Samples.day, actor: actor, kind: "document.issued",
            subject: Subject(kind: "outgoing-document", id: 42), payload: payload, salt: Array(0..<16))
    }

    /// Made with another program from the description of the form: it is for ever.
    @Test func `the bytes of a leaf are what they always were`() {
        let leaf = Self.event(Samples.actor).leaf
        #expect(
            leaf.hexadecimal
                == "6c69656e74686f6e672d6576656e742d310000000800000000000012670000000800064c001b2e640000000008"
                + "000000000000000b00000008000000000000000c00000008000000000000000d0000000831302e302e302e370000000f"
                + "646f63756d656e742e697373756564000000116f7574676f696e672d646f63756d656e740000000800000000000000"
                + "2a000000337b226e6f7465223a2230303030303030303030303432222c2274657874223a2243c3b46e672076c4836e"
                + "2073e1bb912031227d00000010000102030405060708090a0b0c0d0e0f")
        #expect(
            TreeHash.leaf(leaf).hexadecimal == "77ec4508d46977c123fb95144f0533b4c8ef6c3556ad61e83a0e20e37253a000")
    }

    @Test func `nobody is not the same as person 0`() {
        let leaf = Self.event(.platform).leaf
        #expect(
            TreeHash.leaf(leaf).hexadecimal == "48b1678f17b76e643b2793865d613709d6746d26370bd1fb3f22f67e4b9e68a3")
        let nought = Self.event(Actor(person: 0, post: nil, unit: nil, address: nil)).leaf
        #expect(leaf != nought)
        #expect(Self.event(.visitor(from: "")).leaf != leaf)
    }

    @Test(arguments: [Samples.actor, .platform, .visitor(from: "2001:db8::7")])
    func `a leaf is read again`(actor: Actor) throws {
        let event = Self.event(actor)
        let read = try #require(RecordedEvent(leaf: event.leaf, position: 7))
        #expect(read.leaf == event.leaf)
        #expect(read.position == 7)
        #expect(read.actor == actor)
        #expect(read.kind == "document.issued")
        #expect(read.subject == Subject(kind: "outgoing-document", id: 42))
        #expect(read.payload == Self.payload)
        #expect(read.at == Samples.day)
    }

    @Test func `bytes that are cut off, go on, or are of another form are no leaf`() {
        let leaf = Self.event(Samples.actor).leaf
        for count in leaf.indices {
            #expect(RecordedEvent(leaf: Array(leaf.prefix(count)), position: 0) == nil)
        }
        #expect(RecordedEvent(leaf: leaf + [0], position: 0) == nil)
        #expect(RecordedEvent(leaf: Array("lienthong-event-2".utf8) + leaf.dropFirst(17), position: 0) == nil)
        var huge = leaf
        huge[17] = 0x7F
        #expect(RecordedEvent(leaf: huge, position: 0) == nil)
    }

    @Test func `an address that is too long is cut before it keeps an event from being written`() {
        let long = String(repeating: "e\u{301}", count: 60) + "\u{0}"
        #expect(Actor.visitor(from: long).address?.unicodeScalars.count == 64)
        #expect(Actor.visitor(from: "10.0.0.7\u{0}").address == "10.0.0.7")
    }
}
