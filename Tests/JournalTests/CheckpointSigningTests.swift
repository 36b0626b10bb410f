import Database
import Essentials
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite struct CheckpointSigningTests {
    @Test(arguments: Engine.tested)
    func `a checkpoint covers what is sealed and is signed once`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            #expect(try await journal.sealer.checkpoint() == nil)
            try await journal.record(3)
            #expect(try await journal.sealer.checkpoint() == nil, "nothing is sealed yet")
            let first = try #require(try await journal.sealAndSign())
            #expect(first.checkpoint.size == 3)
            #expect(first.signedAt == Samples.day)
            journal.clock.advance(seconds: 9)
            #expect(try await journal.sealer.checkpoint() == first)
            try await journal.record(1)
            let second = try #require(try await journal.sealAndSign())
            #expect(second.checkpoint.size == 4)
            #expect(second.signedAt == Samples.day.adding(seconds: 9))
            let proof = try await journal.database.read { try $0.consistencyProof(from: 3, to: 4) }
            #expect(
                MerkleProof.extends(
                    first.checkpoint.root, earlier: 3, to: second.checkpoint.root, size: 4, proof: proof))
        }
    }

    @Test(arguments: Engine.tested)
    func `a journal cut short is neither continued nor signed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(10)
            try await journal.sealAndSign()
            try await journal.execute("DELETE FROM event WHERE position >= 8")
            try await journal.rebuildTiles()
            let damage = JournalDamage.shortened(size: 8, covered: 10)
            await #expect(throws: damage) { try await journal.sealer.checkpoint() }
            try await journal.record(1, from: 50)
            await #expect(throws: damage) { try await journal.sealer.seal() }
            #expect(try await journal.number("SELECT count(*) FROM event WHERE position >= 8") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a tree that was rewritten is not signed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(10)
            try await journal.sealAndSign()
            try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 4")
            try await journal.rebuildTiles()
            try await journal.record(1, from: 50)
            try await journal.sealer.sealAll()
            await #expect(throws: JournalDamage.forked(earlier: 10, size: 11)) {
                try await journal.sealer.checkpoint()
            }
            #expect(try await journal.number("SELECT max(size) FROM journal_checkpoint") == 10)
        }
    }

    @Test(arguments: Engine.tested)
    func `a tree whose upper tile was changed since the last checkpoint is not signed`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(250)
            try await journal.sealAndSign()
            try await journal.record(10, from: 250)
            try await journal.sealer.sealAll()
            let wrong = [UInt8](repeating: 7, count: 32)
            try await journal.execute("UPDATE journal_tile SET hashes = \(wrong) WHERE level = 1")
            await #expect(throws: JournalDamage.forked(earlier: 250, size: 260)) {
                try await journal.sealer.checkpoint()
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is signed on top of a checkpoint that somebody else put there`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(5)
            try await journal.sealer.sealAll()
            let impostor = Sealer(database: journal.database, key: try JournalKey(name: Samples.key.verifier.name))
            try await impostor.checkpoint()
            try await journal.record(5, from: 5)
            try await journal.sealer.sealAll()
            await #expect(throws: JournalDamage.checkpoint(size: 5)) { try await journal.sealer.checkpoint() }
            try await journal.execute("UPDATE journal_checkpoint SET note = 'x'")
            await #expect(throws: JournalDamage.checkpoint(size: 5)) { try await journal.sealer.checkpoint() }
        }
    }

    @Test(arguments: Engine.tested)
    func `a missing or cut tile stops the sealer before anything gets a position`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(10)
            try await journal.sealer.sealAll()
            try await journal.record(2, from: 10)
            for forgery in ["DELETE FROM journal_tile", "UPDATE journal_tile SET hashes = \(Array(0..<40))"] as [SQL] {
                try await journal.database.write { _ = try $0.execute(forgery) }
                await #expect(throws: JournalDamage.tile(level: 0, number: 0)) { try await journal.sealer.seal() }
                #expect(try await journal.number("SELECT count(*) FROM event WHERE position IS NULL") == 2)
                try await journal.rebuildTiles()
            }
            #expect(try await journal.sealer.seal() == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was remembered outside the database is not contradicted`(engine: Engine) async throws {
        try await TemporaryFolder.with { folder in
            let memory = CheckpointFile(path: folder.path(of: "journal.checkpoint"))
            try await TestJournal.with(engine) { journal in
                let sealer = Sealer(database: journal.database, key: Samples.key, memory: memory)
                try await journal.record(10)
                try await sealer.sealAll()
                let signed = try #require(try await sealer.checkpoint())
                #expect(try memory.read(key: Samples.key.verifier)?.note == signed.note)
                // Somebody with every right on the database makes it forget, and writes another past.
                try await journal.execute("DELETE FROM journal_checkpoint")
                try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 4")
                try await journal.rebuildTiles()
                await #expect(throws: JournalDamage.forked(earlier: 10, size: 10)) { try await sealer.checkpoint() }
                try await journal.execute("DELETE FROM event WHERE position > 4")
                try await journal.rebuildTiles()
                await #expect(throws: JournalDamage.shortened(size: 5, covered: 10)) { try await sealer.checkpoint() }
                #expect(try await journal.number("SELECT count(*) FROM journal_checkpoint") == 0)
            }
        }
    }

    @Test func `a memory that holds anything but a checkpoint of this key is not believed`() async throws {
        try await TemporaryFolder.with { folder in
            let memory = CheckpointFile(path: folder.path(of: "journal.checkpoint"))
            #expect(try memory.read(key: Samples.key.verifier) == nil)
            let other = try JournalKey(name: "other")
            try memory.write(other.note(Checkpoint(origin: "other", size: 1, root: .empty), at: Samples.day))
            #expect(throws: CheckpointFileError.self) { try memory.read(key: Samples.key.verifier) }
            try await TestJournal.with(.sqlite) { journal in
                try await journal.record(1)
                try await journal.sealer.sealAll()
                let sealer = Sealer(database: journal.database, key: Samples.key, memory: memory)
                await #expect(throws: CheckpointFileError.self) { try await sealer.checkpoint() }
            }
        }
    }

    @Test func `a memory that was lost is written again at the next checkpoint`() async throws {
        try await TemporaryFolder.with { folder in
            let memory = CheckpointFile(path: folder.path(of: "journal.checkpoint"))
            try await TestJournal.with(.sqlite) { journal in
                let sealer = Sealer(database: journal.database, key: Samples.key, memory: memory)
                try await journal.record(1)
                try await sealer.sealAll()
                let signed = try #require(try await sealer.checkpoint())
                try FileManager.default.removeItem(atPath: memory.path)
                try await sealer.checkpoint()
                #expect(try memory.read(key: Samples.key.verifier)?.note == signed.note)
            }
        }
    }
}
