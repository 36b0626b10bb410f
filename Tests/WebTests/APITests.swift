import Database
import Directory
import Essentials
import Foundation
import HTTPTypes
import Journal
import TestSupport
import Testing

@testable import Web

/// The API: tokens, strict JSON, problem details, keys, and a description that cannot lie.
struct APITests {
    private struct NoteForm: Decodable {
        let text: String
        let lines: [Int]?
    }

    private struct NoteView: Encodable {
        let id: String
        let text: String
    }

    private struct NoteRow: RowDecodable, Sendable {
        let id: Int64
        let text: String

        init(row: Row) throws {
            id = try row["id"]
            text = try row["text"]
        }
    }

    private static let note = Schema.named("Note", .object([.init("id", .id), .init("text", .string(atMost: 100))]))

    private static func routes(_ parts: TestHouse.Parts) -> Routes {
        var routes = Routes()
        routes.api(
            .post, "/api/v1/notes", .needs(.note),
            operation: Operation(
                "writeNote", summary: "Writes a note.",
                body: .object([
                    .init("text", .string(atMost: 100)), .init("lines", .array(.integer()), isRequired: false),
                ]),
                success: 201, answer: note, isIdempotent: true)
        ) { visit in
            let form = try visit.json(NoteForm.self)
            if form.text == "enough" { throw NoteRefusal.enough }
            return try await parts.database.write { db in
                try visit.once(in: db) {
                    let id: ID<NoteWritten> = db.ids.next()
                    try db.execute("INSERT INTO note (id, text) VALUES (\(id), \(form.text))")
                    return try StoredAnswer(NoteView(id: id.description, text: form.text), status: .created)
                }
            }.answer
        }
        routes.api(
            .get, "/api/v1/notes", .needs(.note),
            operation: Operation(
                "listNotes", summary: "Notes.", parameters: Operation.paging, answer: Operation.list(of: note))
        ) { visit in
            let (size, position) = (try visit.query.limit(), visit.query.position)
            let page: KeysetPage<NoteRow> = try await parts.database.read { db in
                try db.page(
                    "SELECT id, text FROM note", where: "id > 0", order: "id", id: "id", at: position, size: size
                ) { Keyset(order: $0.id, id: $0.id) }
            }
            return try .json(APIList(page) { NoteView(id: String($0.id), text: $0.text) })
        }
        routes.api(
            .get, "/api/v1/notes/{id}", .needs(.note),
            operation: Operation("showNote", summary: "A note.", answer: note)
        ) { visit in
            try .json(NoteView(id: try visit.id(as: NoteWritten.self).description, text: "x"))
        }
        return routes
    }

    private func post(
        _ house: TestHouse, _ body: String, key: String? = nil, token: String? = TestSessions.bearer,
        type: String = "application/json"
    ) async throws -> VisitedPage {
        var headers: HTTPFields = [.contentType: type]
        headers[.authorization] = token.map { "Bearer \($0)" }
        headers[.idempotencyKey] = key
        return try await house.visitor().send(.post, "/api/v1/notes", headers, body: Array(body.utf8))
    }

    private func notes(_ house: TestHouse) async throws -> Int {
        try await house.database.read { try $0.count(of: "SELECT id FROM note").value }
    }

