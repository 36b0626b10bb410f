public import Essentials
import Foundation

/// A type of document (tên loại văn bản, NĐ 30/2020 Đ. 7), with the code it has in symbols.
public struct DocumentType: Hashable, Sendable {
    /// `quyet-dinh`, as it stands in the database.
    public let key: String
    /// `QĐ`, `QyĐ`, `TTr`: compared after NFC, its case never changed. Official letters have none.
    public let code: String?
    public let name: Wording
    public let validFrom: CivilDate
    public let validTo: CivilDate?
    /// The instrument that names it.
    public let basis: String
}

extension DocumentType: Decodable {
    private enum Key: String, CodingKey {
        case key, code, vietnamese, english, validFrom, validTo, basis
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        key = try container.decode(String.self, forKey: .key)
        code = try container.decodeIfPresent(String.self, forKey: .code)
        name = Wording(
            try container.decode(String.self, forKey: .vietnamese),
            en: try container.decode(String.self, forKey: .english))
        validFrom = try container.decode(CivilDate.self, forKey: .validFrom)
        validTo = try container.decodeIfPresent(CivilDate.self, forKey: .validTo)
        basis = try container.decode(String.self, forKey: .basis)
    }
}

/// The types there are, as dated data: which ones may be chosen depends on the date of the document.
public struct DocumentTypes: Sendable {
    public let all: [DocumentType]
    private let byKey: [String: DocumentType]

    public init(_ types: [DocumentType]) {
        all = types
        byKey = Dictionary(types.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The list that comes with the program.
    /// - Throws: when the resource is missing or malformed.
    public static func bundled() throws -> DocumentTypes {
        guard let url = Bundle.module.url(forResource: "document-types", withExtension: "json", subdirectory: "Lists")
        else { throw CocoaError(.fileNoSuchFile) }
        return DocumentTypes(try JSONDecoder().decode([DocumentType].self, from: Data(contentsOf: url)))
    }

    public subscript(key: String) -> DocumentType? {
        byKey[key]
    }

    /// The types that may be chosen on a day.
    public func valid(on date: CivilDate) -> [DocumentType] {
        all.filter { $0.validFrom <= date && $0.validTo.map { date <= $0 } ?? true }
    }
}
