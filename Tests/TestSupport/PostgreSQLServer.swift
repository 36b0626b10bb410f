import CPostgreSQL
import Foundation

/// The PostgreSQL server of this test process: the one that `LIENTHONG_TEST_POSTGRES` names, or one of its own,
/// started when the first test asks for it.
public actor PostgreSQLServer {
    /// The one server.
    public static let shared = PostgreSQLServer()

    private var address: Task<PostgreSQLAddress, any Error>?
    /// Our own server lives as long as this pipe is open, so it goes with the process, even with one that is killed.
    private var lifeline: Pipe?

    private init() {}

    /// A libpq URL of the server's database `lienthong`, which tests leave as it is.
    public func url() async throws -> String {
        try await running().url(of: "lienthong")
    }

    /// Makes an empty database, or a copy of another that nobody is connected to.
    /// - Returns: its URL.
    func create(_ name: String, from template: String = "template0") async throws -> String {
        try await run("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        return try await running().url(of: name)
    }

    /// Removes a database and throws out whoever is still connected to it.
    func drop(_ name: String) async throws {
        try await run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// By libpq and not by `psql`: a few hundred programs started beside others that live long can keep their pipes open.
    private func run(_ statement: String) async throws {
        let url = try await running().url(of: "postgres")
        let connection = PQconnectdb(url)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgreSQLFailure("\(statement): \(String(cString: PQerrorMessage(connection)))")
        }
        let result = PQexec(connection, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw PostgreSQLFailure("\(statement): \(String(cString: PQresultErrorMessage(result)))")
        }
    }

    private func running() async throws -> PostgreSQLAddress {
        if let address { return try await address.value }
        let task = Task { try self.start() }
        address = task
        return try await task.value
    }

    private func start() throws -> PostgreSQLAddress {
        if let given = ProcessInfo.processInfo.environment["LIENTHONG_TEST_POSTGRES"], !given.isEmpty {
            return try PostgreSQLAddress(given)
        }
        let script = Self.packageFolder.appendingPathComponent("Scripts/with-postgres")
        let input = Pipe()
        let output = Pipe()
        let process = Process()
        process.executableURL = script
        process.arguments = ["sh", "-c", "echo \"$LIENTHONG_TEST_POSTGRES\"; read -r _ || true"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        lifeline = input
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard said.hasPrefix("postgres") else {
            throw PostgreSQLFailure("\(script.path) started no server; has Scripts/setup test been run?")
        }
        return try PostgreSQLAddress(said.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static let packageFolder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// A server's URL, whose database can be replaced.
struct PostgreSQLAddress {
    private let components: URLComponents

    init(_ url: String) throws {
        guard let components = URLComponents(string: url), components.scheme?.hasPrefix("postgres") == true else {
            throw PostgreSQLFailure("LIENTHONG_TEST_POSTGRES is no postgres:// URL: \(url)")
        }
        self.components = components
    }

    func url(of database: String) -> String {
        var other = components
        other.path = "/\(database)"
        return other.string ?? ""
    }
}

/// The server or a statement of the tests' own failed.
struct PostgreSQLFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
