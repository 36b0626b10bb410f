import Directory
import Essentials
import Foundation

/// JSON as the API reads and writes it.
enum StrictJSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// - Throws: `BadRequest` when it is no JSON, `Problems` naming the place when it is other JSON than asked for.
    static func decode<Value: Decodable>(_: Value.Type, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw problem(error)
        }
    }

    private static func problem(_ error: DecodingError) -> any Error {
        switch error {
        case .keyNotFound(let key, let context): Problems(place(context.codingPath + [key]), missing)
        case .valueNotFound(_, let context): Problems(place(context.codingPath), missing)
        case .typeMismatch(let type, let context):
            Problems(
                place(context.codingPath),
                Wording("Sai kiểu dữ liệu: cần \(type).", en: "Wrong type: \(type) is needed."))
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? BadRequest("the body is no JSON") : Problems(place(context.codingPath), invalid)
        @unknown default: BadRequest("the body cannot be read")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: "/")
    }

    private static let missing = Wording("Thiếu giá trị.", en: "A value is missing.")
    private static let invalid = Wording("Giá trị không hợp lệ.", en: "The value is not valid.")
}
