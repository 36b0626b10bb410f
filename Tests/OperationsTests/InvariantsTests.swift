import App
import Database
import Documents
import Essentials
import Files
import Foundation
import Journal
import TestSupport
import Testing

@testable import Operations

/// A damage somebody does to a sound installation, and what the check must say of it.
private struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let finding: String
    let commit: @Sendable (Office) async throws -> Void

    init(_ name: String, finding: String, _ commit: @escaping @Sendable (Office) async throws -> Void) {
        testDescription = name
        self.finding = finding
        self.commit = commit
    }

    init(_ name: String, finding: String, _ statement: SQL) {
        self.init(name, finding: finding) { office in
            try await office.installation.database.write { db in _ = try db.execute(statement) }
        }
    }

    static let all = [
        Damage(
            "a gap in the register", finding: "numbers: ",
            "UPDATE incoming_document SET arrival_number = 9 WHERE arrival_number = 3"),
        Damage("a number that will be given again", finding: "numbers: ", "UPDATE number_sequence SET last = last - 1"),
        Damage(
            "a document in the wrong register", finding: "registers: document ",
            "UPDATE document SET flow = 'outgoing' WHERE id = (SELECT min(id) FROM document)"),
        Damage(
            "a changed event", finding: "journal: the event at position 2 was changed",
            "UPDATE event SET kind = 'nothing.happened' WHERE position = 2"),
        Damage("a registration that the journal does not tell", finding: "acts: document ") { office in
            try await office.installation.database.write { db in
                _ = try db.execute("UPDATE event SET kind = 'x' WHERE kind = 'document.registered' AND position > 5")
            }
        },
        Damage("a follower ahead of the journal", finding: "subscribers: later says it has read 9999") { office in
            try await office.installation.database.write { db in
                _ = try db.execute("INSERT INTO journal_cursor (subscriber, position) VALUES ('later', 9999)")
            }
        },
        Damage(
            "a text that search does not know", finding: "search: document_text: record ",
            "UPDATE document SET subject = 'Một tên khác' WHERE id = (SELECT max(id) FROM document)"),
        Damage(
            "an entry of search without a record", finding: "search: document_text: record 77",
            "INSERT INTO document_text (rowid, words) VALUES (77, 'ma')"),
        Damage("a changed byte of a file", finding: " is damaged") { office in
            try office.damage(try #require(try await office.fileHashes().first))
        },
        Damage("a lost file", finding: " is missing") { office in
            let file = try #require(try await office.fileHashes().first)
            try FileManager.default.removeItem(atPath: office.path(of: file))
        },
    ]
}

struct InvariantsTests {
    @Test(arguments: Engine.tested, Damage.all)
    private func `each damage is named, and a sound installation has none`(
        engine: Engine, damage: Damage
    ) async throws {
        try await Office.with(engine) { office in
            for number in 0..<3 { try await office.register("Công văn \(number)") }
            try await office.publish()
            let sound = try await office.looking { try await Invariants($0).check() }
            #expect(sound.findings.isEmpty)
            #expect(sound.facts.count >= 6)
            try await damage.commit(office)
            let report = try await office.looking { try await Invariants($0).check() }
            #expect(report.findings.contains { $0.description.contains(damage.finding) }, "\(report.findings)")
        }
    }

    @Test func `a reference that leads nowhere is named on either engine`() async throws {
        for engine in Engine.tested {
            try await TestDatabase.withEmptyLocation(engine) { location in
                let database = try await Database.openAlone(location)
                try await database.write { db in
                    try db.execute("CREATE TABLE parent (id BIGINT PRIMARY KEY)")
                    try db.execute(
                        "CREATE TABLE child (id BIGINT PRIMARY KEY, parent_id BIGINT REFERENCES parent (id))")
                }
                let suspended = try await database.suspendReferences()
                try await database.write { db in _ = try db.execute("INSERT INTO child VALUES (1, 5), (2, NULL)") }
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.resumeReferences(suspended)
                }
                #expect(error?.description.contains("child") == true)
                let left = engine == .sqlite ? ["child 1 points to a row of parent that is not there"] : []
                #expect(try await database.read { try $0.brokenReferences() }.map(\.description) == left)
                await database.close()
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `doctor repairs files from a backup and says so by its status`(engine: Engine) async throws {
        try await Office.with(engine) { office in
            try await Safe.with { safe in
                for number in 0..<3 { try await office.register("Công văn \(number)") }
                try await office.publish()
                _ = try await office.backUp(into: try safe.store())
                try await office.register("sau bản sao")
                let files = try await office.fileHashes()
                for file in files { try office.damage(file) }
                let doctor = ["doctor", "--without-helpers"] + office.place.options
                let found = try await Program.run(doctor)
                #expect(found.status == 1)
                for file in files { #expect(found.output.contains("WRONG    files: file \(file) is damaged")) }
                let repaired = try await Program.run(
                    doctor + ["--repair-from", safe.backups, "--key", safe.keyFile])
                #expect(repaired.status == 1)
                #expect(repaired.output.split(separator: "\n").filter { $0.hasPrefix("repaired: ") }.count == 3)
                #expect(repaired.output.split(separator: "\n").filter { $0.hasPrefix("not repaired: ") }.count == 1)
                let left = try await office.looking { try await Invariants($0).check() }
                #expect(left.badFiles.count == 1)
            }
        }
    }

    @Test func `the helpers that tests need are there, and one that is missing is named`() async throws {
        try await Office.with(.sqlite) { office in
            let missing = await Helpers.missing(for: office.installation.files, python: "/nowhere/python3")
            #expect(missing.count == 1)
            #expect(missing.first?.contains("/nowhere/python3") == true)
        }
    }
}
