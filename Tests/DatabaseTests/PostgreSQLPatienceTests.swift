import TestSupport
import Testing

@testable import Database

/// Machines that are gone say nothing: neither a database's nor a node's is waited for as long as TCP would.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct PostgreSQLPatienceTests {
    private func option(_ name: String, of url: String) throws -> String? {
        let connection = PostgreSQLConnection(url: url)
        try connection.connectIfNeeded()
        defer { connection.disconnect() }
        return connection.option(name)
    }

    @Test func `a server whose machine is gone is given up within half a minute, unless the URL says otherwise`()
        async throws
    {
        try await TestDatabase.withEmptyLocation(.postgresql) { location in
            guard case .postgresql(let url, _) = location else { return }
            for (name, value) in [("connect_timeout", "10"), ("keepalives_idle", "10"), ("tcp_user_timeout", "25000")] {
                let found = try option(name, of: url)
                #expect(found == value, "\(name)")
            }
            let told = try option("connect_timeout", of: url + "&connect_timeout=3")
            #expect(told == "3")
        }
    }

    @Test func `a transaction of a node that is gone is ended by the server, and its locks with it`() async throws {
        try await Sample.with(.postgresql) { database in
            let patience = try await database.value("SHOW idle_in_transaction_session_timeout", as: String.self)
            #expect(patience == "1min")
            let gate = Gate()
            let gone = Task {
                try await database.write { db in
                    try db.lock("journal")
                    try db.execute("SET LOCAL application_name = 'gone'")
                    // Last: on a busy machine more than that passes between two statements.
                    try db.execute("SET LOCAL idle_in_transaction_session_timeout = '10ms'")
                    gate.reach(.written)
                    gate.await(.first)
                    try db.execute("SELECT 1")
                }
            }
            await gate.reached(.written)
            let isThere: SQL = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'gone'"
            while try await database.value(isThere, as: Int.self) != nil {}
            try await database.write { try $0.lock("journal") }
            gate.reach(.first)
            let error = await #expect(throws: DatabaseError.self) { try await gone.value }
            #expect(error?.isUnavailable == true)
        }
    }

    @Test func `a server that takes no writes any more is left for the one that does`() async throws {
        try await Sample.with(.postgresql) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.execute("SET TRANSACTION READ ONLY")
                    try db.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                }
            }
            #expect(error?.isUnavailable == true)
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
        }
    }
}