    @Test func `a token opens the API, without a form's token`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await post(house, #"{"text":"một"}"#)
            #expect(answer.status == 201)
            #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
            #expect(try await notes(house) == 1)
        }
    }

    @Test(arguments: [nil, "wrong"])
    func `without one there are problem details`(token: String?) async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await post(house, #"{"text":"một"}"#, token: token)
            #expect(answer.status == 401)
            #expect(answer.headers[.contentType] == "application/problem+json; charset=utf-8")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            let details = try #require(answer.json() as? [String: Any])
            #expect(details["status"] as? Int == 401)
            #expect(details["type"] as? String == "about:blank")
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `a session's cookie does not open the API`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await house.visitor(as: .clerk).send(.get, "/api/v1/notes/0000000000ABC")
            #expect(answer.status == 401)
        }
    }

    @Test(arguments: [
        (#"{"text":5}"#, 422, "/text"), (#"{}"#, 422, "/text"), (#"{"text":"a","lines":[1,"b"]}"#, 422, "/lines/1"),
        ("not json", 400, nil), ("", 400, nil), (#"{"text":"enough"}"#, 409, nil),
        (#"{"text":"a","txet":"b"}"#, 422, "/txet"), (#"{"text":"a","a/b~":1}"#, 422, "/a~1b~0"),
    ])
    func `what is wrong is told with its place`(body: String, status: Int, pointer: String?) async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await post(house, body)
            #expect(answer.status == status)
            let details = try #require(answer.json() as? [String: Any])
            let errors = details["errors"] as? [[String: String]]
            #expect(errors?.first?["pointer"] == pointer)
            #expect(try await notes(house) == 0)
        }
    }

    @Test func `an unknown name is refused with the names that there are, before anything is done`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await post(house, #"{"text":"một","dueOn":"2026-11-20","line":[1]}"#, key: "k")
            let errors = try #require((answer.json() as? [String: Any])?["errors"] as? [[String: String]])
            #expect(errors.map { $0["pointer"] } == ["/dueOn", "/line"])
            #expect(errors.allSatisfy { $0["detail"]?.contains("text, lines") == true })
            #expect(try await notes(house) == 0)
            #expect(try await post(house, #"{"text":"một","lines":[1]}"#, key: "k").status == 201)
        }
    }

    @Test func `a body of another type is refused`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await post(house, "text=a", type: "application/x-www-form-urlencoded")
            #expect(answer.status == 415)
            #expect(try await notes(house) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same key gives the same answer and does nothing twice`(engine: Engine) async throws {
        try await TestHouse.with(engine, routes: Self.routes) { house in
            let first = try await post(house, #"{"text":"một"}"#, key: "k")
            let second = try await post(house, #"{"text":"một"}"#, key: "k")
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(first.text == second.text)
            #expect(try await notes(house) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the same key for another request is refused`(engine: Engine) async throws {
        try await TestHouse.with(engine, routes: Self.routes) { house in
            _ = try await post(house, #"{"text":"một"}"#, key: "k")
            #expect(try await post(house, #"{"text":"hai"}"#, key: "k").status == 409)
            #expect(try await notes(house) == 1)
        }
    }

    @Test func `a key of a deed that failed is free again, and one of yesterday too`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let long = String(repeating: "a", count: 101)
            let failed = try await post(house, #"{"text":"\#(long)"}"#, key: "k")
            #expect(failed.status == 500)
            #expect(try await post(house, #"{"text":"một"}"#, key: "k").status == 201)
            house.clock.advance(seconds: 24 * 3600)
            #expect(try await post(house, #"{"text":"hai"}"#, key: "k").status == 201)
            #expect(try await notes(house) == 2)
        }
    }

    @Test func `a list goes on where the page before ended`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            try await house.database.write { db in
                for id in 1...5 { try db.execute("INSERT INTO note (id, text) VALUES (\(id), 'x')") }
            }
            let visitor = try house.visitor()
            visitor.headers[.authorization] = "Bearer \(TestSessions.bearer)"
            var seen: [String] = []
            var path = "/api/v1/notes?limit=2"
            for _ in 0..<3 {
                let list = try #require(try await visitor.send(.get, path).json() as? [String: Any])
                seen += (list["items"] as? [[String: String]] ?? []).compactMap { $0["id"] }
                guard let older = list["older"] as? String else {
                    #expect(list["older"] is NSNull)
                    break
                }
                path = "/api/v1/notes?limit=2&older=\(older)"
            }
            #expect(seen == ["5", "4", "3", "2", "1"])
            #expect(try await visitor.send(.get, "/api/v1/notes?limit=201").status == 422)
        }
    }

    @Test func `the description names every operation of the routes, and no other`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await house.visitor().send(.get, "/api/v1/openapi.json")
            let document = try #require(answer.json() as? [String: Any])
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let described = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } }
            let routed = house.web.routes.all.filter(\.isAPI).map { "\($0.method.rawValue) \($0.path)" }
            #expect(described.sorted() == routed.sorted())
        }
    }

    @Test func `every reference of the description leads somewhere`() async throws {
        try await TestHouse.with(routes: Self.routes) { house in
            let answer = try await house.visitor().send(.get, "/api/v1/openapi.json")
            let document = try #require(answer.json() as? [String: Any])
            let components = try #require(document["components"] as? [String: Any])
            let schemas = try #require(components["schemas"] as? [String: Any])
            #expect(Set(schemas.keys) == ["Note", "Problem"])
            for reference in Self.references(in: document) {
                #expect(schemas[String(reference.dropFirst("#/components/schemas/".count))] != nil, "\(reference)")
            }
        }
    }

    private static func references(in value: Any) -> [String] {
        switch value {
        case let object as [String: Any]:
            (object["$ref"] as? String).map { [$0] } ?? object.values.flatMap(references)
        case let array as [Any]: array.flatMap(references)
        default: []
        }
    }
}
