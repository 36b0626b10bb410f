import Essentials
import Files

@testable import Journal
@testable import Monitoring

/// A Friday morning, and an installation in which everything is well.
enum Samples {
    static let now = Instant("2026-11-20T08:00")!

    static func hours(_ hours: Int64) -> Instant { now.adding(seconds: -hours * 3600) }

    static func verified(at: Instant, finding: String? = nil, access: String? = nil) -> JournalVerified {
        JournalVerified(
            verification: ID(rawValue: 1), endedAt: at.microsecondsSince1970, milliseconds: 1200, events: 5000,
            covered: 4999, finding: finding, accessFinding: access)
    }

    static func backup(at: Instant, lacking: Int = 0) -> BackupTold {
        BackupTold(at: at, files: 10, lacking: lacking, rows: 500, written: 4096)
    }

    static func tested(at: Instant, failure: String? = nil) -> RestoreTestTold {
        RestoreTestTold(
            at: at,
            test: RestoreTested(
                test: ID(rawValue: 2), backup: "0A", takenAt: at, events: 4000, checkpoints: 2, milliseconds: 90_000,
                failure: failure))
    }

    static func subscriber(
        _ name: String, behind: Int64 = 0, failures: Int = 0, failure: String? = nil
    ) -> SubscriberState {
        SubscriberState(
            name: name, position: 5000 - behind, behind: behind, failure: failure, failures: failures,
            retryAt: failures > 0 ? now.adding(seconds: 8) : nil)
    }

    static func database(_ change: (inout DatabaseEvidence) -> Void = { _ in }) -> DatabaseEvidence {
        var evidence = DatabaseEvidence(
            version: "PostgreSQL 15.8", began: hours(24 * 365), events: 5000, unsealed: 0, oldestUnsealed: nil,
            subscribers: [subscriber("documents.search"), subscriber("audit-export")],
            waiting: [(.texts, Wording("Tệp chờ đọc chữ", en: "Files to be read"), 0)], clockAhead: 0.002,
            backups: [backup(at: hours(7))], restoreTests: [tested(at: hours(24 * 30))],
            verifications: [verified(at: hours(6))])
        change(&evidence)
        return evidence
    }

    static let space = DiskSpace(free: 40_000_000_000, total: 100_000_000_000)
}
