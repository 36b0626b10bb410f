import Database
import Essentials
import TestSupport
import Testing

@testable import Journal

/// What a start looks at: the last checkpoint, and what came after it.
@Suite struct JournalEndVerificationTests {
    /// 600 events, of which a checkpoint covers 300.
    private static func withTail(_ engine: Engine, _ body: (TestJournal, SignedCheckpoint) async throws -> Void)
        async throws
    {
        try await TestJournal.with(engine) { journal in
            try await journal.record(300)
            let signed = try #require(try await journal.sealAndSign())
            try await journal.record(300, from: 300)
            try await journal.sealer.sealAll()
            try await body(journal, signed)
        }
    }

    private static func end(
        _ journal: TestJournal, remembered: VerifiedCheckpoint? = nil
    ) async throws -> JournalEndReport {
        try await journal.database.verifyJournalEnd(key: Samples.key.verifier, remembered: remembered)
    }

    @Test(arguments: Engine.tested)
    func `an untouched end is whole, and it is said how far the checkpoint reaches`(engine: Engine) async throws {
        try await Self.withTail(engine) { journal, signed in
            let remembered = Samples.key.verifier.checkpoint(of: signed.note)
            let report = try await Self.end(journal, remembered: remembered)
            #expect(report.covered == 300 && report.tail == 300 && report.finding == nil)
        }
        try await TestJournal.with(engine) { journal in
            let report = try await Self.end(journal)
            #expect(report.covered == 0 && report.tail == 0 && report.finding == nil)
        }
    }

    private static let damages: [(SQL, JournalReport.Finding)] = [
        ("UPDATE event SET kind = 'x' WHERE position = 300", .changed(position: 300)),
        ("UPDATE event SET at = at + 1 WHERE position = 599", .changed(position: 599)),
        ("DELETE FROM event WHERE position = 450", .missing(position: 450)),
        ("DELETE FROM event WHERE position >= 290", .missing(position: 290)),
        ("DELETE FROM journal_tile WHERE level = 0 AND number = 2", .notSealed(position: 512)),
        ("UPDATE journal_checkpoint SET signed_at = signed_at + 1", .checkpoint(size: 300)),
        (
            "UPDATE journal_tile SET hashes = (SELECT hashes FROM journal_tile WHERE level = 0 AND number = 2) "
                + "WHERE level = 1", .root(from: 0, size: 300)
        ),
    ]

    @Test(arguments: Engine.tested, damages.indices)
    func `damage at the end is found, with its place`(engine: Engine, number: Int) async throws {
        try await Self.withTail(engine) { journal, _ in
            let (statement, finding) = Self.damages[number]
            try await journal.execute(statement)
            #expect(try await Self.end(journal).finding == finding)
        }
    }

    @Test(arguments: Engine.tested)
    func `an older database is not taken for the one whose checkpoint was remembered`(engine: Engine) async throws {
        try await Self.withTail(engine) { journal, _ in
            let later = try #require(try await journal.sealAndSign())
            let remembered = Samples.key.verifier.checkpoint(of: later.note)
            try await journal.execute("DELETE FROM journal_checkpoint WHERE size = 600")
            #expect(try await Self.end(journal, remembered: remembered).finding == nil)
            try await journal.execute("DELETE FROM event WHERE position >= 300")
            #expect(try await Self.end(journal, remembered: remembered).finding == .missing(position: 300))
        }
    }

    @Test(arguments: Engine.tested)
    func `the newest events of a kind come first, whatever else is about their subjects`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(5)
            let found = try await journal.database.read { db in
                (
                    try db.newestEvents(MatterNoted.kind, about: "matter", limit: 2),
                    try db.newestEvents("matter.else", about: "matter", limit: 2),
                    try db.newestEvents(MatterNoted.kind, about: "other", limit: 2)
                )
            }
            #expect(found.0.map(\.subject.id) == [4, 3])
            #expect(found.1.isEmpty && found.2.isEmpty)
        }
    }
}
