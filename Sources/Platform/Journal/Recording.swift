public import Database
public import Essentials
import Foundation

extension Connection {
    /// Writes an event into the journal, in this transaction: either the change and its event both stand, or neither.
    ///
    /// The event's identifier is greater than that of every event this transaction can have read so far, whichever
    /// node wrote it, so that two clocks that disagree cannot turn cause and effect round. So record after reading what
    /// the decision rests on, not before.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - actor: who did it, from the session.
    ///   - now: when.
    /// - Returns: the event's identifier.
    @discardableResult
    public func record<E: Event>(_ event: E, by actor: Actor, at now: Instant) throws -> ID<RecordedEvent> {
        let payload = try Self.payload(of: event)
        let id = ids.next(RecordedEvent.self)
        // Asked for in the same statement: as a rule this node's clock is not behind, and one question is enough.
        let isNewest: SQL = "coalesce((SELECT max(id) FROM event), 0) < \(id)"
        if try insert(event, payload, as: id, by: actor, at: now, where: isNewest) { return id }
        let highest: ID<RecordedEvent>? = try value("SELECT max(id) FROM event")
        let later = ids.next(after: highest ?? id)
        _ = try insert(event, payload, as: later, by: actor, at: now, where: "1 = 1")
        return later
    }

    private func insert<E: Event>(
        _ event: E, _ payload: [UInt8], as id: ID<RecordedEvent>, by actor: Actor, at now: Instant,
        where condition: SQL
    ) throws -> Bool {
        let subject = event.subject
        return try execute(
            """
            INSERT INTO event (
                id, at, actor_person, actor_post, actor_unit, address, kind, subject_kind, subject_id, payload, salt)
            SELECT
                \(id), \(now), \(actor.person), \(actor.post), \(actor.unit), \(actor.address), \(E.kind),
                \(subject.kind), \(subject.id), \(payload), \(Self.salt())
            WHERE \(condition)
            """) > 0
    }

    /// What happened to a record, oldest first: its timeline.
    public func events(about subject: Subject, limit: Int = 500) throws -> [RecordedEvent] {
        try all(
            """
            SELECT \(RecordedEvent.columns) FROM event
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY id LIMIT \(limit)
            """)
    }

    private static func payload(of event: some Event) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(event))
    }

    /// 128 random bits that keep a leaf's hash from telling what a short event says.
    private static func salt() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<2).flatMap { _ in withUnsafeBytes(of: random.next()) { [UInt8]($0) } }
    }
}

extension RecordedEvent {
    /// The event as its own type.
    ///
    /// - Throws: `DecodingError` when it is of another kind or was written in a form this program does not know.
    public func decoded<E: Event>(as _: E.Type = E.self) throws -> E {
        guard kind == E.kind else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(kind) is not \(E.kind)"))
        }
        return try JSONDecoder().decode(E.self, from: Data(payload))
    }
}
