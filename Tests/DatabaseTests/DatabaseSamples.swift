import Essentials
import TestSupport
import Testing

@testable import Database

/// A database with one small table, on a real engine.
enum Sample {
    static let start = Instant("2026-11-23T08:00") ?? Instant(microsecondsSince1970: 0)

    static let migrations = [
        Migration(
            "2026-11-21 sample: books",
            [
                """
                CREATE TABLE shelf (
                    id \(type: .integer) PRIMARY KEY,
                    name \(type: .text) NOT NULL UNIQUE CHECK (length(name) <= 20)
                )\(idiom: .strict)
                """,
                """
                CREATE TABLE book (
                    id \(type: .integer) PRIMARY KEY,
                    shelf \(type: .integer) REFERENCES shelf (id) DEFERRABLE INITIALLY DEFERRED,
                    title \(type: .text) NOT NULL CHECK (length(title) <= 200),
                    pages \(type: .integer) CHECK (pages > 0),
                    received_at \(type: .integer) NOT NULL DEFAULT 0,
                    is_lent \(type: .boolean)
                )\(idiom: .strict)
                """,
            ])
    ]

    static func with(_ engine: Engine, _ body: (Database) async throws -> Void) async throws {
        try await TestDatabase.withMigrated(engine, migrations, body)
    }
}

extension Database {
    /// Runs one statement in a transaction of its own.
    @discardableResult
    func execute(_ sql: SQL) async throws -> Int {
        try await write { try $0.execute(sql) }
    }

    func value<Value: SQLConvertible & Sendable>(_ sql: SQL, as _: Value.Type = Value.self) async throws -> Value? {
        try await read { try $0.value(sql) }
    }

    func count(_ table: SQL) async throws -> Int {
        try await value("SELECT count(*) FROM \(table)") ?? 0
    }
}

extension DatabaseError {
    /// Which rule of the schema refused; nil for everything else.
    var constraint: Constraint? {
        if case .constraint(let kind, _) = self { kind } else { nil }
    }

    var isUnavailable: Bool {
        if case .unavailable = self { true } else { false }
    }
}
