import Database
import Essentials
import Files
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Operations

/// Everything that can be wrong with a backup is said in a sentence that names it.
struct BackupDamageTests {
    /// A safe with one backup of an office with one document.
    private func withBackup(_ body: (Office, Safe, BackupStore) async throws -> Void) async throws {
        try await Office.with(.sqlite) { office in
            try await Safe.with { safe in
                try await office.register("công văn")
                try await office.publish()
                let store = try safe.store()
                _ = try await office.backUp(into: store)
                try await body(office, safe, store)
            }
        }
    }

    @Test func `one changed byte in any chunk is found, named and healed by the next backup`() async throws {
        try await withBackup { office, safe, store in
            let backup = try store.backup(try #require(try store.backups().last))
            for (number, chunk) in safe.chunks().enumerated() {
                let whole = try Data(contentsOf: chunk)
                try flip(chunk, at: number * 37)
                let found = try await VerifyBackup(store)(backup)
                #expect(found.damage.contains { $0.contains("chunk \(chunk.lastPathComponent) is damaged") })
                try whole.write(to: chunk)
            }
            let file = try #require(try await office.fileHashes().first)
            let name = safe.key.name(ofPiece: 0, of: file).description
            let victim = try #require(safe.chunks().first { $0.lastPathComponent == name })
            try flip(victim, at: 50)
            let verified = try await Program.run(["backup", "verify", "--set-aside"] + safe.options)
            #expect(verified.status == 1)
            #expect(verified.output.contains(victim.lastPathComponent))
            _ = try await office.backUp(into: store)
            #expect(try await Program.run(["backup", "verify", "--all"] + safe.options).status == 0)
        }
    }

    @Test func `a lost chunk is named with the table or file it belongs to`() async throws {
        try await withBackup { _, safe, store in
            let backup = try store.backup(try #require(try store.backups().last))
            let chunk = try #require(backup.tables.first { $0.name == "event" }?.chunks.first)
            let file = try #require(safe.chunks().first { $0.lastPathComponent == chunk.description })
            try FileManager.default.removeItem(at: file)
            let verified = try await Program.run(["backup", "verify"] + safe.options)
            #expect(verified.status == 1)
            #expect(verified.output.contains("table event: chunk \(chunk) is missing from the backup"))
            try await EmptyPlace.with(.sqlite) { place in
                let restored = try await Program.run(["restore"] + place.options + safe.options)
                #expect(restored.status == 1)
                #expect(restored.errors.contains("table event: chunk \(chunk) is missing"))
                // What was restored half stays closed.
                await #expect(throws: InstallationHeld.unfinished) { _ = try await place.standing() }
            }
        }
    }

    @Test func `a damaged list of contents and the wrong key are said as such`() async throws {
        try await withBackup { _, safe, store in
            let other = safe.folder.path(of: "other.key")
            #expect(try await Program.run("backup", "key", other).status == 0)
            let refused = try await Program.run("backup", "verify", "--backups", safe.backups, "--key", other)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("the wrong key: the backups were sealed with key \(safe.key.id)"))
            let id = try #require(try store.backups().last)
            try flip(URL(fileURLWithPath: "\(safe.backups)/list/\(id).backup"), at: 40)
            let listed = try await Program.run(["backup", "list"] + safe.options)
            #expect(listed.status == 1)
            #expect(listed.errors.contains("backup \(id) is damaged"))
        }
    }

    @Test func `a key is made once, for its owner only, and a mistyped one is no key`() async throws {
        try await Safe.with { safe in
            let again = try await Program.run("backup", "key", safe.keyFile)
            #expect(again.status == 1)
            #expect(again.errors.contains("never overwritten"))
            let mode = try FileManager.default.attributesOfItem(atPath: safe.keyFile)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o400)
            #expect(BackupKey(text: safe.key.text)?.id == safe.key.id)
            var digits = Array(safe.key.text)
            digits[40] = digits[40] == "A" ? "B" : "A"
            #expect(BackupKey(text: String(digits)) == nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: safe.keyFile)
            #expect(throws: BackupProblem.keyIsOpen(safe.keyFile)) { try BackupKey.read(safe.keyFile) }
        }
    }

    @Test func `a full disk ends the backup with a sentence and leaves earlier ones whole`() async throws {
        try await withBackup { office, safe, store in
            let first = try #require(try store.backups().last)
            var room = 0
            var failures = 0
            while true {
                try await office.register("thêm \(room)")
                let disk = SmallDisk(room: room)
                do {
                    let small = try BackupStore.open(safe.backups, key: safe.key, orMake: false, disk: disk)
                    _ = try await office.backUp(into: small)
                    break
                } catch BackupProblem.full(let path) {
                    #expect(path == safe.backups)
                    #expect(try store.backups() == [first])
                    failures += 1
                }
                room += 4000
            }
            #expect(failures > 1)
            #expect(try store.backups().count == 2)
            for id in try store.backups() {
                #expect(try await VerifyBackup(store)(try store.backup(id)).damage.isEmpty)
            }
        }
    }

    @Test func `two backups into one folder do not meet`() async throws {
        try await withBackup { office, safe, store in
            try await store.alone {
                let second = try await Program.run(["backup"] + office.place.options + safe.options)
                #expect(second.status == 1)
                #expect(second.errors.contains("another backup or prune works in"))
            }
        }
    }

    @Test func `a folder that holds something else is left alone`() async throws {
        try await Safe.with { safe in
            try FileManager.default.createDirectory(atPath: safe.backups, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(fileURLWithPath: safe.backups + "/other"))
            #expect(throws: BackupProblem.notOurs(safe.backups)) { try safe.store() }
        }
    }
}

/// The real disk, with room for so many bytes.
private final class SmallDisk: FileSystem {
    private let disk = DiskFileSystem()
    private let room: Mutex<Int>

    init(room: Int) {
        self.room = Mutex(room)
    }

    func create(_ path: FilePath) throws -> FileDescriptor { try disk.create(path) }
    func open(_ path: FilePath) throws -> FileDescriptor { try disk.open(path) }
    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor) throws -> Int {
        let allowed = room.withLock { room in
            let allowed = min(room, bytes.count)
            room -= allowed
            return allowed
        }
        guard allowed > 0 else { throw Errno.noSpace }
        return try disk.write(UnsafeRawBufferPointer(rebasing: bytes[..<allowed]), to: file)
    }
    func read(into buffer: UnsafeMutableRawBufferPointer, from file: FileDescriptor, at offset: Int64) throws -> Int {
        try disk.read(into: buffer, from: file, at: offset)
    }
    func sync(_ file: FileDescriptor) throws { try disk.sync(file) }
    func close(_ file: FileDescriptor) throws { try disk.close(file) }
    func rename(_ path: FilePath, to target: FilePath) throws { try disk.rename(path, to: target) }
    func remove(_ path: FilePath) throws { try disk.remove(path) }
    func makeDirectory(_ path: FilePath) throws -> Bool { try disk.makeDirectory(path) }
    func syncDirectory(_ path: FilePath) throws { try disk.syncDirectory(path) }
    func status(_ path: FilePath) throws -> FileStatus? { try disk.status(path) }
    func names(in directory: FilePath) throws -> [String] { try disk.names(in: directory) }
}
