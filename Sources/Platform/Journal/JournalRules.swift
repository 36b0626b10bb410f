public import Database

/// What must hold of the journal beside what `verifyJournal` recomputes.
public enum JournalRules {
    /// All of them.
    public static let all: [StoredRule] = [
        StoredRule("subscribers", "nobody follows the journal beyond its end", violations: ahead)
    ]

    private static func ahead(in db: Connection) throws -> [String] {
        let size = try db.journalSize()
        return try db.rows("SELECT subscriber, position FROM journal_cursor WHERE position > \(size)").map { row in
            let (subscriber, position): (String, Int64) = (try row["subscriber"], try row["position"])
            return "\(subscriber) says it has read \(position) of \(size) events"
        }
    }
}

extension Database {
    /// Every sealed event that is not the one whose hash the tree holds, by position; a thousand at most. For whoever
    /// has to see how far a damage goes: `verifyJournal` names the first and decides which of the two is wrong.
    public func eventsUnlikeTheirLeaves() async throws -> [Int64] {
        var found: [Int64] = []
        var next: Int64 = 0
        while found.count < 1000 {
            let first = next
            let (unlike, count) = try await read { db in
                let end = first + 4 * Int64(TileStore.width)
                let events: [RecordedEvent] = try db.all(
                    """
                    SELECT \(RecordedEvent.columns) FROM event
                    WHERE position >= \(first) AND position < \(end) ORDER BY position
                    """)
                let stored = try db.storedHashes(from: first, to: end)
                let unlike = events.compactMap { event -> Int64? in
                    guard let position = event.position, stored[position] != .leaf(event.leaf) else { return nil }
                    return position
                }
                return (unlike, events.count)
            }
            if count == 0 { break }
            found += unlike
            next = first + 4 * Int64(TileStore.width)
        }
        return found
    }
}
