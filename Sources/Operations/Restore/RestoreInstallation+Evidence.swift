import App
import Database
import Essentials
import Foundation
import Journal

extension RestoreInstallation {
    /// The journal's public key; a secret one that was handed over must be the one it belongs to.
    func key(of backup: Backup, _ evidence: Evidence) throws -> JournalVerifierKey {
        guard let key = JournalVerifierKey(text: backup.journalKey) else {
            throw BackupProblem.damagedBackup(backup.id.description)
        }
        if let path = evidence.journalKey {
            let text = try DurableFile(path: path).read()?.trimmingCharacters(in: .newlines) ?? ""
            guard (try? JournalKey(secretText: text))?.verifier == key else {
                throw OperationsProblem.otherJournalKey(path)
            }
        }
        return key
    }

    /// Looks, before anything is written, whether published checkpoints cover more than the backup holds.
    /// - Returns: how many events are missing, when that was accepted.
    func check(
        _ notes: [String], against backup: Backup, key: JournalVerifierKey, accepted: String?
    ) throws -> Int64 {
        let published = try notes.map { note in
            guard let checkpoint = key.checkpoint(of: note) else { throw OperationsProblem.foreignCheckpoint }
            return checkpoint.checkpoint.size
        }
        guard let largest = published.max(), largest > backup.events else { return 0 }
        if accepted == nil { throw OperationsProblem.eventsMissing(published: largest, held: backup.events) }
        return largest - backup.events
    }

    /// Makes the folder and puts the journal's keys into it.
    func prepareFolder(_ backup: Backup, _ evidence: Evidence) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if let path = evidence.journalKey, let text = try DurableFile(path: path).read() {
            _ = try DurableFile(path: folder + "/journal.key").create(text, mode: 0o600)
        }
        _ = try DurableFile(path: folder + "/journal.pub").create(backup.journalKey + "\n", mode: 0o644)
    }

    /// What the restore showed, for whoever has to sign for it.
    func facts(
        _ backup: Backup, _ report: InvariantReport, files: Int, covered: Int, missing: Int64
    ) -> [String] {
        var facts = [
            "Backup \(backup.id) of \(backup.takenAt), taken on \(backup.engine)",
            "Every table holds the rows that were backed up: \(backup.rows) rows in \(backup.tables.count) tables",
            "Every file is what its SHA-256 says: \(files) files",
        ]
        facts += report.facts
        if covered > 0 {
            facts.append(
                "The journal continues each of \(covered) published checkpoint(s): nothing in them was changed")
        } else {
            facts.append("NOT compared with a published checkpoint: none that the backup reaches was given")
        }
        if missing > 0 {
            facts.append("MISSING: \(missing) events that a published checkpoint covers; recorded in the journal")
        }
        facts += backup.lackingFiles.map { "LACKING: file \($0) was missing or damaged already when it was backed up" }
        return facts
    }
}
