public import Database
public import Essentials

/// Something that happened, told in the past tense: `IncomingRegistered`, `DocumentIssued`.
///
/// An event is written in the same transaction as the change it tells of, and never changes. Its payload holds
/// references rather than personal data, so that what must be forgotten can be.
public protocol Event: Codable, Sendable {
    /// What happened, as it stands in the journal for ever: `document.issued`.
    static var kind: String { get }

    /// What it happened to.
    var subject: Subject { get }
}

/// The record that an event is about.
public struct Subject: Hashable, Sendable {
    /// The record's kind, in the singular: `incoming-document`.
    public let kind: String
    public let id: Int64

    public init<Entity>(_ kind: String, _ id: ID<Entity>) {
        self.kind = kind
        self.id = id.rawValue
    }

    public init(kind: String, id: Int64) {
        self.kind = kind
        self.id = id
    }
}

/// Who did it: a person, in the post held at that moment, in its unit. Taken from the session, never from a request.
public struct Actor: Hashable, Sendable {
    public let person: Int64?
    public let post: Int64?
    public let unit: Int64?
    /// The network address it came from, where there was one.
    public let address: String?

    public init<Person, Post, Unit>(person: ID<Person>, post: ID<Post>, unit: ID<Unit>, address: String? = nil) {
        self.person = person.rawValue
        self.post = post.rawValue
        self.unit = unit.rawValue
        self.address = address?.fitting(64)
    }

    /// - Parameters are as they stand in the journal.
    init(person: Int64?, post: Int64?, unit: Int64?, address: String?) {
        self.person = person
        self.post = post
        self.unit = unit
        self.address = address
    }

    /// The platform itself: a clock that struck, a scheduled job.
    public static let platform = Actor(person: nil, post: nil, unit: nil, address: nil)

    /// Somebody who has not signed in.
    public static func visitor(from address: String?) -> Actor {
        Actor(person: nil, post: nil, unit: nil, address: address?.fitting(64))
    }
}

extension String {
    /// The text as a column of so many characters takes it on both engines: PostgreSQL counts Unicode scalars and
    /// stores no U+0000. What an address or an error says must never keep an event from being written.
    func fitting(_ length: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: unicodeScalars.lazy.filter { $0 != "\0" }.prefix(length))
        return String(text)
    }
}

/// An event as it stands in the journal.
public struct RecordedEvent: Sendable {
    public let id: ID<RecordedEvent>
    /// The place in the journal, from 0 without a gap; nil until the event is sealed.
    public let position: Int64?
    public let at: Instant
    public let actor: Actor
    public let kind: String
    public let subject: Subject
    /// The event as JSON, exactly as it was written.
    public let payload: [UInt8]
    let salt: [UInt8]
}

extension RecordedEvent: RowDecodable {
    /// What `init(row:)` reads, of a table called `event` in the statement.
    static let columns: SQL = """
        event.id, event.position, event.at, event.actor_person, event.actor_post, event.actor_unit, event.address,
        event.kind, event.subject_kind, event.subject_id, event.payload, event.salt
        """

    public init(row: Row) throws {
        id = try row["id"]
        position = try row["position"]
        at = try row["at"]
        actor = Actor(
            person: try row["actor_person"], post: try row["actor_post"], unit: try row["actor_unit"],
            address: try row["address"])
        kind = try row["kind"]
        subject = Subject(kind: try row["subject_kind"], id: try row["subject_id"])
        payload = try row["payload"]
        salt = try row["salt"]
    }
}
