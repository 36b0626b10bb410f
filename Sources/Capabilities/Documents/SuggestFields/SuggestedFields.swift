public import Essentials
import Foundation

/// What the first page of a document says about itself, offered to the clerk to confirm (gợi ý từ nội dung tệp).
///
/// It reads the layout of NĐ 30/2020 PL I: number and symbol, place and date, issuer above them, type and subject.
/// Nothing is certain: a wrong guess costs the clerk a correction, so what is not recognised stays empty.
public struct SuggestedFields: Hashable, Sendable {
    public var symbol: DocumentSymbol?
    public var issuedOn: CivilDate?
    public var issuerName: String?
    public var typeKey: String?
    public var subject: String?
    public var urgency: Urgency?
    public var signerName: String?

    /// - Parameters:
    ///   - text: the text layer, as lines.
    ///   - types: the types there are.
    public init(text: String, types: DocumentTypes) {
        let lines = text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        symbol = Self.symbol(in: lines)
        issuedOn = Self.date(in: lines)
        issuerName = Self.issuer(in: lines)
        (typeKey, subject) = Self.typeAndSubject(in: lines, types: types)
        urgency = Self.urgency(in: lines)
        signerName = Self.signer(in: lines)
    }

    /// `Số: 15/QĐ-BNV`, also with the place and date on the same line.
    private static func symbol(in lines: [String]) -> DocumentSymbol? {
        let pattern = /[Ss]ố\s*:?\s*([0-9]{1,6}[a-z]?)\s*\/\s*([\p{L}0-9\-&.\/]{1,30})/
        for line in lines.prefix(25) {
            guard let match = line.firstMatch(of: pattern) else { continue }
            return DocumentSymbol(number: String(match.1), notation: String(match.2))
        }
        return nil
    }

    /// `ngày 05 tháng 01 năm 2026`.
    private static func date(in lines: [String]) -> CivilDate? {
        let pattern = /ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})/
        for line in lines.prefix(30) {
            guard let match = line.firstMatch(of: pattern), let day = Int(match.1), let month = Int(match.2),
                let year = Int(match.3)
            else { continue }
            return CivilDate(year: year, month: month, day: day)
        }
        return nil
    }

    /// The last line in capitals above the number, on the left: of two columns the part before the wide gap.
    private static func issuer(in lines: [String]) -> String? {
        let (numbered, gap) = (/[Ss]ố\s*:?\s*[0-9]+\s*\//, /\s{3,}/)
        guard let number = lines.prefix(25).firstIndex(where: { $0.contains(numbered) }) else { return nil }
        for line in lines[..<number].reversed() {
            let left = line.split(separator: gap).first.map(String.init) ?? line
            let folded = VietnameseText.folded(left)
            let isHeading = left.contains(where: \.isLetter) && left == left.uppercased()
            if isHeading, !folded.hasPrefix("cong hoa"), !folded.hasPrefix("doc lap") {
                return left.vietnameseCapitalised
            }
        }
        return nil
    }

    /// The type on a line of its own in capitals, the subject on the lines below it; or `V/v …` of an official letter.
    private static func typeAndSubject(in lines: [String], types: DocumentTypes) -> (String?, String?) {
        let concerning = /[Vv]\/v\s/
        if let start = lines.prefix(30).firstIndex(where: { $0.contains(concerning) }) {
            let first = lines[start].replacing(/^.*?[Vv]\/v\s*:?\s*/, with: "")
            return ("cong-van", subject(from: [first] + lines[(start + 1)...].prefix(3)))
        }
        for (index, line) in lines.prefix(40).enumerated() {
            guard let type = types.all.first(where: { line == $0.name.vietnamese.uppercased() }) else { continue }
            return (type.key, subject(from: Array(lines[(index + 1)...].prefix(4))))
        }
        return (nil, nil)
    }

    /// Lines up to an empty one, a rule, or what begins another part.
    private static func subject(from lines: [String]) -> String? {
        var parts: [String] = []
        for line in lines {
            if line.isEmpty || line.contains(/^(Kính gửi|Căn cứ|[-_–—*]{3,}|Thực hiện|Theo |ỦY BAN|CHỦ TỊCH|GIÁM ĐỐC)/)
            {
                break
            }
            let left = line.split(separator: /\s{4,}/).first.map(String.init) ?? line
            if left.contains(/ngày\s+[0-9]{1,2}\s+tháng/) { break }
            parts.append(left)
        }
        let text = parts.joined(separator: " ")
        return text.isEmpty ? nil : String(text.prefix(500))
    }

    private static func urgency(in lines: [String]) -> Urgency? {
        for line in lines.prefix(30) {
            switch VietnameseText.folded(line) {
            case "hoa toc": return .express
            case "thuong khan": return .veryUrgent
            case "khan": return .urgent
            default: continue
            }
        }
        return nil
    }

    /// The last line of the document that looks like a person's name: two to five words, each with a capital.
    private static func signer(in lines: [String]) -> String? {
        let gap = /\s{3,}/
        return lines.suffix(12).reversed().lazy
            .map { $0.split(separator: gap).last.map(String.init) ?? $0 }
            .first { line in
                let words = line.split(separator: " ")
                return (2...5).contains(words.count)
                    && words.allSatisfy { word in
                        word.first?.isUppercase == true && word.allSatisfy(\.isLetter)
                            && word.dropFirst().allSatisfy(\.isLowercase)
                    }
            }
    }
}

extension String {
    /// `ỦY BAN NHÂN DÂN TỈNH` as it is written in a sentence: `Ủy ban nhân dân tỉnh`; proper names are left to the clerk.
    fileprivate var vietnameseCapitalised: String {
        let lower = lowercased()
        return lower.prefix(1).uppercased() + lower.dropFirst()
    }
}
