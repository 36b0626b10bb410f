import Testing

@testable import Database

/// A database on another machine is spoken to under a checked certificate, or not at all (ASVS V12.3.1 to V12.3.4).
struct PostgreSQLTransportTests {
    @Test(arguments: [
        ("postgres:///lienthong", true), ("postgres://localhost/lienthong", true),
        ("postgres://127.0.0.1:5433/x", true), ("postgres://[::1]/x", true), ("postgres://%2Fvar%2Frun/x", true),
        ("postgres:///x?host=/tmp/socket", true),
        ("postgres://an:matkhau@10.1.2.3/x", false), ("postgres://db.anhai.example/x?sslmode=require", false),
        ("postgres://db.anhai.example/x?sslmode=verify-ca", false),
        ("postgres://db.anhai.example/x?sslmode=verify-full", true), ("host=10.1.2.3 dbname=x", false),
        ("postgres://localhost,10.1.2.3/x", false), ("postgres://localhost/x?hostaddr=10.1.2.3", false),
        ("postgres://localhost.anhai.example/x", false),
    ])
    func `only this machine is reached without a checked certificate`(url: String, isSafe: Bool) {
        #expect(PostgreSQLTransport.isSafe(url) == isSafe)
    }

    @Test func `nothing is sent to a database that could be overheard`() async throws {
        // An address of documentation (RFC 5737): asking it would not fail, but hang.
        let location = DatabaseLocation.postgresql(url: "postgres://an:matkhau@192.0.2.1/x")
        let error = await #expect(throws: DatabaseError.self) { _ = try await Database.open(location) }
        guard case .unavailable(let reason) = error else { throw try #require(error) }
        #expect(reason.contains("sslmode=verify-full"))
        #expect(!reason.contains("matkhau"))
    }
}
