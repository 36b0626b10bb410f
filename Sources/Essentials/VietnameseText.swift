import Foundation

/// Vietnamese text as people search and sort it; neither database engine can.
public enum VietnameseText {
    /// Lower case without any diacritic: `Hoà Bình`, `Hòa Bình` and `HOA BINH` are all `hoa binh`.
    ///
    /// Taking every mark away also makes the two placements of a tone (hoà, hòa) the same.
    public static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
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
        folded(text).split { !($0.isLetter || $0.isNumber) }
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
