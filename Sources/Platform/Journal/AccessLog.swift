import Crypto
public import Database
public import Essentials

/// Who looked at what (lịch sử truy cập, NĐ 30/2020 PL VI III.5a, III.6l): beside the journal, written in batches.
///
/// It is the only thing that a read writes. What was seen within the last `flushEverySeconds` can be lost with the
/// process; every batch leaves its digest in the journal, so what was written cannot be changed unseen.
public actor AccessLog {
    /// The stated window of loss.
    public static let flushEverySeconds = 2

    private let database: Database
    private var waiting: [Entry] = []

    private struct Entry {
        let at: Instant
        let actor: Actor
        let act: String
        let subject: Subject
    }

    public init(database: Database) {
        self.database = database
    }

    /// Notes that somebody looked at something.
    /// - Parameter act: `view`, `download`, `print`; at most 32 characters.
    public func note(_ act: String, _ subject: Subject, by actor: Actor, at now: Instant) {
        waiting.append(Entry(at: now, actor: actor, act: act, subject: subject))
    }

    /// Writes what is waiting, with its digest in the journal.
    public func flush() async throws {
        guard !waiting.isEmpty else { return }
        let batch = waiting
        waiting = []
        do {
            try await database.write { [clock = database.clock] db in
                try Self.write(batch, at: clock.now(), in: db)
            }
        } catch {
            waiting = batch + waiting
            throw error
        }
    }

    private static func write(_ batch: [Entry], at now: Instant, in db: Connection) throws {
        var hash = SHA256()
        var first: ID<AccessLog>?
        for entry in batch {
            let id = db.ids.next(AccessLog.self)
            first = first ?? id
            try db.execute(
                """
                INSERT INTO access_entry (id, at, person, post, address, act, subject_kind, subject_id)
                VALUES (\(id), \(entry.at), \(entry.actor.person), \(entry.actor.post), \(entry.actor.address),
                    \(entry.act), \(entry.subject.kind), \(entry.subject.id))
                """)
            hash.update(data: Array(line(id, entry).utf8))
        }
        guard let first else { return }
        let digest = hash.finalize().map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
        try db.record(AccessLogged(first: first, count: batch.count, digest: digest), by: .platform, at: now)
    }

    private static func line(_ id: ID<AccessLog>, _ entry: Entry) -> String {
        let who = [entry.actor.person, entry.actor.post].map { $0.map(String.init) ?? "-" }.joined(separator: " ")
        return "\(id.rawValue) \(entry.at.microsecondsSince1970) \(who) \(entry.actor.address ?? "-") "
            + "\(entry.act) \(entry.subject.kind) \(entry.subject.id)\n"
    }
}

/// A batch of the access log was written.
public struct AccessLogged: Event {
    public static let kind = "access.logged"
    /// The first entry of the batch.
    public let first: ID<AccessLog>
    public let count: Int
    /// SHA-256 over the batch's entries as lines of text, in hexadecimal.
    public let digest: String

    public var subject: Subject { Subject("access-entry", first) }
}
