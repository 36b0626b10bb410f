import App
import Database
import Essentials
import Foundation
import Testing

@testable import Operations

/// What an installation of an earlier version held, row by row as that version wrote it, with its files and keys: what an
/// upgrade has to bring over. `Scripts/record-release` writes one for each release.
///
/// A line of the file is a table's head, a row, a file or a key, so that a difference can be read.
struct RecordedRelease: Sendable, CustomTestStringConvertible {
    struct Table: Sendable {
        let name: String
        let columns: [String]
        var rows: [[SQLValue]] = []

        func values(of column: String) -> [SQLValue] {
            columns.firstIndex(of: column).map { place in rows.map { $0[place] } } ?? []
        }

        /// Of the steps of the schema, those that were run: as they were noted, or as they would be today.
        fileprivate mutating func note(_ steps: Set<String>) {
            let noted = Dictionary(uniqueKeysWithValues: zip(values(of: "name"), rows))
            rows = Installation.migrations.filter { steps.contains($0.name) }.map { step in
                let fresh: [String: SQLValue] = [
                    "name": .text(step.name), "checksum": .text(step.checksum), "run_at": .integer(0),
                ]
                return noted[.text(step.name)] ?? columns.map { fresh[$0] ?? .null }
            }
        }
    }

    let testDescription: String
    private(set) var tables: [Table] = []
    private var files: [(name: String, bytes: [UInt8])] = []
    private var keys: [(name: String, text: String)] = []

    /// Every recorded release, the oldest first.
    static let all: [RecordedRelease] = {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Releases")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().compactMap {
            try? RecordedRelease(folder.appendingPathComponent($0))
        }
    }()

    static func last() throws -> RecordedRelease { try #require(all.last) }

    /// The steps of the schema that it had run.
    var steps: Set<String> {
        Set(table("migration").values(of: "name").compactMap { if case .text(let name) = $0 { name } else { nil } })
    }

    func table(_ name: String) -> Table { tables.first { $0.name == name } ?? Table(name: name, columns: []) }

    /// Puts it into an empty place, as an installation that has run these steps and no others.
    func load(into place: InstallationPlace, havingRun steps: Set<String>? = nil) async throws {
        let steps = steps ?? self.steps
        try writeFolder(place.folder)
        try await Database.withAlone(place.location, clock: .system) { database in
            try await database.prepareSchema(Installation.migrations, havingRun: steps)
            let references = try await database.suspendReferences()
            for target in try await database.read({ try $0.tables() }) where target.name != "node_lease" {
                let rows = rows(for: target, havingRun: steps)
                try await database.write { db in
                    try target.clear(in: db)
                    try target.load(rows, columns: target.columns.map(\.name), in: db)
                }
            }
            try await database.resumeReferences(references)
            let there = try await database.read { try $0.fullTextIndexes() }
            for index in Installation.indexedRecords where there.contains(index.name) {
                try await index.rebuild(in: database)
            }
        }
    }

    /// The rows as an earlier state of the table has them: without the columns of later steps.
    private func rows(for target: TableSchema, havingRun steps: Set<String>) -> [[SQLValue]] {
        var own = table(target.name)
        if own.name == "migration" { own.note(steps) }
        let places = target.columns.map { own.columns.firstIndex(of: $0.name) }
        return own.rows.map { row in places.map { $0.map { row[$0] } ?? .null } }
    }

    private func writeFolder(_ folder: String) throws {
        for (name, bytes) in files {
            let directory = "\(folder)/files/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in keys {
            _ = FileManager.default.createFile(
                atPath: "\(folder)/\(name)", contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        }
    }
}

extension RecordedRelease {
    init(_ url: URL) throws {
        testDescription = url.deletingPathExtension().lastPathComponent
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let read = try JSONSerialization.jsonObject(with: Data(line.utf8))
            if let row = read as? [Any] {
                try #require(!tables.isEmpty)
                tables[tables.count - 1].rows.append(try row.map(Self.value))
            } else if let head = read as? [String: Any] {
                try add(head)
            }
        }
    }

    private mutating func add(_ head: [String: Any]) throws {
        if let name = head["table"] as? String {
            tables.append(Table(name: name, columns: try #require(head["columns"] as? [String])))
        } else if let name = head["file"] as? String {
            files.append((name, try Self.bytes(try #require(head["hex"] as? String))))
        } else if let name = head["key"] as? String {
            keys.append((name, try #require(head["text"] as? String)))
        }
    }

    private static func value(_ json: Any) throws -> SQLValue {
        switch json {
        case is NSNull: .null
        case let text as String: .text(text)
        case let number as NSNumber: .integer(number.int64Value)
        case let object as [String: String]: .bytes(try bytes(try #require(object["hex"])))
        default: throw DatabaseError.column("\(json)", reason: "is nothing that is recorded")
        }
    }

    private static func bytes(_ hex: String) throws -> [UInt8] {
        let digits = Array(hex)
        return try stride(from: 0, to: digits.count, by: 2).map { place in
            try #require(UInt8(String(digits[place...place + 1]), radix: 16))
        }
    }

    /// Writes down what an installation holds that nobody has open.
    static func record(_ place: InstallationPlace) async throws -> String {
        var text = try await Database.withAlone(place.location, clock: .system) { database in
            try await database.read { db in
                try db.tables().filter { !Database.tablesOfItsOwn.contains($0.name) && $0.name != "node_lease" }
                    .flatMap { table in try lines(of: table, in: db) }
            }
        }
        for path in try FileManager.default.subpathsOfDirectory(atPath: "\(place.folder)/files").sorted() {
            guard let name = path.split(separator: "/").last, name.count == 64 else { continue }
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/files/\(path)")))
            text.append(try line(["file": String(name), "hex": hex(bytes)]))
        }
        for name in ["journal.checkpoint", "journal.key", "journal.pub"] {
            let key = try String(contentsOfFile: "\(place.folder)/\(name)", encoding: .utf8)
            text.append(try line(["key": name, "text": key]))
        }
        return text.joined(separator: "\n") + "\n"
    }

    private static func lines(of table: TableSchema, in db: Connection) throws -> [String] {
        let head = try line(["table": table.name, "columns": table.columns.map(\.name)] as [String: Any])
        return try [head] + table.page(after: nil, in: db).rows.map { row in try line(row.map(json)) }
    }

    private static func json(_ value: SQLValue) -> Any {
        switch value {
        case .null: NSNull()
        case .integer(let number): NSNumber(value: number)
        case .boolean(let truth): NSNumber(value: truth ? 1 : 0)
        case .real(let number): NSNumber(value: number)
        case .text(let text): text
        case .bytes(let bytes): ["hex": hex(bytes)]
        }
    }

    private static func line(_ json: Any) throws -> String {
        String(
            decoding: try JSONSerialization.data(
                withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes]),
            as: UTF8.self)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
