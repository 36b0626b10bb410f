import Directory
import Essentials
import Foundation

extension Schema {
    /// A name that was sent and that nobody reads, with where it stands (RFC 6901) and the names that are read there.
    struct UnknownName: Hashable {
        let pointer: String
        let known: [String]
    }

    /// As many as one answer names.
    private static let mostNamed = 20
    /// As much of a name as an answer repeats.
    private static let mostSigns = 80

    /// Refuses a body with names that the operation does not read: a misspelt `dueOn` would otherwise be a deadline that
    /// nobody set.
    ///
    /// - Throws: `BadRequest` when it is no JSON; `Problems` with a line for each name.
    static func refuseUnknownNames(in body: [UInt8], sentTo schema: Schema?) throws {
        guard !body.isEmpty else { return }
        guard let value = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed) else {
            throw BadRequest("the body is no JSON")
        }
        var problems = Problems()
        let unknown = (schema ?? .object([])).unknownNames(in: value, at: "")
        for one in unknown.prefix(mostNamed) { problems.add(String(one.pointer.dropFirst()), one.wording) }
        try problems.throwIfAny()
    }

    private func unknownNames(in value: Any, at pointer: String) -> [UnknownName] {
        switch self {
        case .named(_, let schema), .nullable(let schema): return schema.unknownNames(in: value, at: pointer)
        case .array(let element):
            let values = value as? [Any] ?? []
            return values.enumerated().flatMap { element.unknownNames(in: $1, at: "\(pointer)/\($0)") }
        case .object(let properties):
            let members = value as? [String: Any] ?? [:]
            let known = properties.map(\.name)
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                let place = "\(pointer)/\(Self.escaped(name))"
                guard let property = properties.first(where: { $0.name == name }) else {
                    return [UnknownName(pointer: place, known: known)]
                }
                return property.schema.unknownNames(in: value, at: place)
            }
        case .string, .integer, .number, .boolean: return []
        }
    }

    private static func escaped(_ name: String) -> String {
        String(name.prefix(mostSigns)).replacing("~", with: "~0").replacing("/", with: "~1")
    }
}

extension Schema.UnknownName {
    var wording: Wording {
        if known.isEmpty {
            return Wording("Yêu cầu này không nhận trường nào.", en: "This request takes no fields.")
        }
        let names = known.joined(separator: ", ")
        return Wording(
            "Không có trường này. Các trường: \(names).", en: "There is no such field. The fields: \(names).")
    }
}
