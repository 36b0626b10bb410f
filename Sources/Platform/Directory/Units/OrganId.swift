public import Database
public import Essentials

/// The two forms of an agency's national identifier. They run in opposite directions with groups of different widths,
/// and a pattern cannot always tell them apart: so an identifier is stored with its form and converted by the table of
/// the unit's identifiers, never by turning the text round.
public enum OrganIdScheme: String, CaseIterable, Sendable, SQLConvertible {
    /// 13 characters, level 1 last: `000.00.00.H56` (QCVN 102:2016/BTTTT).
    case level1Last = "qcvn-102"
    /// At most 35 characters, level 1 first: `H37.02.02` (QĐ 20/2020/QĐ-TTg).
    case level1First = "qd-20"

    public var name: Wording {
        switch self {
        case .level1Last: Wording("QCVN 102:2016 (13 ký tự)", en: "QCVN 102:2016 (13 characters)")
        case .level1First: Wording("QĐ 20/2020/QĐ-TTg", en: "Decision 20/2020/QĐ-TTg")
        }
    }
}

/// An agency's national identifier (mã định danh điện tử).
public struct OrganId: Hashable, Sendable {
    public let scheme: OrganIdScheme
    public let code: String

    /// Reads an identifier as typed: spaces around it and small letters are mended. Nil when it does not have the form.
    public init?(_ text: String, scheme: OrganIdScheme) {
        let code = text.filter { !$0.isWhitespace }.uppercased()
        let groups = code.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        guard groups.allSatisfy({ group in !group.isEmpty && group.allSatisfy(Self.isDigitOrLetter) }) else {
            return nil
        }
        switch scheme {
        case .level1Last:
            guard (3...4).contains(groups.count), let last = groups.last, Self.isLevel1(last),
                groups.dropLast().allSatisfy({ (2...3).contains($0.count) })
            else { return nil }
        case .level1First:
            guard code.utf8.count <= 35, let first = groups.first, Self.isLevel1(first) else { return nil }
        }
        self.scheme = scheme
        self.code = code
    }

    init(stored code: String, scheme: OrganIdScheme) {
        self.scheme = scheme
        self.code = code
    }

    /// A letter A…Y for the family, then two digits or letters: `H56`.
    private static func isLevel1(_ group: [UInt8]) -> Bool {
        group.count == 3 && (0x41...0x59).contains(group[0])
    }

    private static func isDigitOrLetter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    }
}

/// An identifier that a unit has or had.
public struct UnitCode: Hashable, Sendable {
    public let unit: ID<Unit>
    public let organId: OrganId
    public let validity: Validity
}
