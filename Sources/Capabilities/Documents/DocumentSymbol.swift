import Essentials

/// Number and symbol of a document (số và ký hiệu): `15/QĐ-BNV`, `05/UBND-VX`.
///
/// "/" stands between number and symbol, "-" between groups, without spaces; a number below 10 gets a leading zero
/// (NĐ 30/2020 PL I mục II.3).
public struct DocumentSymbol: Hashable, Sendable {
    /// `15`, `05`; as another agency wrote it, at most 11 characters.
    public let number: String
    /// `QĐ-BNV`; at most 30 characters.
    public let notation: String

    public init(number: String, notation: String) {
        self.number = number
        self.notation = notation
    }

    /// A number of our own.
    public init(number: Int, notation: String) {
        self.init(number: Self.printed(number), notation: notation)
    }

    /// `05`, `15`, `1204`.
    public static func printed(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    public var text: String {
        [number, notation].filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// What makes two written symbols the same: case, diacritics, spaces and leading zeros do not count.
    public var comparisonKey: String {
        let digits = number.drop { $0 == "0" }
        return VietnameseText.folded("\(digits)/\(notation)").filter { !$0.isWhitespace }
    }

    /// The notation of a document of ours: the type's code and the agency's abbreviation, or for an official letter
    /// the agency's and the drafting unit's.
    public static func notation(type: DocumentType, agency: String, draftingUnit: String?) -> String {
        if let code = type.code { return "\(code)-\(agency)" }
        return [agency, draftingUnit].compactMap { $0 }.joined(separator: "-")
    }
}
