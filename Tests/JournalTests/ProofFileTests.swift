import Database
import Essentials
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite struct ProofFileTests {
    private static let key = Samples.key.verifier

    @Test(arguments: Engine.tested)
    func `every event of a journal has a proof file that checks offline`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(270)
            try await journal.sealAndSign()
            for event in try await journal.events() where event.subject.id % 9 == 0 || event.subject.id > 250 {
                let proof = try #require(try await journal.database.read { try $0.inclusionProof(of: event.id) })
                #expect(proof.holds(under: Self.key))
                let file = try ProofFile(reading: proof.file(for: Self.key).written())
                guard case .stands(let proved, let checkpoint) = try file.check(key: Self.key) else {
                    Issue.record("another fact is proved")
                    continue
                }
                #expect(proved.leaf == event.leaf)
                #expect(proved.position == event.position)
                #expect(checkpoint.checkpoint.size == 270)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `an event that no checkpoint covers has no proof yet`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            let id = try await journal.database.write {
                try $0.record(MatterNoted(), by: .platform, at: Samples.day)
            }
            let database = journal.database
            #expect(try await database.read { try $0.inclusionProof(of: id) } == nil)
            try await journal.sealer.sealAll()
            #expect(try await database.read { try $0.inclusionProof(of: id) } == nil)
            try await journal.sealer.checkpoint()
            #expect(try await database.read { try $0.inclusionProof(of: id) } != nil)
            #expect(try await database.read { try $0.inclusionProof(of: ID(rawValue: 1)) } == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `a consistency file shows that a later journal continues an earlier one`(engine: Engine) async throws {
        try await TestJournal.with(engine) { journal in
            try await journal.record(7)
            try await journal.sealAndSign()
            try await journal.record(300, from: 7)
            try await journal.sealAndSign()
            let database = journal.database
            #expect(try await database.read { try $0.consistencyProof(from: 8) } == nil)
            let proof = try #require(try await database.read { try $0.consistencyProof(from: 7) })
            let file = try ProofFile(reading: proof.file(for: Self.key).written())
            guard case .continues(let earlier, let later) = try file.check(key: Self.key) else {
                Issue.record("another fact is proved")
                return
            }
            #expect(earlier.checkpoint.size == 7)
            #expect(later.checkpoint.size == 307)
            await #expect(throws: MerkleProofError.outOfRange) {
                try await database.read { try $0.consistencyProof(from: 7, to: 308) }
            }
        }
    }

    /// A file as it may lie in an archive: written down here, made without a database.
    @Test func `the file's form is what it always was`() throws {
        let file = try ProofFile(reading: Data(Self.archived.utf8))
        #expect(try ProofFile(reading: file.written()) == file)
        let fact = try file.check(key: Self.key)
        #expect(
            fact.lines.map(\.vietnamese) == [
                "Đúng: sự kiện có trong nhật ký, vị trí 0",
                "Sự kiện: document.issued, lúc 2026-03-02T08:00:00+07:00",
                "Đối tượng: outgoing-document 42",
                #"Nội dung: {"note":"0000000000042","text":"Công văn số 1"}"#,
                "Điểm kiểm của lienthong.example/journal: 1 sự kiện, ký lúc 2026-03-02T08:00:00+07:00",
            ])
        #expect(fact.lines.map(\.english).first == "True: the event stands in the journal, position 0")
    }

    @Test func `no byte of a proof file can be changed`() throws {
        let bytes = Array(Self.archived.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            guard let file = try? ProofFile(reading: Data(changed)),
                let fact = try? file.check(key: Self.key), case .stands(let event, _) = fact
            else { continue }
            // What may be changed are spaces, and the second signature, which then is nobody's.
            #expect(event.leaf == Self.event.leaf)
            #expect(event.position == 0)
        }
    }

    @Test func `a proof of another key, of another position or of another event is refused`() throws {
        guard case .inclusion(let proof) = try ProofFile(reading: Data(Self.archived.utf8)) else {
            Issue.record("not read")
            return
        }
        let other = try JournalKey(name: "other").verifier
        #expect(throws: ProofRefusal.otherKey(Self.key.name)) { try ProofFile.inclusion(proof).check(key: other) }
        let impostor = try JournalKey(name: Self.key.name).verifier
        #expect(throws: ProofRefusal.signature) { try ProofFile.inclusion(proof).check(key: impostor) }
        let moved = ProofFile.Inclusion(
            leaf: proof.leaf, position: 1, hashes: proof.hashes, checkpoint: proof.checkpoint, key: proof.key)
        #expect(throws: ProofRefusal.hashes) { try ProofFile.inclusion(moved).check(key: Self.key) }
        let exchanged = ProofFile.Inclusion(
            leaf: proof.leaf.dropLast() + [0], position: 0, hashes: [], checkpoint: proof.checkpoint, key: proof.key)
        #expect(throws: ProofRefusal.hashes) { try ProofFile.inclusion(exchanged).check(key: Self.key) }
        let nothing = ProofFile.Inclusion(
            leaf: [1, 2, 3], position: 0, hashes: [], checkpoint: proof.checkpoint, key: proof.key)
        #expect(throws: ProofRefusal.leaf) { try ProofFile.inclusion(nothing).check(key: Self.key) }
    }

    @Test(arguments: ["", "{}", "[]", #"{"format":"lienthong-inclusion-2"}"#, #"{"format":"lienthong-inclusion-1"}"#])
    func `what is no proof file is refused`(text: String) {
        #expect(throws: ProofRefusal.format) { try ProofFile(reading: Data(text.utf8)) }
    }

    @Test func `every refusal is said in both languages`() {
        for refusal in [ProofRefusal.format, .otherKey("a"), .signature, .leaf, .hashes] {
            #expect(refusal.wording.vietnamese != refusal.wording.english)
            #expect("\(refusal)" == refusal.wording.english)
        }
    }

    private static let event = RecordedEvent(
        id: ID(rawValue: 4711), position: 0, at: Samples.day, actor: Samples.actor, kind: "document.issued",
        subject: Subject(kind: "outgoing-document", id: 42),
        payload: Array(#"{"note":"0000000000042","text":"Công văn số 1"}"#.utf8), salt: Array(0..<16))
    private static let archived = #"""
        {
          "checkpoint" : "lienthong.example/journal\n1\nd+xFCNRpd8Ej+5UUTwUztMjvbDVWrWHoOg4g43JToAA=\n\n— li\#
        enthong.example/journal E3YEuHSS+qWvgRiltlYOgfnmwgMs4gMJDtoPDFQKBrxiPvVdd2KQZWhkKIyk8+7Ia6Y3lV3lDbbr\#
        5LmhuboMbUwFsgI=\n— lienthong.example/journal xt8J+QAAAABppOEQY/vXc5FT0SoTWEfe8dkFQuZStfqX5/6isK+r81\#
        1lSrq3tx1ODxjnNmvAcU6aYosL7z2OatMK2NFddO3C+YQJDg==\n",
          "format" : "lienthong-inclusion-1",
          "hashes" : [

          ],
          "key" : "lienthong.example/journal",
          "leaf" : "bGllbnRob25nLWV2ZW50LTEAAAAIAAAAAAAAEmcAAAAIAAZMABsuZAAAAAAIAAAAAAAAAAsAAAAIAAAAAAAAAAwA\#
        AAAIAAAAAAAAAA0AAAAIMTAuMC4wLjcAAAAPZG9jdW1lbnQuaXNzdWVkAAAAEW91dGdvaW5nLWRvY3VtZW50AAAACAAAAAAAAAAq\#
        AAAAM3sibm90ZSI6IjAwMDAwMDAwMDAwNDIiLCJ0ZXh0IjoiQ8O0bmcgdsSDbiBz4buRIDEifQAAABAAAQIDBAUGBwgJCgsMDQ4P",
          "position" : 0
        }

        """#
}
