import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalVerificationTests {
    /// 300 events, with checkpoints of 100, 250 and 300.
    private static func withSigned<Value>(
        _ engine: Engine, _ body: (TestJournal) async throws -> Value
    ) async throws -> Value {
        try await TestJournal.with(engine) { journal in
            for (first, count) in [(0, 100), (100, 150), (250, 50)] {
                try await journal.record(count, from: first)
                try await journal.sealAndSign()
                journal.clock.advance(seconds: 60)
            }
            return try await body(journal)
        }
    }

    @Test(arguments: Engine.tested)
    func `an untouched journal is whole, and the report says what was read`(engine: Engine) async throws {
        try await Self.withSigned(engine) { journal in
            try await journal.record(4, from: 300)
            let report = try await journal.verify()
            #expect(report.finding == nil)
            #expect(report.events == 300)
            #expect(report.waiting == 4)
            #expect(report.checkpoints == 3)
            #expect(report.covered?.checkpoint.size == 300)
            #expect(report.covered?.signedAt == Samples.day.adding(seconds: 120))
            let leaves = try await journal.events().map { TreeHash.leaf($0.leaf) }
            #expect(report.root == ReferenceTree(leaves).root(300))
        }
    }

    @Test(arguments: Engine.tested, Tampering.all)
    func `every falsification is found, with its place`(engine: Engine, tampering: Tampering) async throws {
        try await Self.withSigned(engine) { journal in
            try await tampering.commit(journal)
            let report = try await journal.verify()
            #expect(report.finding == tampering.finding)
        }
    }

    @Test(arguments: Engine.tested)
    func `an empty journal is whole`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let report = try await journal.verify()
            #expect(report.finding == nil)
            #expect(report.events == 0)
            #expect(report.root == .empty)
            #expect(report.covered == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a change behind the last checkpoint is found by the stored tree alone`(engine: Engine) async throws {
        try await Self.withSigned(engine) { journal in
            try await journal.record(20, from: 300)
            try await journal.sealer.sealAll()
            try await journal.execute("UPDATE event SET at = at + 1 WHERE position = 310")
            let report = try await journal.verify()
            #expect(report.finding == .changed(position: 310))
            #expect(report.covered?.checkpoint.size == 300)
        }
    }

    @Test(arguments: Engine.tested)
    func `checkpoints under another key prove nothing`(engine: Engine) async throws {
        try await Self.withSigned(engine) { journal in
            let other = try JournalKey(name: Samples.key.verifier.name).verifier
            #expect(try await journal.database.verifyJournal(key: other).finding == .checkpoint(size: 100))
        }
    }

    @Test(arguments: Engine.tested)
    func `only a published checkpoint tells that the end was cut off together with all traces`(
        engine: Engine
    ) async throws {
        try await Self.withSigned(engine) { journal in
            let published = try #require(try await journal.database.read { try $0.lastCheckpoint() }).note
            #expect(try await journal.verify(published: [published]).finding == nil)
            try await journal.execute("DELETE FROM event WHERE position >= 260")
            try await journal.execute("DELETE FROM journal_checkpoint WHERE size = 300")
            try await journal.rebuildTiles()
            #expect(try await journal.verify().finding == nil)
            #expect(try await journal.verify(published: [published]).finding == .missing(position: 260))
        }
    }

    @Test(arguments: Engine.tested)
    func `a journal signed anew with the stolen key does not fit a published checkpoint`(engine: Engine) async throws {
        try await Self.withSigned(engine) { journal in
            let published = try #require(try await journal.database.read { try $0.lastCheckpoint() }).note
            try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 120")
            try await journal.execute("DELETE FROM journal_checkpoint WHERE size > 100")
            try await journal.rebuildTiles()
            try await journal.sealer.checkpoint()
            #expect(try await journal.verify().finding == nil)
            #expect(try await journal.verify(published: [published]).finding == .root(from: 0, size: 300))
        }
    }

    @Test func `a published note that the journal's key did not sign is refused`() async throws {
        let other = try JournalKey(name: "other").note(
            Checkpoint(origin: "other", size: 1, root: .empty), at: Samples.day)
        try await TestJournal.with(.sqlite) { journal in
            await #expect(throws: ProofRefusal.signature) { try await journal.verify(published: [other.note]) }
        }
    }

    /// The second level of tiles begins at 65,536 events, which takes some seconds; the engines do not differ in it.
    @Test func `a journal of more than 65,536 events is checked at every level`() async throws {
        try await TestJournal.with(.sqlite) { journal in
            try await journal.execute(
                """
                INSERT INTO event (id, at, kind, subject_kind, subject_id, payload, salt)
                WITH RECURSIVE series(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM series WHERE number < 65800)
                SELECT number, 0, 'k', 's', number, \([UInt8](repeating: 1, count: 2)), \([UInt8](repeating: 2, count: 16))
                FROM series
                """)
            try await journal.sealAndSign()
            let report = try await journal.verify()
            #expect(report.finding == nil)
            #expect(report.events == 65_800)
            for (level, number) in [(2, 0), (1, 0)] {
                try await journal.flipTile(level, Int64(number))
                #expect(try await journal.verify().finding == .tile(level: level, number: Int64(number)))
                try await journal.flipTile(level, Int64(number))
            }
            try await journal.execute("UPDATE event SET at = 1 WHERE position = 65536")
            #expect(try await journal.verify().finding == .changed(position: 65_536))
        }
    }

    @Test func `the report names each fact on its line, in both languages`() async throws {
        try await Self.withSigned(.sqlite) { journal in
            let whole = try await journal.verify()
            #expect(
                whole.description == """
                    Sự kiện đã niêm phong: 300
                    Sự kiện chờ niêm phong: 0
                    Điểm kiểm đã ký: 3
                    Điểm kiểm mới nhất: phủ 300 sự kiện, ký lúc 2026-03-02T08:02:00+07:00
                    Gốc cây: \(whole.root.base64)
                    Kết quả: nhật ký nguyên vẹn
                    """)
            #expect(whole.lines.last?.english == "Result: the journal is whole")
            try await journal.execute("DELETE FROM event WHERE position = 120")
            let damaged = try await journal.verify()
            #expect(damaged.lines.last?.vietnamese == "Kết quả: HỎNG – thiếu sự kiện ở vị trí 120")
            #expect(damaged.lines.last?.english == "Result: DAMAGED – the event at position 120 is missing")
        }
    }
}

extension TestJournal {
    /// Turns one bit of a tile's first hash round.
    fileprivate func flipTile(_ level: Int, _ number: Int64) async throws {
        try await database.write { db in
            var bytes: [UInt8] = try db.value(
                "SELECT hashes FROM journal_tile WHERE level = \(level) AND number = \(number)")!
            bytes[0] ^= 1
            try db.execute("UPDATE journal_tile SET hashes = \(bytes) WHERE level = \(level) AND number = \(number)")
        }
    }
}
