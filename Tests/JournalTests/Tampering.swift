import Database
import Essentials
import Foundation
import Testing

@testable import Journal

/// A way to falsify a journal of 300 events, with checkpoints of 100, 250 and 300, and what the check must say to it.
struct Tampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let finding: JournalReport.Finding
    let commit: @Sendable (TestJournal) async throws -> Void

    init(
        _ name: String, _ finding: JournalReport.Finding,
        _ commit: @escaping @Sendable (TestJournal) async throws -> Void
    ) {
        testDescription = name
        self.finding = finding
        self.commit = commit
    }

    private init(_ name: String, _ finding: JournalReport.Finding, _ statements: SQL...) {
        self.init(name, finding) { journal in
            try await journal.database.write { db in for statement in statements { try db.execute(statement) } }
        }
    }

    static let all = fields + rows + tiles + checkpoints + rewritten

    private static let fields = [
        Tampering("one byte of the payload", .changed(position: 120)) { journal in
            try await journal.database.write { db in
                var payload: [UInt8] = try db.value("SELECT payload FROM event WHERE position = 120")!
                payload[payload.count - 3] ^= 1
                try db.execute("UPDATE event SET payload = \(payload) WHERE position = 120")
            }
        },
        Tampering("one byte of the salt", .changed(position: 299)) { journal in
            try await journal.database.write { db in
                var salt: [UInt8] = try db.value("SELECT salt FROM event WHERE position = 299")!
                salt[15] ^= 0x80
                try db.execute("UPDATE event SET salt = \(salt) WHERE position = 299")
            }
        },
        Tampering(
            "the time, by a microsecond", .changed(position: 0), "UPDATE event SET at = at + 1 WHERE position = 0"),
        Tampering("the person", .changed(position: 120), "UPDATE event SET actor_person = 99 WHERE position = 120"),
        Tampering(
            "the person made nobody", .changed(position: 1), "UPDATE event SET actor_person = NULL WHERE position = 1"),
        Tampering("the post", .changed(position: 255), "UPDATE event SET actor_post = 99 WHERE position = 255"),
        Tampering("the unit", .changed(position: 256), "UPDATE event SET actor_unit = 99 WHERE position = 256"),
        Tampering("the address", .changed(position: 99), "UPDATE event SET address = '10.0.0.8' WHERE position = 99"),
        Tampering("the kind", .changed(position: 100), "UPDATE event SET kind = 'matter.Noted' WHERE position = 100"),
        Tampering(
            "the subject's kind", .changed(position: 2), "UPDATE event SET subject_kind = 'm' WHERE position = 2"),
        Tampering("the subject", .changed(position: 120), "UPDATE event SET subject_id = 121 WHERE position = 120"),
        Tampering("the identifier", .changed(position: 120), "UPDATE event SET id = 7 WHERE position = 120"),
        Tampering(
            "two events, of which the first is named", .changed(position: 101),
            "UPDATE event SET at = at + 1 WHERE position IN (101, 200)"),
    ]

    private static let rows = [
        Tampering("the first row removed", .missing(position: 0), "DELETE FROM event WHERE position = 0"),
        Tampering("a row in the middle removed", .missing(position: 120), "DELETE FROM event WHERE position = 120"),
        Tampering("the last row removed", .missing(position: 299), "DELETE FROM event WHERE position = 299"),
        Tampering("all rows removed", .missing(position: 0), "DELETE FROM event"),
        Tampering(
            "a row taken out of its place", .missing(position: 120),
            "UPDATE event SET position = NULL WHERE position = 120"),
        Tampering(
            "a row removed and those behind moved up", .changed(position: 120),
            "DELETE FROM event WHERE position = 120",
            "UPDATE event SET position = position + 1000000 WHERE position > 120",
            "UPDATE event SET position = position - 1000001 WHERE position > 120"),
        Tampering(
            "two rows exchanged", .changed(position: 120),
            "UPDATE event SET position = 1000000 WHERE position = 120",
            "UPDATE event SET position = 120 WHERE position = 121",
            "UPDATE event SET position = 121 WHERE position = 1000000"),
        Tampering(
            "a row inserted", .changed(position: 121),
            "UPDATE event SET position = position + 1000000 WHERE position > 120",
            "UPDATE event SET position = position - 999999 WHERE position > 120",
            copy(from: 120, to: 121)),
        Tampering("a row appended", .notSealed(position: 300), copy(from: 120, to: 300)),
        Tampering("a row put before the first", .notSealed(position: -1)) { journal in
            let isSQLite = journal.database.engine == .sqlite
            try await journal.execute(
                isSQLite
                    ? "PRAGMA ignore_check_constraints = ON"
                    : "ALTER TABLE event DROP CONSTRAINT event_position_check")
            try await journal.execute(copy(from: 120, to: -1))
        },
    ]

    private static func copy(from position: Int64, to other: Int64) -> SQL {
        """
        INSERT INTO event (
            id, position, at, actor_person, actor_post, actor_unit, address, kind, subject_kind, subject_id, payload, salt)
        SELECT id + 1000000000, \(other), at, actor_person, actor_post, actor_unit, address, kind, subject_kind,
            subject_id, payload, salt
        FROM event WHERE position = \(position)
        """
    }

    private static let tiles = [
        tile("a leaf's hash", 0, 0, at: 120 * 32 + 5),
        tile("the hash of a leaf behind the last full tile", 0, 1, at: 40 * 32),
        tile("a hash in an upper tile", 1, 0, at: 31),
        Tampering(
            "a tile of leaves removed", .tile(level: 0, number: 0),
            "DELETE FROM journal_tile WHERE level = 0 AND number = 0"),
        Tampering(
            "the last tile removed", .tile(level: 0, number: 1),
            "DELETE FROM journal_tile WHERE level = 0 AND number = 1"),
        Tampering("an upper tile removed", .tile(level: 1, number: 0), "DELETE FROM journal_tile WHERE level = 1"),
        Tampering(
            "a tile added at a level that is empty", .tile(level: 3, number: 0),
            "INSERT INTO journal_tile (level, number, hashes) VALUES (3, 0, \([UInt8](repeating: 1, count: 32)))"),
        Tampering(
            "a tile added beside an upper one", .tile(level: 1, number: 5),
            "INSERT INTO journal_tile (level, number, hashes) VALUES (1, 5, \([UInt8](repeating: 1, count: 32)))"),
        lengthened("half a hash put to a tile of leaves", .tile(level: 0, number: 1), 0, by: 16),
        lengthened("a hash put to an upper tile", .tile(level: 1, number: 0), 1, by: 32),
        lengthened("a hash put to a tile of leaves", .missing(position: 300), 0, by: 32),
    ]

    private static func tile(_ name: String, _ level: Int, _ number: Int64, at index: Int) -> Tampering {
        Tampering("\(name) changed", .tile(level: level, number: number)) { journal in
            try await journal.database.write { db in
                var bytes: [UInt8] = try db.value(
                    "SELECT hashes FROM journal_tile WHERE level = \(level) AND number = \(number)")!
                bytes[index] ^= 1
                try db.execute(
                    "UPDATE journal_tile SET hashes = \(bytes) WHERE level = \(level) AND number = \(number)")
            }
        }
    }

    private static func lengthened(
        _ name: String, _ finding: JournalReport.Finding, _ level: Int, by count: Int
    ) -> Tampering {
        Tampering(name, finding) { journal in
            try await journal.database.write { db in
                let row = try db.row(
                    "SELECT number, hashes FROM journal_tile WHERE level = \(level) ORDER BY number DESC LIMIT 1")!
                let bytes: [UInt8] = try row["hashes"] + [UInt8](repeating: 7, count: count)
                let number: Int64 = try row["number"]
                try db.execute(
                    "UPDATE journal_tile SET hashes = \(bytes) WHERE level = \(level) AND number = \(number)")
            }
        }
    }

    private static let checkpoints = [
        checkpoint("the note's root", 250) { signed in
            signed.note.replacingOccurrences(of: signed.checkpoint.root.base64, with: TreeHash.empty.base64)
        },
        checkpoint("the note's size", 100) { $0.note.replacingOccurrences(of: "\n100\n", with: "\n101\n") },
        checkpoint("the note's signature", 300) { signed in
            var lines = signed.note.components(separatedBy: "\n")
            lines[4] = lines[4].replacingOccurrences(of: "E3YEu", with: "E3YEv")
            return lines.joined(separator: "\n")
        },
        checkpoint("the note, which is none any more,", 100) { _ in "x" },
        checkpoint("the note's signed time, taken away,", 100) { signed in
            signed.note.components(separatedBy: "\n").prefix(5).joined(separator: "\n") + "\n"
        },
        checkpoint("the note, signed by another key,", 250) { signed in
            try JournalKey(name: signed.checkpoint.origin).note(signed.checkpoint, at: signed.signedAt).note
        },
        Tampering(
            "the root beside the note changed", .checkpoint(size: 250),
            "UPDATE journal_checkpoint SET root = \([UInt8](repeating: 0, count: 32)) WHERE size = 250"),
        Tampering(
            "the time beside the note changed", .checkpoint(size: 300),
            "UPDATE journal_checkpoint SET signed_at = signed_at - 3600000000 WHERE size = 300"),
        Tampering(
            "the size beside the note changed", .checkpoint(size: 251),
            "UPDATE journal_checkpoint SET size = 251 WHERE size = 250"),
        Tampering(
            "the size beside the note made greater than the journal", .checkpoint(size: 900),
            "UPDATE journal_checkpoint SET size = 900 WHERE size = 300"),
        Tampering(
            "the size beside the note made nought", .checkpoint(size: 0),
            "UPDATE journal_checkpoint SET size = 0 WHERE size = 250"),
    ]

    private static func checkpoint(
        _ name: String, _ size: Int64, _ change: @escaping @Sendable (SignedCheckpoint) throws -> String
    ) -> Tampering {
        Tampering("\(name) changed", .checkpoint(size: size)) { journal in
            try await journal.database.write { db in
                let signed: SignedCheckpoint = try db.first(
                    "SELECT size, note, signed_at FROM journal_checkpoint WHERE size = \(size)")!
                let note = try change(signed)
                precondition(note != signed.note)
                try db.execute("UPDATE journal_checkpoint SET note = \(note) WHERE size = \(size)")
            }
        }
    }

    private static let rewritten = [
        Tampering("an event and all tiles rewritten to fit", .root(from: 100, size: 250)) { journal in
            try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 120")
            try await journal.rebuildTiles()
        },
        Tampering("an event before the first checkpoint and all tiles rewritten", .root(from: 0, size: 100)) {
            journal in
            try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 0")
            try await journal.rebuildTiles()
        },
        Tampering("an event and the tile of leaves rewritten, not the one above", .root(from: 100, size: 250)) {
            journal in
            let above: [UInt8] = try await journal.database.read {
                try $0.value("SELECT hashes FROM journal_tile WHERE level = 1")!
            }
            try await journal.execute("UPDATE event SET kind = 'forged' WHERE position = 120")
            try await journal.rebuildTiles()
            try await journal.execute("UPDATE journal_tile SET hashes = \(above) WHERE level = 1")
        },
        Tampering("the end cut off, tiles too", .missing(position: 260)) { journal in
            try await journal.execute("DELETE FROM event WHERE position >= 260")
            try await journal.rebuildTiles()
        },
        Tampering("everything behind the second checkpoint cut off, tiles too", .missing(position: 250)) { journal in
            try await journal.execute("DELETE FROM event WHERE position >= 250")
            try await journal.rebuildTiles()
        },
        Tampering("an event put in and all tiles rewritten", .root(from: 100, size: 250)) { journal in
            try await journal.database.write { db in
                try db.execute("UPDATE event SET position = position + 1000000 WHERE position > 120")
                try db.execute("UPDATE event SET position = position - 999999 WHERE position > 120")
                try db.execute(copy(from: 120, to: 121))
            }
            try await journal.rebuildTiles()
        },
    ]
}
