import Essentials
import TestSupport
import Testing

@testable import Database

/// Processes that have one installation open must be of one mind.
struct NodeFactTests {
    private static let first = Migration(
        "2026-11-21 a: first", ["CREATE TABLE first (id \(type: .integer) PRIMARY KEY)"])
    private static let second = Migration("2026-11-22 b: second", ["INSERT INTO first (id) VALUES (1)"])

    private func withTwo(_ engine: Engine, _ body: (Database, Database) async throws -> Void) async throws {
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location) { one in
                try await TestDatabase.withOpen(location) { other in try await body(one, other) }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a newer program does not change the schema under an older one that is at work`(engine: Engine) async throws {
        try await withTwo(engine) { older, newer in
            try await older.migrate([Self.first])
            // As its server does every few seconds; a busy machine may have made this one wait for longer.
            try await older.renewLease()
            await #expect(throws: NodesDisagree(fact: .schema, others: 1)) {
                try await newer.migrate([Self.first, Self.second])
            }
            #expect(try await older.count("first") == 0)
            // A refused one leaves nothing behind that would keep the older one from starting again.
            try await older.migrate([Self.first])
            await older.close()
            #expect(try await newer.migrate([Self.first, Self.second]) == [Self.second.name])
        }
    }

    @Test(arguments: Engine.tested)
    func `one that was killed is waited for as long as its lease lasts`(engine: Engine) async throws {
        try await withTwo(engine) { killed, newer in
            try await killed.migrate([Self.first])
            try await newer.write { db in
                _ = try db.execute(
                    "UPDATE node_lease SET renewed_at = renewed_at - 61000000 WHERE node = \(killed.node ?? -1)")
            }
            #expect(try await newer.migrate([Self.first, Self.second]) == [Self.second.name])
        }
    }

    @Test(arguments: Engine.tested)
    func `servers with other folders are refused, those with the same one are not`(engine: Engine) async throws {
        try await withTwo(engine) { one, other in
            try await one.agree(on: .folder, "a")
            let refusal = await #expect(throws: NodesDisagree.self) { try await other.agree(on: .folder, "b") }
            #expect(refusal?.description.contains("from another folder") == true)
            try await one.agree(on: .folder, "a")
            try await other.agree(on: .folder, "a")
        }
    }

    @Test(arguments: Engine.tested)
    func `what the last holder of a node number went by is not said of the next`(engine: Engine) async throws {
        try await TestDatabase.withEmptyLocation(engine) { location in
            try await TestDatabase.withOpen(location) { try await $0.agree(on: .folder, "a") }
            try await TestDatabase.withOpen(location) { next in
                #expect(next.node == 0)
                try await TestDatabase.withOpen(location) { try await $0.agree(on: .folder, "b") }
            }
        }
    }

    @Test func `the spellings that are stored stay`() {
        #expect(NodeFact.allCases.map(\.rawValue) == ["schema", "folder"])
    }
}
