public import Essentials
import Foundation
public import Journal

/// The journal was verified as a whole, and what came out (nightly).
public struct JournalVerified: Event {
    public static let kind = "journal.verified"
    static let subjectKind = "journal-verification"

    public let verification: ID<JournalVerified>
    /// Microseconds since 1970, when it ended.
    public let endedAt: Int64
    public let milliseconds: Int64
    /// Sealed events that were read.
    public let events: Int64
    /// How many of them the newest checkpoint covers.
    public let covered: Int64
    /// What is wrong with the journal; nil when it is whole.
    public let finding: String?
    /// What is wrong with the access log; nil when it is whole.
    public let accessFinding: String?

    public var subject: Subject { Subject(Self.subjectKind, verification) }

    /// Whether nothing is wrong.
    public var isWhole: Bool { finding == nil && accessFinding == nil }

    var at: Instant { Instant(microsecondsSince1970: endedAt) }
}

/// A restore test was made by `lienthong backup test`: what came of it.
public struct RestoreTested: Event {
    public static let kind = "backup.restore-tested"

    public let test: ID<RestoreTested>
    /// Which backup, and from when, in microseconds since 1970; nil when there was none that could be opened.
    public let backup: String?
    public let takenAt: Int64?
    /// Sealed events that it holds.
    public let events: Int64?
    /// With how many published checkpoints it was compared.
    public let checkpoints: Int
    public let milliseconds: Int64
    /// Why it could not be restored; nil when it could.
    public let failure: String?

    public var subject: Subject { Subject("restore-test", test) }

    public init(
        test: ID<RestoreTested>, backup: String?, takenAt: Instant?, events: Int64?, checkpoints: Int,
        milliseconds: Int64, failure: String?
    ) {
        self.test = test
        self.backup = backup
        self.takenAt = takenAt?.microsecondsSince1970
        self.events = events
        self.checkpoints = checkpoints
        self.milliseconds = milliseconds
        self.failure = failure.map { String($0.prefix(1000)) }
    }
}

/// A backup, as the journal tells of it.
struct BackupTold: Sendable {
    static let kind = "backup.taken"

    let at: Instant
    let files: Int
    /// Files that were missing or damaged already.
    let lacking: Int
    let rows: Int
    let written: Int64
}

extension BackupTold {
    private struct Payload: Decodable {
        let files: Int
        let lacking: Int
        let rows: Int
        let written: Int64
    }

    /// Nil for what this program does not understand.
    init?(_ event: RecordedEvent) {
        guard let told = try? JSONDecoder().decode(Payload.self, from: Data(event.payload)) else { return nil }
        self.init(at: event.at, files: told.files, lacking: told.lacking, rows: told.rows, written: told.written)
    }
}

/// A restore test, with when the journal was told of it.
struct RestoreTestTold: Sendable {
    static let kind = RestoreTested.kind

    let at: Instant
    let test: RestoreTested
}

extension RestoreTestTold {
    /// Nil for what this program does not understand.
    init?(_ event: RecordedEvent) {
        guard let test: RestoreTested = try? event.decoded() else { return nil }
        self.init(at: event.at, test: test)
    }
}
