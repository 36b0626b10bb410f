import Essentials
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// What somebody tried in vain stands in the server's log (ASVS V16.3.2, V16.3.3).
struct RefusedAttemptTests {
    private func refusals(_ house: TestHouse) -> [String] { house.log.lines.filter { $0.contains("refused") } }

    @Test func `a page without the right is told with who asked and from where`() async throws {
        try await TestHouse.with { house in
            let page = try await house.visitor(as: .guest).get("/notes?q=canary")
            #expect(page.status == 404)
            let line = try #require(refusals(house).first)
            #expect(line.hasPrefix("notice "))
            let person = ID<Never>(rawValue: TestPerson.guest.rawValue)
            for part in ["reason=right", "route=GET /notes", "person=\(person)", "address=", "id="] {
                #expect(line.contains(part), "\(part) in \(line)")
            }
            #expect(!line.contains("canary"))
            #expect(!line.contains("Khách"))
        }
    }

    @Test(arguments: [
        ("form", HTTPRequest.Method.post, "/notes", "application/x-www-form-urlencoded", "text=canary"),
        ("malformed", .post, "/notes/plain", "text/plain", "text=canary"),
        ("malformed", .delete, "/notes", "", ""),
        ("malformed", .post, "/notes/plain", "application/x-www-form-urlencoded", "a=%ZZcanary"),
    ])
    func `what no page of ours sends is told by its kind`(
        reason: String, method: HTTPRequest.Method, path: String, type: String, body: String
    ) async throws {
        try await TestHouse.with { house in
            var headers: HTTPFields = [:]
            if !type.isEmpty { headers[.contentType] = type }
            _ = try await house.visitor(as: .clerk).send(method, path, headers, body: Array(body.utf8))
            let lines = refusals(house)
            #expect(lines.count == 1)
            #expect(lines.first?.contains("reason=\(reason)") == true, "\(lines)")
            #expect(lines.first?.contains("canary") == false)
        }
    }

    @Test func `haste and a token that opens nothing are told`() async throws {
        try await TestHouse.with { house in
            let visitor = try house.visitor()
            for _ in 0..<3 { _ = try await visitor.send(.get, "/notes/limited") }
            #expect(refusals(house).count == 1)
            #expect(refusals(house).first?.contains("reason=haste") == true)
            _ = try await visitor.send(.get, "/api/v1/nothing", [.authorization: "Bearer canary"])
            #expect(refusals(house).count == 1)
        }
    }

    @Test(arguments: ["/nothing", "/notes/problems", "/notes/refusal"])
    func `what people do every day is not told`(path: String) async throws {
        try await TestHouse.with { house in
            _ = try await house.visitor(as: .clerk).get(path)
            _ = try await house.visitor().get("/notes")
            #expect(refusals(house) == [])
        }
    }
}
