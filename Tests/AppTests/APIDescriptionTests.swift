import App
import Database
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Web

/// The description of the API against the house: every operation, and what each refuses.
struct APIDescriptionTests {
    /// An operation as the description has it.
    private struct Operation {
        let method: String
        let path: String
        let properties: [String: [String: Any]]
        let required: [String]
        let takesMore: Bool

        /// The path, with this document wherever one is named.
        func address(_ document: String) -> String {
            path.split(separator: "/").map { $0.hasPrefix("{") ? document : String($0) }
                .reduce("") { "\($0)/\($1)" }
        }
    }

    private static func document(_ api: APIHouse) async throws -> [String: Any] {
        try await api.get("/api/v1/openapi.json", as: nil).object
    }

    /// Every operation whose body is JSON.
    private static func withBody(_ api: APIHouse) async throws -> [Operation] {
        let document = try await document(api)
        let schemas = ((document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]) ?? [:]
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        return paths.flatMap { path, methods in
            methods.compactMap { method, described in
                let body = (described["requestBody"] as? [String: Any])?["content"] as? [String: [String: Any]]
                guard var schema = body?["application/json"]?["schema"] as? [String: Any] else { return nil }
                if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
                    schema = schemas[String(name)] ?? [:]
                }
                return Operation(
                    method: method, path: path, properties: schema["properties"] as? [String: [String: Any]] ?? [:],
                    required: schema["required"] as? [String] ?? [],
                    takesMore: schema["additionalProperties"] as? Bool ?? true)
            }
        }
    }

    /// Values that a property of this shape does not take.
    private static func wrong(_ shape: [String: Any]) -> [Any] {
        var values: [Any] = [["no": true]]
        switch shape["type"] as? String {
        case "string":
            values.append(5)
            if let most = shape["maxLength"] as? Int { values.append(String(repeating: "a", count: most + 1)) }
            if shape["format"] as? String == "date" { values += ["31/02/2026", "hôm qua", "1899-01-01"] }
            if shape["pattern"] != nil { values += ["không", "0000000000ABCD"] }
        case "integer":
            values.append("năm")
            if let most = shape["maximum"] as? Int { values.append(most + 1) }
            if let least = shape["minimum"] as? Int { values.append(least - 1) }
        case "array": values += [["không phải mã"], [5]]
        default: break
        }
        return values
    }

    @Test func `the description names every operation of the house, and no other`() async throws {
        try await APIHouse.with(.sqlite) { api in
            let paths = try #require(try await Self.document(api)["paths"] as? [String: [String: Any]])
            let described = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } }
            let routed = api.house.web.routes.all.filter(\.isAPI).map { "\($0.method.rawValue) \($0.path)" }
            #expect(described.sorted() == routed.sorted())
            #expect(described.contains("POST /api/v1/files"))
        }
    }

    @Test func `nobody gets in without a token, and every refusal is problem details`() async throws {
        try await APIHouse.with(.sqlite) { api in
            for route in api.house.web.routes.all where route.isAPI && route.access != .public {
                let path = route.path.replacing("{id}", with: "0000000000ABC")
                let reply =
                    try await route.method.rawValue == "GET"
                    ? api.get(path, as: nil) : api.post(path, [String: Any](), as: nil)
                #expect(reply.status == 401, "\(route.path)")
                #expect(reply.type == "application/problem+json; charset=utf-8")
            }
        }
    }

    @Test func `every operation refuses a wrong body and names the field`() async throws {
        try await APIHouse.with(.sqlite) { api in
            let operations = try await Self.withBody(api)
            #expect(operations.count >= 3)
            let draft = try await api.draft()
            for operation in operations {
                let address = operation.address(draft)
                let empty = try await api.post(address, [String: Any](), as: api.everything)
                #expect(empty.status == 422, "\(operation.path)")
                for name in operation.required {
                    #expect(empty.pointers.contains("/\(name)"), "\(operation.path) without \(name)")
                }
                for (name, shape) in operation.properties {
                    for value in Self.wrong(shape) {
                        let reply = try await api.post(address, [name: value], as: api.everything)
                        #expect(reply.status == 422, "\(operation.path) \(name): \(value)")
                        #expect(reply.type == "application/problem+json; charset=utf-8")
                        #expect(
                            reply.pointers.contains { $0 == "/\(name)" || $0.hasPrefix("/\(name)/") },
                            "\(operation.path) \(name): \(value) answers \(reply.object)")
                    }
                }
            }
        }
    }

    @Test func `every operation refuses a name that it does not read, and the description says so`() async throws {
        try await APIHouse.with(.sqlite) { api in
            let draft = try await api.draft()
            let withBody = try await Self.withBody(api)
            for operation in withBody {
                #expect(!operation.takesMore, "\(operation.path)")
                let reply = try await api.post(operation.address(draft), ["khongCo": 1], as: api.everything)
                #expect(reply.status == 422 && reply.pointers == ["/khongCo"], "\(operation.path)")
                let said = String(decoding: reply.bytes, as: UTF8.self)
                #expect(operation.properties.keys.allSatisfy { said.contains($0) }, "\(said)")
            }
            let bare = "/api/v1/outgoing-documents/\(draft)/submission"
            #expect(!withBody.contains { $0.address(draft) == bare })
            #expect(try await api.post(bare, ["note": "x"], as: api.everything).pointers == ["/note"])
            let schemas = (try await Self.document(api)["components"] as? [String: Any])?["schemas"] as? [String: Any]
            let answer = try #require(schemas?["Document"] as? [String: Any])
            #expect(answer["additionalProperties"] == nil)
        }
    }

    @Test(arguments: [("không phải JSON", 400), ("[]", 422), ("5", 422), ("", 400)])
    func `every operation refuses a body that is no object`(body: String, status: Int) async throws {
        try await APIHouse.with(.sqlite) { api in
            let draft = try await api.draft()
            for operation in try await Self.withBody(api) {
                let reply = try await api.send(
                    .post, operation.address(draft), Array(body.utf8), type: "application/json", as: api.everything)
                #expect(reply.status == status, "\(operation.path)")
                #expect(reply.type == "application/problem+json; charset=utf-8")
            }
        }
    }
}
