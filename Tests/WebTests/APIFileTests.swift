import Database
import Directory
import Essentials
import Files
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// Files that programs send to the API: the body is the file.
struct APIFileTests {
    private static func routes(_: TestHouse.Parts) -> Routes {
        var routes = Routes()
        routes.api(
            .post, "/api/v1/files", .needs(.note), .uploads(maxBytes: 1000),
            operation: Operation("uploadFile", summary: "A file.", takes: [.pdf], success: 201, answer: .boolean)
        ) { visit in
            guard let file = try visit.form.file("name")?.uploaded() else { throw NotFound() }
            return .text("\(file.name) \(file.size) \(file.hash)")
        }
        return routes
    }

    private func send(
        _ house: TestHouse, _ body: [UInt8], to path: String = "/api/v1/files?name=Quy%E1%BA%BFt.pdf",
        type: String? = "application/pdf", token: String? = TestSessions.bearer, isAnnounced: Bool = true
    ) async throws -> VisitedPage {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        headers[.authorization] = token.map { "Bearer \($0)" }
        if !isAnnounced { headers[.contentLength] = "0" }
        return try await house.visitor().send(.post, path, headers, body: body)
    }

    @Test(arguments: ["application/pdf", "application/octet-stream"])
    func `the body is the file, and the address has its name`(type: String) async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await send(house, Array("abc".utf8), type: type)
            #expect(
                answer.text == "Quyết.pdf 3 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(try house.waitingFiles().count == 1)
        }
    }

    /// A request that is refused.
    struct Refused: Sendable {
        var path = "/api/v1/files?name=a.pdf"
        var type: String? = "application/pdf"
        var token: String? = TestSessions.bearer
        var size = 3
        let status: Int
    }

    @Test(arguments: [
        Refused(path: "/api/v1/files", status: 422), Refused(type: "application/json", status: 415),
        Refused(type: nil, status: 415), Refused(token: nil, status: 401), Refused(size: 0, status: 422),
        Refused(size: 1001, status: 413),
    ])
    func `what is refused leaves nothing behind`(_ refused: Refused) async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let bytes = [UInt8](repeating: 7, count: refused.size)
            let answer = try await send(house, bytes, to: refused.path, type: refused.type, token: refused.token)
            #expect(answer.status == refused.status)
            #expect(answer.headers[.contentType] == "application/problem+json; charset=utf-8")
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `a file that grows beyond the limit while it comes leaves nothing behind`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await send(house, [UInt8](repeating: 7, count: 1001), isAnnounced: false)
            #expect(answer.status == 413)
            #expect(try house.waitingFiles() == [])
        }
    }

    @Test func `the description says that the body is a file with a name`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await house.visitor().send(.get, "/api/v1/openapi.json")
            let document = try #require(answer.json() as? [String: Any])
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            let operation = try #require(paths["/api/v1/files"]?["post"])
            let content = (operation["requestBody"] as? [String: Any])?["content"] as? [String: Any]
            #expect(content?.keys.sorted() == ["application/octet-stream", "application/pdf"])
            let parameters = try #require(operation["parameters"] as? [[String: Any]])
            #expect(parameters.contains { $0["name"] as? String == "name" && $0["required"] as? Bool == true })
        }
    }
}
