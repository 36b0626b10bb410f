import Essentials
import TestSupport
import Testing

@testable import Database

/// What only a server can do to us.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct PostgreSQLTests {
    private static let endSelf: SQL = "SELECT pg_terminate_backend(pg_backend_pid())"

    @Test func `a connection that breaks in a transaction is unavailable, and the next one works`() async throws {
        try await Sample.with(.postgresql) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                    _ = try db.rows(Self.endSelf)
                }
            }
            #expect(error?.isUnavailable == true)
            #expect(try await database.count("shelf") == 0)
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
        }
    }

    @Test func `connections that broke while idle are made anew without anybody noticing`() async throws {
        try await Sample.with(.postgresql) { database in
            for _ in 0..<3 {
                try await database.endAllConnections()
                #expect(try await database.count("shelf") == 0)
                try await database.endAllConnections()
                try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                try await database.execute("DELETE FROM shelf")
            }
        }
    }

    @Test func `what is unlocked before the flush is on the disk when it is told`() async throws {
        try await Sample.with(.postgresql) { database in
            // As on a server that keeps what it acknowledges; the tests' own does not, to be quick.
            try await database.execute(
                """
                DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET synchronous_commit = on'', current_database()); END'
                """)
            try await database.endAllConnections()
            let written: String? = try await database.write { db in
                db.unlockBeforeFlush()
                try db.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
                return try db.value("SELECT CAST(pg_current_wal_insert_lsn() AS text)")
            }
            let isFlushed: Bool? = try await database.read { db in
                try db.value("SELECT pg_current_wal_flush_lsn() > CAST(\(written) AS pg_lsn)")
            }
            #expect(isFlushed == true)
            let setting: String? = try await database.read { try $0.value("SHOW synchronous_commit") }
            #expect(setting == "on")
        }
    }

    @Test func `a connection that breaks in the commit leaves the outcome unknown, and says so`() async throws {
        try await Sample.with(.postgresql) { database in
            try await database.write { db in
                try db.execute(
                    """
                    CREATE FUNCTION end_self() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                    """)
                try db.execute(
                    """
                    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON shelf DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION end_self()
                    """)
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
            }
            guard case .outcomeUnknown = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await database.count("shelf") == 0)
        }
    }

    @Test func `of two transactions that wait for each other one is tried again, and both stand`() async throws {
        try await Sample.with(.postgresql) { database in
            try await database.execute("INSERT INTO book (id, title, pages) VALUES (1, 'a', 1), (2, 'b', 1)")
            let gate = Gate()
            let tries = Tally()
            async let one: Void = database.cross(1, 2, reach: .first, await: .second, gate, tries)
            async let other: Void = database.cross(2, 1, reach: .second, await: .first, gate, tries)
            _ = try await (one, other)
            #expect(tries.count == 3)
            #expect(
                try await database.read { try $0.values("SELECT pages FROM book ORDER BY id", as: Int.self) } == [3, 3])
        }
    }

    @Test func `more different statements than are kept do no harm`() async throws {
        try await Sample.with(.postgresql) { database in
            try await database.write { db in
                for number in 0..<1200 {
                    let same = SQL([SQL](repeating: "1 = \(1)", count: number % 600 + 1), joinedBy: " AND ")
                    let value: Int? = try db.value("SELECT CAST(\(number) AS BIGINT) WHERE \(same)")
                    #expect(value == number)
                }
            }
        }
    }

    @Test func `a type that both engines do not have is refused with its column`() async throws {
        try await Sample.with(.postgresql) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.rows("SELECT 1.5 AS odd") }
            }
            #expect(error?.description.contains("odd") == true)
        }
    }
}

extension Database {
    fileprivate func endAllConnections() async throws {
        _ = try? await write { db in
            _ = try db.rows(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
            _ = try db.rows("SELECT pg_terminate_backend(pg_backend_pid())")
        }
    }

    /// Adds a page to one row and then to the other; in the first try it meets the transaction that comes the other way.
    fileprivate func cross(
        _ first: Int, _ second: Int, reach: Gate.Point, await other: Gate.Point, _ gate: Gate, _ tries: Tally
    ) async throws {
        let mine = Tally()
        try await write { db in
            _ = tries.next()
            try db.execute("SET LOCAL deadlock_timeout = '20ms'")
            try db.execute("UPDATE book SET pages = pages + 1 WHERE id = \(first)")
            if mine.next() == 1 {
                gate.reach(reach)
                gate.await(other)
            }
            try db.execute("UPDATE book SET pages = pages + 1 WHERE id = \(second)")
        }
    }
}

extension DatabaseLocation {
    /// The same place with so many connections to a server.
    func with(connections: Int) -> DatabaseLocation {
        switch self {
        case .sqlite: self
        case .postgresql(let url, _): .postgresql(url: url, connections: connections)
        }
    }
}
