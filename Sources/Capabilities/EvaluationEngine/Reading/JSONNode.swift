import Essentials

/// A JSON value that knows where in the file it stood and keeps numbers as they were written: a score read through binary
/// floating point would no longer be the score.
public struct JSONNode: Hashable, Sendable {
    /// The kinds of JSON values.
    public indirect enum Value: Hashable, Sendable {
        case null
        case flag(Bool)
        case number(String)
        case text(String)
        case list([JSONNode])
        case object([Member])
    }

    /// One name and its value.
    public struct Member: Hashable, Sendable {
        public let name: String
        public let node: JSONNode
    }

    public let value: Value
    public let place: TextPlace

    public init(_ value: Value, at place: TextPlace = TextPlace(line: 1, column: 1)) {
        self.value = value
        self.place = place
    }
}

extension JSONNode {
    /// A text.
    public static func text(_ text: String) -> JSONNode { JSONNode(.text(text)) }
    /// Yes or no.
    public static func flag(_ flag: Bool) -> JSONNode { JSONNode(.flag(flag)) }
    /// A whole number.
    public static func whole(_ number: Int) -> JSONNode { JSONNode(.number(String(number))) }
    /// Values in order.
    public static func list(_ items: [JSONNode]) -> JSONNode { JSONNode(.list(items)) }
    public static let null = JSONNode(.null)

    /// Members in the given order; those without a value are left out.
    public static func object(_ members: [(String, JSONNode?)]) -> JSONNode {
        JSONNode(.object(members.compactMap { name, node in node.map { Member(name: name, node: $0) } }))
    }

    /// An exact number: a JSON number where a decimal says it, otherwise the text `1/3`.
    public static func exact(_ number: Rational) -> JSONNode {
        let text = number.description
        return text.contains("/") ? JSONNode(.text(text)) : JSONNode(.number(text))
    }
}

extension JSONNode {
    /// The text without a superfluous character: what is hashed.
    public var compact: String {
        switch value {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.name) + ":" + $0.node.compact }.joined(separator: ",") + "}"
        }
    }

    /// The text for people: two spaces a level, short values on one line.
    public var pretty: String { pretty(indent: "") + "\n" }

    private func pretty(indent: String) -> String {
        let short = compact
        if short.utf8.count + indent.utf8.count <= 96 { return spaced }
        let inner = indent + "  "
        switch value {
        case .list(let items):
            return "[\n" + items.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quoted($0.name)): \($0.node.pretty(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .null, .flag, .number, .text: return short
        }
    }

    private var spaced: String {
        switch value {
        case .list(let items): "[" + items.map(\.spaced).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.name) + ": " + $0.node.spaced }.joined(separator: ", ") + "}"
        case .null, .flag, .number, .text: compact
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
