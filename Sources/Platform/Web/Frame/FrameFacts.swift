import Database
import Directory
import Essentials
import Synchronization

/// What the frame shows of the database, for one post at one moment.
struct FrameFacts: Sendable {
    /// For each navigation item that the caller sees and that counts.
    let counts: [String: CappedCount]
    let notifications: CappedCount?
    let posts: [PostChoice]

    static let none = FrameFacts(counts: [:], notifications: nil, posts: [])
}

/// Reads the frame's facts, and keeps them for as long as nothing happens.
///
/// Every change is an event in the journal in the same transaction, so the journal's last event tells whether anything
/// changed: one statement in place of a count for each capability. Two nodes can commit events out of their order, and
/// some counts change with the time alone, so nothing is kept for more than a few seconds.
final class FrameFactsReader: Sendable {
    private struct Key: Hashable {
        let person: Int64
        let post: Int64
    }

    private struct Kept {
        let facts: FrameFacts
        let lastEvent: Int64
        let changes: Int
        let at: Instant
    }

    private static let secondsKept: Int64 = 5
    private static let mostKept = 5_000

    private let settings: FrameSettings
    private let posts: CallerResolver.Posts
    private let kept = Mutex<[Key: Kept]>([:])
    private let changes = Atomic<Int>(0)

    init(_ settings: FrameSettings, posts: @escaping CallerResolver.Posts) {
        self.settings = settings
        self.posts = posts
    }

    /// Something was changed through this process.
    func noteChange() {
        changes.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }

    func facts(for caller: Caller, at now: Instant, in db: Connection) throws -> FrameFacts {
        let key = Key(person: caller.person.rawValue, post: caller.post.rawValue)
        let changes = changes.load(ordering: .sequentiallyConsistent)
        let lastEvent = try db.value("SELECT max(id) FROM event", as: Int64?.self) ?? nil
        if let kept = kept.withLock({ $0[key] }), kept.lastEvent == lastEvent ?? 0, kept.changes == changes,
            (0..<Self.secondsKept).contains(now.seconds(since: kept.at))
        {
            return kept.facts
        }
        return try read(key, caller, lastEvent: lastEvent ?? 0, changes: changes, at: now, in: db)
    }

    /// As they are now, whatever is kept. For who is told of a change: another node may have committed an event that is
    /// older than the last one.
    func newFacts(for caller: Caller, at now: Instant, in db: Connection) throws -> FrameFacts {
        let changes = changes.load(ordering: .sequentiallyConsistent)
        let lastEvent = try db.value("SELECT max(id) FROM event", as: Int64?.self) ?? nil
        let key = Key(person: caller.person.rawValue, post: caller.post.rawValue)
        return try read(key, caller, lastEvent: lastEvent ?? 0, changes: changes, at: now, in: db)
    }

    private func read(
        _ key: Key, _ caller: Caller, lastEvent: Int64, changes: Int, at now: Instant, in db: Connection
    ) throws -> FrameFacts {
        let facts = try read(for: caller, at: now, in: db)
        kept.withLock { all in
            if all.count >= Self.mostKept { all.removeAll() }
            all[key] = Kept(facts: facts, lastEvent: lastEvent, changes: changes, at: now)
        }
        return facts
    }

    private func read(for caller: Caller, at now: Instant, in db: Connection) throws -> FrameFacts {
        var counts: [String: CappedCount] = [:]
        for item in settings.navigation where item.isSeen(by: caller) {
            counts[item.path] = try item.count?(db, caller, now)
        }
        return FrameFacts(
            counts: counts, notifications: try settings.notificationCount?(db, caller, now),
            posts: try posts(caller, now, db))
    }
}
