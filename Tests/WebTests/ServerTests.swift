import Hummingbird
import Logging
import NIOCore
import TestSupport
import Testing

@testable import Web

/// The server itself, over a socket.
struct ServerTests {
    /// Serves a house on a port of the system's choice for as long as the closure runs.
    private func serving(
        _ configure: (inout WebConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestHouse, WireClient) async throws -> Void
    ) async throws {
        try await TestHouse.with(configure: configure) { house in
            let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
            let application = house.web.application { address in continuation.yield(address?.port ?? 0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                var iterator = ports.makeAsyncIterator()
                let port = try #require(await iterator.next())
                try await body(house, WireClient(port: port))
                group.cancelAll()
            }
        }
    }

    private static func get(_ path: String, close: Bool = true) -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(close ? "Connection: close\r\n" : "")\r\n"
    }

    @Test func `it answers at the address it was bound to`() async throws {
        try await serving { _, client in
            let answer = try await client.send(Self.get("/greeting"))
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("Xin chào"))
            #expect(answer.lowercased().contains("\r\nx-content-type-options: nosniff\r\n"))
            #expect(!answer.lowercased().contains("\r\nserver:"))
        }
    }

    @Test func `one connection carries several requests, also after an error`() async throws {
        try await serving { _, client in
            let answer = try await client.send(
                Self.get("/nothing", close: false) + Self.get("/greeting", close: false) + Self.get("/greeting"))
            let statuses = answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["404", "200", "200"])
        }
    }

    @Test func `HEAD sends no body over the wire`() async throws {
        try await serving { _, client in
            let answer = try await client.send(
                "HEAD /greeting HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func `whoever sends too much reads why, and the connection goes on`() async throws {
        try await serving { _, client in
            let body = String(repeating: "a", count: 3 << 20)
            let answer = try await client.send(
                """
                POST /language HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)\(Self.get("/greeting"))
                """)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("lớn hơn mức cho phép"))
            #expect(answer.contains("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n", "NONSENSE\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n\r\nabcde",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 6\r\n\r\nabcdef",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
        "POST /language HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdeX0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n Folded: x\r\n\r\n",
    ])
    func `a request that can be read in two ways is refused and the connection closed`(request: String) async throws {
        try await serving { _, client in
            let answer = try await client.send(request + Self.get("/greeting"))
            #expect(!answer.contains("HTTP/1.1 200"))
        }
    }

    @Test func `a stream of events ends when the server is to stop`() async throws {
        try await serving { house, client in
            let session = house.sessions.begin(.clerk, at: TestHouse.start)
            let request = """
                GET /events HTTP/1.1\r
                Host: localhost\r
                Cookie: __Host-session=\(session)\r
                Connection: close\r
                \r

                """
            let answer = try await client.send(Array(request.utf8)) { heard in
                if heard.contains("event: counts") { house.web.liveEvents.close() }
                return false
            }
            #expect(answer.lowercased().contains("content-type: text/event-stream"))
            #expect(answer.contains(#"data: {"/notes":"","/notifications":"3"}"#))
        }
    }

    @Test func `each request is logged without what was asked and who asked`() async throws {
        try await serving({ $0.logsRequests = true }) { house, client in
            _ = try await client.send(Self.get("/greeting?q=canary"))
            let line = try #require(house.log.lines.first { $0.contains("route=/greeting") })
            #expect(line.contains("status=200"))
            #expect(line.contains("method=GET"))
            #expect(!line.contains("canary"))
            #expect(!line.contains("127.0.0.1"))
        }
    }
}
