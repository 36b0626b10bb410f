import Essentials
import Foundation
import TestSupport
import Testing

@testable import Database

@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct PostgreSQLRestartTests {
    @Test func `while the server is down the database is unavailable, and when it is back everything works`()
        async throws
    {
        let server = try RestartableServer()
        defer { server.end() }
        try await TestDatabase.withOpen(.postgresql(url: server.url, connections: 3)) { database in
            try await database.migrate(Sample.migrations)
            try await database.execute("INSERT INTO shelf (id, name) VALUES (1, 'a')")
            try server.tell("stop")
            for _ in 0..<5 {
                let error = await #expect(throws: DatabaseError.self) { try await database.count("shelf") }
                #expect(error?.isUnavailable == true)
            }
            try server.tell("start")
            #expect(try await database.count("shelf") == 1)
            try await database.execute("INSERT INTO shelf (id, name) VALUES (2, 'b')")
            #expect(try await database.count("shelf") == 2)
        }
    }
}

/// A server of this test's own, which it may stop and start.
private final class RestartableServer {
    let url: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Answers each line with one of its own; when no more comes, the server is stopped for good.
    private static let driver = """
        folder=${LIENTHONG_TEST_POSTGRES##*host=}
        control() {
            as=
            [ "$(id -u)" -ne 0 ] || as='setpriv --reuid=postgres --regid=postgres --clear-groups'
            cd / && $as /usr/lib/postgresql/*/bin/pg_ctl -s -w -D "$folder/data" "$@" >/dev/null 2>&1
        }
        echo "$LIENTHONG_TEST_POSTGRES"
        while read -r order; do
            case $order in
                stop) control -m fast stop ;;
                start) control -o "-k $folder -c listen_addresses='' -c fsync=off" -l "$folder/data/log" start ;;
            esac
            echo "$order $?"
        done
        control -m immediate stop
        """

    init() throws {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        process.executableURL = package.appendingPathComponent("Scripts/with-postgres")
        process.arguments = ["sh", "-c", Self.driver]
        process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "LIENTHONG_TEST_POSTGRES" }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        url = Self.line(from: output)
    }

    func tell(_ order: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(order)\n".utf8))
        let answer = Self.line(from: output)
        #expect(answer == "\(order) 0")
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func line(from pipe: Pipe) -> String {
        var line = ""
        while !line.hasSuffix("\n") {
            let said = pipe.fileHandleForReading.availableData
            if said.isEmpty { break }
            line += String(decoding: said, as: UTF8.self)
        }
        return line.trimmingCharacters(in: .newlines)
    }
}
