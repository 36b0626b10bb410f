import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

/// What several tests use.
enum Samples {
    /// The secret key of 32 bytes 0, 1 … 31.
    static let key = try! JournalKey(
        secretText: "PRIVATE+KEY+lienthong.example/journal+137604b8+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f")

    /// A Monday morning.
    static let day = Instant("2026-03-02T08:00")!

    static let actor = Actor(
        person: ID<Never>(rawValue: 11), post: ID<Never>(rawValue: 12), unit: ID<Never>(rawValue: 13),
        address: "10.0.0.7")

    /// The journal's tables and two that changes and subscribers write to.
    static let migrations =
        JournalMigrations.all + [
            Migration(
                "2026-11-21 journal tests",
                [
                    "CREATE TABLE matter (id \(type: .integer) PRIMARY KEY, name \(type: .text) NOT NULL)\(idiom: .strict)",
                    """
                    CREATE TABLE seen (
                        subscriber \(type: .text) NOT NULL, position \(type: .integer) NOT NULL,
                        PRIMARY KEY (subscriber, position)
                    )\(idiom: .strict)
                    """,
                ])
        ]
}

/// An event of the tests.
struct MatterNoted: Event {
    static let kind = "matter.noted"
    let matter: ID<MatterNoted>
    let name: String

    var subject: Subject { Subject("matter", matter) }

    init(_ number: Int64 = 42, name: String = "Công văn số 1") {
        matter = ID(rawValue: number)
        self.name = name
    }
}

/// A database with a journal.
struct TestJournal {
    let database: Database
    let clock: ManualClock
    let sealer: Sealer

    @discardableResult
    static func with<Value>(_ engine: Engine, _ body: (TestJournal) async throws -> Value) async throws -> Value {
        let clock = ManualClock(Samples.day)
        return try await TestDatabase.withMigrated(engine, Samples.migrations, clock: clock.clock) { database in
            try await body(TestJournal(database, clock))
        }
    }

    init(_ database: Database, _ clock: ManualClock) {
        self.database = database
        self.clock = clock
        sealer = Sealer(database: database, key: Samples.key)
    }

    /// Records so many events, each about its own matter, from `first` on, in one transaction.
    func record(_ count: Int, from first: Int = 0) async throws {
        let now = clock.clock.now()
        try await database.write { db in
            for number in first..<first + count {
                try db.record(MatterNoted(Int64(number), name: "Việc \(number)"), by: Samples.actor, at: now)
            }
        }
    }

    /// Seals and signs all there is.
    @discardableResult
    func sealAndSign() async throws -> SignedCheckpoint? {
        try await sealer.sealAll()
        return try await sealer.checkpoint()
    }

    func verify(published: [String] = []) async throws -> JournalReport {
        try await database.verifyJournal(key: Samples.key.verifier, published: published)
    }

    /// The sealed events in order.
    func events() async throws -> [RecordedEvent] {
        try await database.read { db in
            try db.all("SELECT \(RecordedEvent.columns) FROM event WHERE position >= 0 ORDER BY position")
        }
    }

    func execute(_ sql: SQL) async throws {
        _ = try await database.write { try $0.execute(sql) }
    }

    func number(_ sql: SQL) async throws -> Int64 {
        try await database.read { try $0.value(sql) ?? -1 }
    }
}
