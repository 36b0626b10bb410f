import Database
import Essentials
import Files
import Foundation
import Journal
import TestSupport
import Testing

@testable import Operations

struct RestoreTests {
    @Test func `a restore goes into an empty place only`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                try await office.register("một")
                _ = try await office.backUp(into: try safe.store())
                let over = try await Program.run(["restore"] + office.place.options + safe.options)
                #expect(over.status == 1)
                #expect(over.errors.contains("is not empty"))
                #expect(try await office.fileHashes().count == 1)
            }
        }
    }

    @Test func `a used PostgreSQL database is refused, whatever the folder`() async throws {
        try await Office.with(.postgresql) { office in
            try await Safe.with { safe in
                try await office.register("một")
                _ = try await office.backUp(into: try safe.store())
                let url = try #require(office.place.database)
                let over = try await Program.run(
                    ["restore", "--data", safe.folder.path(of: "new"), "--database", url] + safe.options)
                #expect(over.status == 1)
                #expect(over.errors.contains("is not empty"))
                #expect(try await office.fileHashes().count == 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a backup older than the published checkpoint is refused before anything is written, and can be accepted`(
        engine: Engine
    ) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                try await office.register("trong bản sao")
                try await office.publish()
                _ = try await office.backUp(into: try safe.store())
                try await office.register("sau bản sao")
                let checkpoint = safe.folder.path(of: "published")
                try await office.publish().write(toFile: checkpoint, atomically: true, encoding: .utf8)
                try await EmptyPlace.with(engine) { place in
                    let command = ["restore", "--checkpoint", checkpoint] + place.options + safe.options
                    let refused = try await Program.run(command)
                    #expect(refused.status == 1)
                    #expect(refused.errors.contains("acknowledged events would be missing"))
                    #expect(!FileManager.default.fileExists(atPath: place.folder))
                    let accepted = try await Program.run(command + ["--accept-missing", "BB 12/2026"])
                    #expect(accepted.status == 0, "\(accepted.errors)")
                    #expect(accepted.output.contains("MISSING: "))
                    let standing = try await place.standing()
                    let event = try await standing.working {
                        try await standing.database.read { db in
                            let backup = try #require(try safe.store().backups().last)
                            return try db.events(about: Subject("backup", backup)).last
                        }
                    }
                    let restored = try #require(event).decoded(as: InstallationRestored.self)
                    #expect(restored.reason == "BB 12/2026")
                    #expect(restored.missing > 0)
                }
            }
        }
    }

    @Test func `a checkpoint or a key of another journal is refused`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                try await office.register("một")
                try await office.publish()
                let store = try safe.store()
                _ = try await office.backUp(into: store)
                let backup = try store.backup(try #require(try store.backups().last))
                let other = try JournalKey(name: "lienthong")
                let otherKey = safe.folder.path(of: "other.key")
                try Data((other.secretText + "\n").utf8).write(to: URL(fileURLWithPath: otherKey))
                let restore = RestoreInstallation(from: store, folder: safe.folder.path(of: "new"))
                var evidence = RestoreInstallation.Evidence()
                evidence.journalKey = otherKey
                await #expect(throws: OperationsProblem.otherJournalKey(otherKey)) {
                    _ = try await restore(backup, evidence: evidence)
                }
                var foreign = RestoreInstallation.Evidence()
                let root = TreeHash.empty
                foreign.checkpoints = [
                    try other.note(Checkpoint(origin: "lienthong", size: 1, root: root), at: backup.takenAt).note
                ]
                await #expect(throws: OperationsProblem.foreignCheckpoint) {
                    _ = try await restore(backup, evidence: foreign)
                }
            }
        }
    }

    @Test func `a file of several pieces comes back as it was`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                let large = (0..<(Backup.piece + 12_345)).map { UInt8(truncatingIfNeeded: 32 + $0 % 89) }
                try await office.register("lớn", bytes: large)
                let store = try safe.store()
                _ = try await office.backUp(into: store)
                let backup = try store.backup(try #require(try store.backups().last))
                try await EmptyPlace.with(.sqlite) { place in
                    let facts = try await RestoreInstallation(
                        from: store, folder: place.folder, logger: Office.logger)(backup)
                    #expect(facts.contains { $0.contains("NOT compared with a published checkpoint") })
                    let file = try #require(try await office.fileHashes().first)
                    let standing = try await place.standing()
                    let bytes = try await standing.working { try await standing.files.open(file).bytes() }
                    #expect(bytes == large)
                    // Without the secret key it can be looked at, not served.
                    #expect(throws: JournalKeyFileError.self) {
                        try JournalKeyFile(directory: place.folder).loadOrCreate(name: "lienthong")
                    }
                }
            }
        }
    }
}
