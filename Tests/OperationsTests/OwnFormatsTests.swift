import App
import Database
import Essentials
import Foundation
import Journal
import TestSupport
import Testing

@testable import Operations

/// A torn or rotten file of our own formats is noticed: cut at every byte and with every byte changed (a long one: at some
/// three hundred places) it is refused, or it still says what it said.
struct OwnFormatsTests {
    /// Every file that a torn write or a worn disk can make of this one.
    private static func damaged(_ bytes: [UInt8]) -> [[UInt8]] {
        let places = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300))
        let cuts = places.map { Array(bytes.prefix($0)) }
        let flips = places.flatMap { place in
            [UInt8(0x01), 0x20, 0x80].map { bit in
                var flipped = bytes
                flipped[place] ^= bit
                return flipped
            }
        }
        return cuts + flips
    }

    /// Damages a file in every way, asks what it says, and puts it back.
    private func expectNoticed<Value: Equatable>(_ path: String, _ read: () throws -> Value) throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let said = try read()
        var refused = 0
        for bytes in Self.damaged([UInt8](whole)) {
            try FileHandle(forWritingTo: URL(fileURLWithPath: path)).replaceAll(with: bytes)
            if let now = try? read() { #expect(now == said, "\(path): \(bytes)") } else { refused += 1 }
        }
        try FileHandle(forWritingTo: URL(fileURLWithPath: path)).replaceAll(with: [UInt8](whole))
        #expect(refused > min(whole.count, 300))
        #expect(try read() == said)
    }

    @Test func `keys and the remembered checkpoint of the journal`() async throws {
        try await Office.with(.sqlite) { office in
            try await office.register("một")
            try await office.publish()
            let (folder, files) = (office.place.folder, office.installation.journalKeyFile)
            let key = office.installation.journalKey.verifier
            try expectNoticed(folder + "/journal.key") { try files.load()?.secretText }
            try expectNoticed(folder + "/journal.pub") { try files.loadVerifier() }
            try expectNoticed(folder + "/journal.checkpoint") { try files.checkpointFile.read(key: key)?.checkpoint }
        }
    }

    @Test func `the key, the head and the lists of backups`() async throws {
        try await Safe.with { safe in
            try await Office.with(.sqlite) { office in
                try await office.register("một")
                let store = try safe.store()
                let taken = try await office.backUp(into: store)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: safe.keyFile)
                try expectNoticed(safe.keyFile) { try BackupKey.read(safe.keyFile).text }
                try makeWritable(safe.backups + "/backups.json")
                try expectNoticed(safe.backups + "/backups.json") {
                    try BackupStore.open(safe.backups, key: safe.key).backups()
                }
                let list = safe.backups + "/list/\(taken.backup).backup"
                try makeWritable(list)
                try expectNoticed(list) { try store.backup(taken.backup).tables.map(\.digest) }
            }
        }
    }

    private func makeWritable(_ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}

extension FileHandle {
    fileprivate func replaceAll(with bytes: [UInt8]) throws {
        try truncate(atOffset: 0)
        try write(contentsOf: bytes)
        try close()
    }
}
