import Database
import Essentials
import Foundation
import Journal
import Monitoring

/// The restore test that an installation makes by the clock (thử phục hồi định kỳ): restores a backup into a scratch place,
/// compares it with what was signed since, and writes into the installation's journal what came out, also when it was
/// nothing.
public struct RestoreTestRun: Sendable {
    private let installation: StandingInstallation
    private let scratch: String

    /// - Parameters:
    ///   - installation: in whose journal the result stands.
    ///   - scratch: a folder with room for the whole installation.
    public init(_ installation: StandingInstallation, scratch: String) {
        self.installation = installation
        self.scratch = scratch
    }

    /// - Parameters:
    ///   - published: notes of checkpoints kept elsewhere; those that cover more than the backup holds say nothing of it.
    ///   - choose: opens the folder of backups and takes one.
    /// - Returns: what was proved, one fact a line.
    /// - Throws: why the backup could not be restored, after that was written down.
    public func callAsFunction(
        published: [String] = [], of choose: @Sendable () throws -> (BackupStore, Backup)
    ) async throws -> [String] {
        let began = installation.database.clock.now()
        var chosen: Backup?
        var compared = 0
        do {
            let (store, backup) = try choose()
            chosen = backup
            let notes = try await evidence(for: backup, published)
            compared = notes.count
            let facts = try await TestRestore(store, scratch: scratch)(backup, checkpoints: notes)
            try await note(backup, compared: compared, since: began, failure: nil)
            return facts
        } catch {
            try await note(chosen, compared: compared, since: began, failure: "\(error)")
            throw error
        }
    }

    /// Besides what was published: the newest checkpoint that the installation itself signed and that the backup reaches.
    private func evidence(for backup: Backup, _ published: [String]) async throws -> [String] {
        let key = installation.journalKey
        let own = try await installation.database.read { try $0.checkpoint(upTo: backup.events)?.note }
        let outside = try published.filter { note in
            guard let checkpoint = key.checkpoint(of: note) else { throw OperationsProblem.foreignCheckpoint }
            return checkpoint.checkpoint.size <= backup.events
        }
        return outside + [own].compactMap { $0 }
    }

    private func note(
        _ backup: Backup?, compared: Int, since began: Instant, failure: String?
    ) async throws {
        try await installation.database.write { [clock = installation.database.clock] db in
            let ended = clock.now()
            let tested = RestoreTested(
                test: db.ids.next(), backup: backup?.id.description, takenAt: backup?.takenAt, events: backup?.events,
                checkpoints: compared,
                milliseconds: (ended.microsecondsSince1970 - began.microsecondsSince1970) / 1000, failure: failure)
            _ = try db.record(tested, by: .platform, at: ended)
        }
    }
}
