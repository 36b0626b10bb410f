public import Database
public import Essentials

/// Who looked at what (lịch sử truy cập, NĐ 30/2020 PL VI III.5a, III.6l): beside the journal, written in batches.
///
/// It is the only thing that a read writes. What was seen within the last `lossWindowSeconds` can be lost with the
/// process; every batch leaves its digest in the journal, so what was written cannot be changed unseen.
public actor AccessLog {
    /// The stated window of loss.
    public static let lossWindowSeconds: Int64 = 2

    /// Entries written in one transaction: few enough not to keep other writers waiting.
    private static let batch = 1000
    /// Entries kept while the database takes none; beyond them the oldest are given up, and the journal says how many.
    static let mostWaiting = 50_000

    private let database: Database
    private var waiting: [AccessEntry] = []
    private var lost = 0

    public init(database: Database) {
        self.database = database
    }

    /// Notes that somebody looked at something.
    /// - Parameter act: `view`, `download`, `print`; at most 32 characters.
    public func note(_ act: String, _ subject: Subject, by actor: Actor, at now: Instant) {
        if waiting.count >= Self.mostWaiting {
            waiting.removeFirst(Self.batch)
            lost += Self.batch
        }
        waiting.append(
            AccessEntry(
                at: now, person: actor.person, post: actor.post, address: actor.address, act: act.fitting(32),
                subject: Subject(kind: subject.kind.fitting(64), id: subject.id)))
    }

    /// Writes what is waiting, with its digest in the journal.
    public func flush() async throws {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batch))
            let lost = lost
            waiting.removeFirst(batch.count)
            self.lost = 0
            do {
                try await database.write { [clock = database.clock] db in
                    try Self.write(batch, lost: lost, at: clock.now(), in: db)
                }
            } catch {
                waiting = batch + waiting
                self.lost += lost
                throw error
            }
        }
    }

    private static func write(_ entries: [AccessEntry], lost: Int, at now: Instant, in db: Connection) throws {
        var digest = AccessDigest()
        let first = db.ids.next(AccessLog.self)
        var last = first
        for (index, entry) in entries.enumerated() {
            if index > 0 { last = db.ids.next(AccessLog.self) }
            try entry.insert(last, batch: first, in: db)
            digest.add(last, entry)
        }
        let logged = AccessLogged(first: first, last: last, count: entries.count, digest: digest.text, lost: lost)
        try db.record(logged, by: .platform, at: now)
    }
}

/// A batch of the access log was written.
public struct AccessLogged: Event {
    public static let kind = "access.logged"
    /// The first entry of the batch, by which its entries know it.
    public let first: ID<AccessLog>
    /// The last entry of the batch; entries of other batches can lie between.
    public let last: ID<AccessLog>
    public let count: Int
    /// SHA-256 over the batch's entries in the order of their identifiers, in hexadecimal.
    public let digest: String
    /// Entries given up before this batch because the database took none for too long.
    public let lost: Int

    public var subject: Subject { Subject("access-entry", first) }
}
