import App
import Database
import Essentials
import Foundation
import Journal
import Monitoring
import TestSupport
import Testing

@testable import Operations

/// The restore test by the clock: what came out stands in the journal.
@Suite struct RestoreTestRunTests {
    private func told(_ office: Office) async throws -> [RestoreTested] {
        try await office.installation.database.read { db in
            try db.newestEvents(RestoreTested.kind, about: "restore-test", limit: 10).map { try $0.decoded() }
        }
    }

    @Test(arguments: Engine.tested)
    func `a backup is restored, compared with what was signed, and the journal is told`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                try await office.register("một")
                let before = try await office.publish()
                let taken = try await office.backUp(into: safe.store())
                try await office.register("hai")
                let after = try await office.publish()
                let notes = try [before, after].enumerated().map { index, note in
                    let path = safe.folder.path(of: "checkpoint-\(index)")
                    try note.write(toFile: path, atomically: false, encoding: .utf8)
                    return path
                }
                let answer = try await Program.run(
                    ["backup", "test"] + office.place.options + safe.options
                        + notes.flatMap { ["--checkpoint", $0] })
                #expect(answer.status == 0, "\(answer.errors)")
                #expect(answer.output.contains("The journal continues each of 2 published checkpoint(s)"))
                let told = try await told(office)
                #expect(told.count == 1)
                #expect(told.first?.backup == taken.backup.description && told.first?.events == taken.events)
                #expect(told.first?.failure == nil && told.first?.checkpoints == 2)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a backup that cannot be restored or opened is told too, and the command fails`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                try await office.register("một")
                try await office.publish()
                let taken = try await office.backUp(into: safe.store())
                try FileManager.default.removeItem(at: try #require(safe.chunks().first))
                let damaged = try await Program.run(["backup", "test"] + office.place.options + safe.options)
                #expect(damaged.status == 1)
                let other = safe.folder.path(of: "other.key")
                _ = try BackupKey.make(at: other)
                let locked = try await Program.run(
                    ["backup", "test"] + office.place.options + ["--backups", safe.backups, "--key", other])
                #expect(locked.status == 1)
                let told = try await told(office)
                #expect(told.map(\.backup) == [nil, taken.backup.description])
                #expect(told.allSatisfy { $0.failure?.isEmpty == false })
            }
        }
    }

    @Test func `where the backups are may stand in the file of settings`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                let file = safe.folder.path(of: "lt.conf")
                let lines = [
                    "data = \(office.place.folder)", "backups = \(safe.backups)", "backup-key = \(safe.keyFile)",
                ]
                try lines.joined(separator: "\n").write(toFile: file, atomically: false, encoding: .utf8)
                let taken = try await Program.run("backup", "--config", file)
                #expect(taken.status == 0, "\(taken.errors)")
                let tested = try await Program.run("backup", "test", "--config", file)
                #expect(tested.status == 0, "\(tested.errors)")
                #expect(try await told(office).count == 1)
                let nowhere = try await Program.run("backup", "list")
                #expect(nowhere.status == 2 && nowhere.errors.contains("--backups DIR --key FILE"))
            }
        }
    }
}
