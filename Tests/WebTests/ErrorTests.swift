import Essentials
import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import Web

/// Whatever goes wrong has a face, says what to do, and tells nothing it should not.
struct ErrorTests {
    @Test(arguments: [
        ("/notes/fault", 500, "Có sự cố"), ("/notes/refusal", 409, "Chưa làm được việc này"),
        ("/notes/problems", 422, "Thông tin chưa đúng"), ("/notes/away", 503, "Tạm thời chưa phục vụ được"),
        ("/notes/unknown", 503, "Chưa rõ đã ghi hay chưa"), ("/nothing", 404, "Không tìm thấy trang"),
    ])
    func `every error is a page`(path: String, status: Int, heading: String) async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .clerk).get(path)
            #expect(page.status == status)
            #expect(page.heading == heading)
        }
    }

    @Test func `a fault is logged once, with the id that the page names`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .clerk).get("/notes/fault?q=canary")
            let faults = house.log.lines.filter { $0.contains("fault") }
            #expect(faults.count == 1)
            let id = try #require(page.headers[.requestID])
            #expect(page.words.contains(id))
            #expect(faults.first?.contains("id=\(id)") == true)
            #expect(faults.first?.contains("GET /notes/fault") == true)
            #expect(faults.first?.contains("SomethingBroke") == true)
        }
    }

    @Test func `a fault's page tells nothing of what broke, and the log nothing of what was asked`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .clerk).get("/notes/fault?q=canary")
            #expect(!page.words.contains("SomethingBroke"))
            #expect(!house.log.lines.joined().contains("canary"))
        }
    }

    @Test(arguments: ["/notes/refusal", "/notes/problems", "/nothing"])
    func `what is nobody's fault is not logged as one`(path: String) async throws {
        try await TestHouse.with { house in
            try await house.visitor(as: .clerk).get(path)
            #expect(house.log.lines.filter { $0.contains("fault") } == [])
        }
    }

    @Test func `an error speaks the reader's language`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor(as: .clerk)
            try await visitor.get("/greeting")
            try await visitor.press("English")
            let page = try await visitor.get("/nothing")
            #expect(page.heading == "Page not found")
            #expect(page.document?.root["lang"] == "en")
        }
    }

    @Test func `a body larger than allowed is refused before and while it is read`() async throws {
        try await TestHouse.with(configure: { $0.bodyLimit = 100 }) { house in
            let visitor = try house.visitor(as: .clerk)
            let body = Array("text=\(String(repeating: "a", count: 200))".utf8)
            let type = HTTPFields([HTTPField(name: .contentType, value: "application/x-www-form-urlencoded")])
            let announced = try await visitor.send(.post, "/notes/plain", type, body: body)
            #expect(announced.status == 413)
            #expect(announced.words.contains("lớn hơn mức cho phép"))
            var silent = type
            silent[.contentLength] = "5"
            #expect(try await visitor.send(.post, "/notes/plain", silent, body: body).status == 413)
        }
    }

    @Test(arguments: ["a=%ZZ", "a=%FF"])
    func `a form that is not text is refused`(body: String) async throws {
        try await TestHouse.with { house in
            let answer = try await house.visitor(as: .clerk).send(
                .post, "/notes/plain", [.contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8))
            #expect(answer.status == 400)
        }
    }

    @Test func `only so many tries from one address`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor()
            for _ in 0..<2 { #expect(try await visitor.send(.get, "/notes/limited").status == 200) }
            let refused = try await visitor.get("/notes/limited")
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == "10")
            let other = try Visitor(house.web, unknownNames: house.unknownNames, address: "203.0.113.8")
            #expect(try await other.send(.get, "/notes/limited").status == 200)
            house.clock.advance(seconds: 10)
            #expect(try await visitor.send(.get, "/notes/limited").status == 200)
        }
    }

    @Test func `an address that asks too much is held back, a person elsewhere is not`() async throws {
        let limits = RateLimits(
            perAddress: RateLimit(burst: 3, perMinute: 1), perPerson: RateLimit(burst: 5, perMinute: 1))
        try await TestHouse.with(configure: { $0.rateLimits = limits }) { house in
            let visitor = try house.visitor()
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await visitor.send(.get, "/greeting").status) }
            #expect(statuses == [200, 200, 200, 429])
            let clerk = try Visitor(house.web, unknownNames: house.unknownNames, address: "203.0.113.9")
            clerk.hold(session: house.sessions.begin(.clerk, at: TestHouse.start))
            statuses = []
            for _ in 0..<6 { statuses.append(try await clerk.send(.get, "/greeting").status) }
            #expect(statuses == [200, 200, 200, 200, 200, 429])
        }
    }
}
