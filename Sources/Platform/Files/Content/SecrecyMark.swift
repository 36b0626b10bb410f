import Foundation

/// The mark of a state secret on a document (dấu chỉ độ mật). A document that bears one may not be here at all
/// (Luật 117/2025/QH15 Đ. 5 k. 2).
public enum SecrecyMark: String, CaseIterable, Sendable {
    case topSecret = "TUYỆT MẬT"
    case secret = "TỐI MẬT"
    case confidential = "MẬT"

    /// The mark on a page; nil when there is none.
    ///
    /// A mark stands alone in its line and in capitals. The same words in running text or in a heading (“BẢO VỆ BÍ MẬT
    /// NHÀ NƯỚC”) are none, also where such a heading is broken before its last word.
    static func found(on page: String) -> SecrecyMark? {
        var before = ""
        for line in page.split(whereSeparator: \.isNewline) {
            let bare = bare(line)
            if bare.isEmpty { continue }
            if let mark = mark(bare), !continuesHeading(before) { return mark }
            before = bare
        }
        return nil
    }

    private static func mark(_ line: String) -> SecrecyMark? {
        let labelled = labels.first { line.hasPrefix($0) }.map { line.dropFirst($0.count).uppercased() }
        let joined = (labelled ?? line).replacingOccurrences(of: " ", with: "")
        return spellings[joined]
    }

    /// What may stand before the mark in the same line.
    private static let labels = ["ĐỘ MẬT", "Độ mật", "Mức độ mật", "MỨC ĐỘ MẬT", "Dấu chỉ độ mật"]

    /// The marks without spaces (some are spaced out: M Ậ T), also as the text layer of a document in one of the old
    /// fonts gives them: TCVN3 (.VnTime) and VNI.
    private static let spellings: [String: SecrecyMark] = [
        "TUYỆTMẬT": .topSecret, "TỐIMẬT": .secret, "MẬT": .confidential,
        "TUYÖTMËT": .topSecret, "TèIMËT": .secret, "MËT": .confidential,
        "tuyÖtmËt": .topSecret, "tèimËt": .secret, "mËt": .confidential,
        "TUYEÄTMAÄT": .topSecret, "TOÁIMAÄT": .secret, "MAÄT": .confidential,
    ]

    /// The line without frames, brackets, dots and the space around them.
    private static func bare(_ line: some StringProtocol) -> String {
        String(line).precomposedStringWithCanonicalMapping
            .components(separatedBy: .alphanumerics.inverted).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func continuesHeading(_ line: String) -> Bool {
        ["BÍ", "BẢO", "bÝ", "b¶o"].contains { line == $0 || line.hasSuffix(" " + $0) }
    }
}
