/// The shape of a JSON value, for the OpenAPI document (JSON Schema 2020-12, of which OpenAPI 3.1 takes all).
public indirect enum Schema: Sendable, Hashable {
    /// Text, perhaps of a format (`date`, `date-time`) or of a few values only.
    case string(format: String? = nil, values: [String] = [], atMost: Int? = nil)
    /// A whole number.
    case integer(minimum: Int? = nil, maximum: Int? = nil)
    /// Any number.
    case number
    /// True or false.
    case boolean
    /// One after another.
    case array(Schema)
    /// Named values; the names of those that must be there are `required`.
    case object([Property])
    /// A schema that the document names once.
    case named(String, Schema)
    /// The value or null.
    case nullable(Schema)

    /// A named value of an object.
    public struct Property: Sendable, Hashable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let description: String?

        /// - Parameters:
        ///   - name: its key.
        ///   - schema: its shape.
        ///   - isRequired: whether it is always there.
        ///   - description: what it means.
        public init(_ name: String, _ schema: Schema, isRequired: Bool = true, _ description: String? = nil) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.description = description
        }
    }

    /// An identifier: 13 characters of Crockford base 32.
    public static let id = Schema.string(format: "id")

    /// As the document writes it; `named` gains the schemas that are named.
    ///
    /// - Parameter isSent: of a request. It takes no other names than these; an answer may gain some.
    func json(_ named: inout [String: OpenAPIValue], isSent: Bool = false) -> OpenAPIValue {
        switch self {
        case .string(let format, let values, let limit): Self.string(format, values, limit)
        case .integer(let minimum, let maximum):
            .object([
                "type": "integer", "minimum": minimum.map { .integer($0) }, "maximum": maximum.map { .integer($0) },
            ])
        case .number: .object(["type": "number"])
        case .boolean: .object(["type": "boolean"])
        case .array(let element): .object(["type": "array", "items": element.json(&named, isSent: isSent)])
        case .object(let properties): Self.object(properties, &named, isSent: isSent)
        case .named(let name, let schema): Self.reference(name, schema, &named, isSent: isSent)
        case .nullable(let schema):
            .object(["anyOf": .array([schema.json(&named, isSent: isSent), .object(["type": "null"])])])
        }
    }

    private static func string(_ format: String?, _ values: [String], _ limit: Int?) -> OpenAPIValue {
        guard format != "id" else {
            return .object(["type": "string", "pattern": "^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{13}$"])
        }
        return .object([
            "type": "string", "format": format.map { .string($0) },
            "enum": values.isEmpty ? nil : .array(values.map { .string($0) }), "maxLength": limit.map { .integer($0) },
        ])
    }

    private static func object(
        _ properties: [Property], _ named: inout [String: OpenAPIValue], isSent: Bool
    ) -> OpenAPIValue {
        var members: [String: OpenAPIValue?] = [:]
        for property in properties {
            guard case .object(var member) = property.schema.json(&named, isSent: isSent) else { continue }
            if let description = property.description { member["description"] = .string(description) }
            members[property.name] = .object(member)
        }
        let required = properties.filter(\.isRequired).map { OpenAPIValue.string($0.name) }
        return .object([
            "type": "object", "properties": .object(members), "required": required.isEmpty ? nil : .array(required),
            "additionalProperties": isSent ? .boolean(false) : nil,
        ])
    }

    private static func reference(
        _ name: String, _ schema: Schema, _ named: inout [String: OpenAPIValue], isSent: Bool
    ) -> OpenAPIValue {
        if named[name] == nil {
            named[name] = .boolean(true)
            named[name] = schema.json(&named, isSent: isSent)
        }
        return .object(["$ref": .string("#/components/schemas/\(name)")])
    }
}

/// A JSON value of the OpenAPI document.
enum OpenAPIValue: Sendable, Encodable, ExpressibleByStringLiteral {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([OpenAPIValue])
    /// Members that are nil are left out.
    case object([String: OpenAPIValue?])

    init(stringLiteral value: String) {
        self = .string(value)
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .integer(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .boolean(let truth):
            var container = encoder.singleValueContainer()
            try container.encode(truth)
        case .array(let elements):
            var container = encoder.singleValueContainer()
            try container.encode(elements)
        case .object(let members):
            var container = encoder.singleValueContainer()
            try container.encode(members.compactMapValues { $0 })
        }
    }
}
