public import Database
public import Essentials

/// Follows the journal: search, notifications, indicators, exchange.
///
/// What it does and how far it has read are stored in one transaction, so it sees every event once; from an empty
/// store it can be built anew.
public protocol Subscriber: Sendable {
    /// Stands in the database: never changed, and nobody else's.
    var name: String { get }

    /// Does what follows from a sealed event. May be run again for the same event after a failure, in a transaction
    /// that knows nothing of the first time.
    func receive(_ event: RecordedEvent, in db: Connection) throws
}

/// How far a subscriber is, for the operations page.
public struct SubscriberState: Hashable, Sendable {
    public let name: String
    /// The position of the event it reads next.
    public let position: Int64
    /// Sealed events it has not received.
    public let behind: Int64
    /// What the event at `position` failed with; nil when nothing fails.
    public let failure: String?
    /// How often in a row.
    public let failures: Int
    /// When it is tried again.
    public let retryAt: Instant?
}

extension SubscriberState {
    /// The state of a subscriber; that of one that never ran is at the beginning.
    init(of name: String, in db: Connection) throws {
        let row = try db.row(
            "SELECT position, failure, failures, retry_at FROM journal_cursor WHERE subscriber = \(name)")
        let position: Int64 = try row?["position"] ?? 0
        self.init(
            name: name, position: position, behind: max(0, try db.journalSize() - position),
            failure: try row?["failure"], failures: try row?["failures"] ?? 0, retryAt: try row?["retry_at"])
    }
}
