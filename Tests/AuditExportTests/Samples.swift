import Essentials

@testable import Journal

/// Events as they stand in a journal.
enum Samples {
    static let now = Instant("2026-11-20T08:00:00.25")!

    static func event(
        _ position: Int64 = 7, kind: String = "document.issued", address: String? = "10.0.0.7",
        payload: String = #"{"number":15}"#
    ) -> RecordedEvent {
        RecordedEvent(
            id: ID(rawValue: 1_000 + position), position: position, at: now,
            actor: Actor(person: 11, post: 12, unit: 13, address: address), kind: kind,
            subject: Subject(kind: "outgoing-document", id: 42), payload: Array(payload.utf8), salt: [])
    }
}

/// Something that happened in a test.
struct MatterNoted: Event {
    static let kind = "matter.noted"
    let matter: ID<MatterNoted>
    let text: String

    var subject: Subject { Subject("matter", matter) }
}
