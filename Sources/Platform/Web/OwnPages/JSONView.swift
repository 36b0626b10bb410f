import Foundation

/// A model written down as JSON: an example of a component. `null` is an explicit absence, as nil is in Swift.
struct JSONView: Viewable, Decodable {
    private let values: [String: JSONValue]

    init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }

    func shown(_ name: String) -> Shown {
        values[name]?.shown ?? .unknown
    }
}

/// Any JSON value.
private enum JSONValue: Decodable, Sendable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([JSONView])
    case texts([String])
    case view(JSONView)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let texts = try? container.decode([String].self) {
            self = .texts(texts)
        } else if let list = try? container.decode([JSONView].self) {
            self = .list(list)
        } else {
            self = .view(try container.decode(JSONView.self))
        }
    }

    var shown: Shown {
        switch self {
        case .null: .absent
        case .flag(let flag): Shown(flag)
        case .number(let number): Shown(number)
        case .text(let text): Shown(text)
        case .list(let list): Shown(list)
        case .texts(let texts): Shown(texts)
        case .view(let view): .view(view)
        }
    }
}
