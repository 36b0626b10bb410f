import Foundation

/// Vietnamese text as people search and sort it; neither database engine can.
public enum VietnameseText {
    /// Lower case without any diacritic: `Hoà Bình`, `Hòa Bình` and `HOA BINH` are all `hoa binh`.
    ///
    /// Taking every mark away also makes the two placements of a tone (hoà, hòa) the same.
    public static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return foldedLatin(text) ?? foldedByDecomposing(text)
    }

    /// Decomposing a text costs ten times what looking its letters up does, and every word that is indexed is folded.
    /// - Returns: nil when there is something beside Latin letters and punctuation.
    private static func foldedLatin(_ text: String) -> String? {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: folded.append(UInt8(scalar.value) | 0x20)
            case 0..<0x80: folded.append(UInt8(scalar.value))
            case 0x80..<0x250: folded += latin[Int(scalar.value) - 0x80]
            case 0x300...0x36F: continue
            case 0x1E00..<0x1F00: folded += vietnamese[Int(scalar.value) - 0x1E00]
            case 0x2000..<0x2070: folded += punctuation[Int(scalar.value) - 0x2000]
            default: return nil
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    private static let latin = letters(0x80..<0x250)
    private static let vietnamese = letters(0x1E00..<0x1F00)
    private static let punctuation = letters(0x2000..<0x2070)

    private static func letters(_ range: Range<UInt32>) -> [[UInt8]] {
        range.map { value in
            Unicode.Scalar(value).map { Array(foldedByDecomposing(String(Character($0))).utf8) } ?? []
        }
    }

    static func foldedByDecomposing(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\u{0300}"..."\u{036F}": continue
            case "đ", "Đ", "ð", "Ð": folded.append("d")
            default: folded.append(scalar)
            }
        }
        return String(folded).lowercased()
    }

    /// The words of a text, folded: what an index holds and a query asks for. Anything but letters and digits parts words.
    public static func words(of text: String) -> [Substring] {
        let folded = folded(text)
        guard folded.utf8.allSatisfy({ $0 < 0x80 }) else { return folded.split { !($0.isLetter || $0.isNumber) } }
        return folded.utf8.split { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): false
            default: true
            }
        }.map { Substring($0) }
    }

    /// Text whose bytes sort as the Vietnamese alphabet does: a ă â … d đ … o ô ơ … u ư, and within the same letters
    /// by tone: ngang, huyền, hỏi, ngã, sắc, nặng. Compare it byte by byte.
    public static func sortKey(_ text: String) -> String {
        var letters = ""
        var tones = ""
        for character in text.precomposedStringWithCanonicalMapping.lowercased() {
            var shape: Character = "0"
            var tone: Character = "0"
            for scalar in String(character).decomposedStringWithCanonicalMapping.unicodeScalars {
                switch scalar {
                case "\u{0306}": shape = "1"
                case "\u{0302}": shape = "2"
                case "\u{031B}": shape = "3"
                case "\u{0300}": tone = "1"
                case "\u{0309}": tone = "2"
                case "\u{0303}": tone = "3"
                case "\u{0301}": tone = "4"
                case "\u{0323}": tone = "5"
                case "đ":
                    letters.append("d")
                    shape = "1"
                default: letters.unicodeScalars.append(scalar)
                }
            }
            if character.isLetter {
                letters.append(shape)
                tones.append(tone)
            }
        }
        return letters + "\u{1}" + tones
    }
}
