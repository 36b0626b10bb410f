import Files
import HTTPTypes

/// The description of the API (OpenAPI 3.1), made from the routes themselves, so it cannot say anything else than they do.
struct OpenAPIDocument: Sendable {
    static let path = "/api/v1/openapi.json"

    static let operation = Operation(
        "describe", summary: "This document.", answer: .object([.init("openapi", .string())]))

    let json: [UInt8]

    init(_ routes: Routes) throws {
        var named: [String: OpenAPIValue] = ["Problem": Self.problem]
        var paths: [String: [String: OpenAPIValue?]] = [:]
        let own = RouteDescription(
            method: .get, path: Self.path, access: .public, options: [], operation: Self.operation)
        for route in routes.all + [own] {
            guard let operation = route.operation else { continue }
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] =
                Self.json(operation, of: route, &named)
        }
        let document = OpenAPIValue.object([
            "openapi": "3.1.0",
            "info": .object(["title": "Liên Thông", "version": "1"]),
            "servers": .array([.object(["url": "/"])]),
            "paths": .object(paths.mapValues { .object($0) }),
            "components": .object([
                "schemas": .object(named.mapValues { $0 }),
                "securitySchemes": .object(["token": .object(["type": "http", "scheme": "bearer"])]),
            ]),
        ])
        json = try StrictJSON.encode(document)
    }

    private static func json(
        _ operation: Operation, of route: RouteDescription, _ named: inout [String: OpenAPIValue]
    ) -> OpenAPIValue {
        .object([
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "parameters": .array(parameters(of: operation, route, &named)),
            "requestBody": requestBody(of: operation, &named),
            "responses": .object(responses(of: operation, route, &named)),
            "security": .array(route.access == .public ? [] : [.object(["token": .array([])])]),
        ])
    }

    private static func requestBody(
        of operation: Operation, _ named: inout [String: OpenAPIValue]
    ) -> OpenAPIValue? {
        var contents: [String: OpenAPIValue?] = [:]
        if let body = operation.body {
            contents["application/json"] = .object(["schema": body.json(&named, isSent: true)])
        }
        // A body of bytes has a type and no schema (OpenAPI 3.1, 4.8.14.2).
        if !operation.takes.isEmpty { contents["application/octet-stream"] = .object([:]) }
        for kind in operation.takes { contents[kind.rawValue] = .object([:]) }
        return contents.isEmpty ? nil : .object(["required": .boolean(true), "content": .object(contents)])
    }

    private static func parameters(
        of operation: Operation, _ route: RouteDescription, _ named: inout [String: OpenAPIValue]
    ) -> [OpenAPIValue] {
        var described = operation.parameters
        for name in pathParameters(route.path) where !described.contains(where: { $0.name == name }) {
            described.append(.init(name, .id, "The record.", isRequired: true))
        }
        var parameters = described.map { parameter in
            let isInPath = pathParameters(route.path).contains(parameter.name)
            return OpenAPIValue.object([
                "name": .string(parameter.name), "in": isInPath ? "path" : "query",
                "required": .boolean(isInPath || parameter.isRequired),
                "description": .string(parameter.description), "schema": parameter.schema.json(&named),
            ])
        }
        if operation.isIdempotent { parameters.append(idempotencyKey) }
        return parameters
    }

    private static func responses(
        of operation: Operation, _ route: RouteDescription, _ named: inout [String: OpenAPIValue]
    ) -> [String: OpenAPIValue?] {
        var responses: [String: OpenAPIValue?] = [:]
        responses[String(operation.success)] = .object([
            "description": "Done.", "content": operation.answer.map { content("application/json", $0.json(&named)) },
        ])
        var failures = Set(operation.failures).union([429, 500, 503])
        if route.access != .public { failures.formUnion([401, 404]) }
        if !pathParameters(route.path).isEmpty { failures.insert(404) }
        if route.method.isUnsafe { failures.formUnion([400, 409, 413, 415, 422]) }
        for status in failures {
            responses[String(status)] = .object([
                "description": .string(HTTPResponse.Status(code: status).reasonPhrase),
                "content": content("application/problem+json", .object(["$ref": "#/components/schemas/Problem"])),
            ])
        }
        return responses
    }

    private static func content(_ type: String, _ schema: OpenAPIValue) -> OpenAPIValue {
        .object([type: .object(["schema": schema])])
    }

    private static func pathParameters(_ path: String) -> [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    private static let idempotencyKey = OpenAPIValue.object([
        "name": "Idempotency-Key", "in": "header", "required": .boolean(false),
        "description": "The same key within 24 hours gives the same answer and does nothing twice.",
        "schema": .object(["type": "string", "maxLength": .integer(IdempotencyKey.longest)]),
    ])

    /// RFC 9457.
    private static let problem: OpenAPIValue = .object([
        "type": "object",
        "required": .array(["title", "status"]),
        "properties": .object([
            "type": .object(["type": "string"]), "title": .object(["type": "string"]),
            "status": .object(["type": "integer"]), "detail": .object(["type": "string"]),
            "instance": .object(["type": "string"]),
            "errors": .object([
                "type": "array",
                "items": .object([
                    "type": "object",
                    "properties": .object([
                        "pointer": .object(["type": "string"]), "detail": .object(["type": "string"]),
                    ]),
                ]),
            ]),
        ]),
    ])
}

extension Routes {
    /// Puts the description of the API among its own routes.
    mutating func addDocument(_ document: OpenAPIDocument) {
        api(.get, OpenAPIDocument.path, .public, operation: OpenAPIDocument.operation) { _ in
            .bytes(document.json, type: "application/json; charset=utf-8")
        }
    }
}
