import App
import Database
import Documents
import Essentials
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Operations

/// Backups and restores by the program itself, as a process of its own, beside others that write.
@Suite(.serialized) struct BackupTests {
    @Test(arguments: Engine.tested)
    func `a backup taken while people write holds everything acknowledged before it, and is one state`(
        engine: Engine
    ) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                var before: [ID<Document>] = []
                for number in 0..<20 { before.append(try await office.register("trước \(number)")) }
                let published = try await office.publish()
                let end = End()
                let (taken, written) = try await withThrowingTaskGroup(of: Int.self) { group in
                    group.addTask {
                        var count = 0
                        while !end.isReached.withLock({ $0 }) {
                            try await office.register("trong khi \(count)")
                            if count % 5 == 0 { try await office.publish() }
                            count += 1
                        }
                        return count
                    }
                    let taken = try await Program.run(["backup"] + office.place.options + safe.options)
                    end.isReached.withLock { $0 = true }
                    return (taken, try await group.next() ?? 0)
                }
                #expect(taken.status == 0, "\(taken.errors)")
                #expect(written > 0)
                let checkpoint = safe.folder.path(of: "published")
                try published.write(toFile: checkpoint, atomically: true, encoding: .utf8)
                for target in Engine.tested {
                    try await restore(office, safe, on: target, checkpoint: checkpoint, holding: before)
                }
            }
        }
    }

    private func restore(
        _ office: Office, _ safe: Safe, on engine: Engine, checkpoint: String, holding acknowledged: [ID<Document>]
    ) async throws {
        try await EmptyPlace.with(engine) { place in
            let restored = try await Program.run(
                ["restore"] + place.options + safe.options
                    + ["--checkpoint", checkpoint, "--journal-key", office.secretKey])
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(restored.output.contains("continues each of 1 published checkpoint"))
            #expect(restored.output.contains("Result: restored"))
            let standing = try await place.standing()
            let (held, events) = try await standing.working {
                try await standing.database.read { db in
                    (
                        try db.values(
                            "SELECT id FROM document WHERE id IN (\(list: acknowledged))", as: ID<Document>.self),
                        try db.value("SELECT count(*) FROM event WHERE kind = 'installation.restored'", as: Int.self)
                    )
                }
            }
            #expect(Set(held) == Set(acknowledged))
            #expect(events == 1)
            let doctor = try await Program.run(["doctor", "--without-helpers"] + place.options)
            #expect(doctor.status == 0, "\(doctor.output)")
            // The journal goes on where it was: who serves the restored place signs under the same name.
            let again = try await Office(reopening: place)
            try await again.publish()
            await again.installation.database.close()
        }
    }

    @Test(arguments: Engine.tested)
    func `the next backup writes only what is new`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                let store = try safe.store()
                let large = (0..<400_000).map { UInt8(truncatingIfNeeded: 32 + $0 % 90) }
                try await office.register("lớn", bytes: large)
                let first = try await office.backUp(into: store)
                #expect(first.written > Int64(large.count))
                try await office.register("nhỏ")
                let second = try await office.backUp(into: store)
                #expect(second.files == 2)
                #expect(second.written < Int64(large.count) / 2)
                let list = try await Program.run(["backup", "list"] + safe.options)
                #expect(list.output.contains(first.backup.description))
                #expect(list.output.contains(second.backup.description))
                for id in try store.backups() {
                    let found = try await VerifyBackup(store)(try store.backup(id))
                    #expect(found.damage.isEmpty)
                }
            }
        }
    }

    @Test func `pruning leaves every kept backup whole and nothing that only removed ones needed`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                let store = try safe.store()
                for number in 0..<3 {
                    try await office.register("văn bản \(number)")
                    _ = try await office.backUp(into: store)
                }
                let before = safe.chunks().count
                let prune = try await Program.run(
                    ["backup", "prune", "--keep-last", "1", "--keep-daily", "0", "--keep-weekly", "0"]
                        + ["--keep-monthly", "0"] + safe.options)
                #expect(prune.status == 0, "\(prune.errors)")
                #expect(try store.backups().count == 1)
                #expect(safe.chunks().count < before)
                let verified = try await Program.run(["backup", "verify", "--all"] + safe.options)
                #expect(verified.status == 0, "\(verified.output)")
                let tested = try await Program.run(["backup", "test", "--without-journal"] + safe.options)
                #expect(tested.output.contains("the backup can be restored"), "\(tested.errors)")
            }
        }
    }

    @Test func `a file that is damaged already is named by the backup, and everything else is in it`() async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                try await office.register("một")
                try await office.register("hai")
                let damaged = try #require(try await office.fileHashes().first)
                try office.damage(damaged)
                let taken = try await Program.run(["backup"] + office.place.options + safe.options)
                #expect(taken.status == 1)
                #expect(taken.errors.contains("1 file(s) are missing or damaged"))
                let store = try safe.store()
                let backup = try store.backup(try #require(try store.backups().last))
                #expect(backup.lackingFiles == [damaged.description])
                #expect(backup.files == 1)
            }
        }
    }
}

/// Tells a task that it may stop.
private final class End: Sendable {
    let isReached = Mutex(false)
}

extension Office {
    /// Changes one byte of a stored file on the disk.
    func damage(_ file: FileHash) throws {
        try flip(URL(fileURLWithPath: path(of: file)), at: 3)
    }
}

/// Changes one bit of one byte of a file, which may be read-only.
func flip(_ file: URL, at place: Int) throws {
    var bytes = try Data(contentsOf: file)
    bytes[place % bytes.count] ^= 0x10
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
}
