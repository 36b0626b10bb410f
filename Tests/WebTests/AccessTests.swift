import HTTPTypes
import Testing

@testable import Web

/// Who gets in where.
struct AccessTests {
    @Test func `somebody not signed in is sent to sign in and comes back afterwards`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor().send(.get, "/notes?q=h%C3%B2a")
            #expect(answer.status == 303)
            #expect(answer.headers[.location] == "/sign-in?back=%2Fnotes%3Fq%3Dh%25C3%25B2a")
        }
    }

    @Test func `a page one has no right to is as absent as one that is not there`() async throws {
        try await TestHouse.with { house in
            let guest = try house.visitor(as: .guest)
            let hidden = try await guest.get("/notes")
            let missing = try await guest.get("/nothing")
            #expect(hidden.status == 404)
            #expect(missing.status == 404)
            #expect(hidden.words == missing.words)
        }
    }

    @Test func `a permission opens the page`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .clerk).get("/notes")
            #expect(page.status == 200)
            #expect(page.heading == "Ghi chú")
        }
    }

    @Test func `a session that is no longer there is taken from the browser`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor()
            visitor.hold(session: "old")
            _ = try await visitor.send(.get, "/notes")
            #expect(visitor.cookie("session") == nil)
        }
    }

    @Test func `a session ended at the server is ended at once`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            #expect(try await visitor.get("/notes").status == 200)
            house.sessions.end(try #require(visitor.cookie("session")))
            #expect(try await visitor.send(.get, "/notes").status == 303)
        }
    }

    @Test func `a route with other methods answers 405 and names them`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor(as: .clerk).send(.put, "/notes")
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == "HEAD, GET, POST, OPTIONS")
        }
    }

    @Test func `OPTIONS tells the methods of a path that is there`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let answer = try await visitor.send(.options, "/notes")
            #expect(answer.status == 204)
            #expect(answer.headers[.allow] == "HEAD, GET, POST, OPTIONS")
            #expect(try await visitor.send(.options, "/nothing").status == 404)
        }
    }

    @Test func `HEAD has the headers of GET and no body`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            let head = try await visitor.send(.head, "/greeting")
            let get = try await visitor.send(.get, "/greeting")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
        }
    }

    @Test func `TRACE is no method of ours`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor().send(.trace, "/greeting")
            #expect(answer.status == 405)
        }
    }

    @Test func `an id that is none is not found`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            #expect(try await visitor.send(.get, "/notes/0000000000ABC").text == "0000000000ABC")
            #expect(try await visitor.get("/notes/x").status == 404)
        }
    }

    @Test func `a caller who must go elsewhere first is sent there`() async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor(as: .guest).send(.get, "/notes/detour")
            #expect(answer.headers[.location] == "/notes/password")
            #expect(try await house.visitor(as: .clerk).send(.get, "/notes/detour").status == 200)
        }
    }

    @Test func `what a browser asks by itself does not keep a session alive`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            _ = try await visitor.send(.get, "/assets/lienthong.css")
            #expect(house.sessions.activity == 0)
            try await visitor.get("/notes")
            #expect(house.sessions.activity == 1)
        }
    }

    @Test func `every route states who may use it`() async throws {
        try await TestHouse.with { house in
            let described = house.web.routes.all.map { "\($0.method.rawValue) \($0.path) \($0.access)" }
            #expect(described.contains("GET /greeting public"))
            #expect(described.contains("GET / signedIn"))
            #expect(described.contains { $0.hasPrefix("POST /notes needs(") })
        }
    }
}
