import Foundation
import Testing

@testable import Essentials

@Suite struct VietnameseTextTests {
    @Test(arguments: [
        ("HOÀ BÌNH", "hoa binh"), ("Hòa Bình", "hoa binh"), ("hoa binh", "hoa binh"),
        ("Đường Nguyễn Huệ", "duong nguyen hue"),
        ("ĐẶNG THỊ ÁNH TUYẾT", "dang thi anh tuyet"), ("Ưng Hoà", "ung hoa"), ("Quỳnh Lưu", "quynh luu"), ("", ""),
        ("ĂÂÊÔƠƯ ăâêôơư", "aaeoou aaeoou"), ("Số 12/QĐ-UBND", "so 12/qd-ubnd"), ("thuý", "thuy"), ("thúy", "thuy"),
    ])
    func `text is folded to lower case without diacritics`(text: String, folded: String) {
        #expect(VietnameseText.folded(text) == folded)
        #expect(VietnameseText.folded(text.decomposedStringWithCanonicalMapping) == folded, "also when decomposed")
        #expect(VietnameseText.folded(folded) == folded)
    }

    @Test func `every Vietnamese letter folds to one ASCII letter`() {
        let vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
        for letter in vowels + vowels.uppercased() + "đĐ" {
            let folded = VietnameseText.folded(String(letter))
            #expect(folded.utf8.count == 1 && folded.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }, "\(letter)")
        }
    }

    @Test func `looking letters up gives what decomposing gives`() {
        let values = Array(0..<0x2100 as Range<UInt32>) + [0x212A, 0x3042, 0xAC00, 0xFB01, 0xFEFF, 0x1D4D0, 0x1F600]
        for scalar in values.compactMap(Unicode.Scalar.init) {
            for text in ["\(scalar)", "Đ\(scalar)ơ", "e\u{0301}\(scalar)\u{0323}B"] {
                #expect(VietnameseText.folded(text) == VietnameseText.foldedByDecomposing(text), "\(scalar.value)")
                let words = VietnameseText.foldedByDecomposing(text).split { !($0.isLetter || $0.isNumber) }
                #expect(VietnameseText.words(of: text) == words, "\(scalar.value)")
            }
        }
    }

    @Test func `words part at anything but letters and digits`() {
        let words = VietnameseText.words(of: "Công văn số 12/QĐ-UBND, ngày 3.2.2026")
        #expect(words == ["cong", "van", "so", "12", "qd", "ubnd", "ngay", "3", "2", "2026"])
        #expect(VietnameseText.words(of: " – ").isEmpty)
    }

    @Test func `names sort as the Vietnamese alphabet and Foundation do`() {
        let names = [
            "An", "Ánh", "Ân", "Anh", "Bảo", "Bích", "Chi", "Công", "Cường", "Dung", "Dũng", "Dương", "Đặng", "Đào",
            "Đức", "Giang", "Hà", "Hạ", "Hả", "Hã", "Há", "Hoa", "Hoà", "Hoan", "Hồng", "Hương", "Huệ", "Khoa", "Lan",
            "Linh",
            "Mai", "Minh", "Nam", "Nga", "Ngọc", "Nguyên", "Nguyễn", "Nhung", "Oanh", "Ông", "Ơn", "Phúc", "Quang",
            "Quỳnh", "Sơn", "Tâm", "Tám", "Thảo", "Thu", "Thư", "Trang", "Tú", "Tư", "Uyên", "Ưng", "Vân", "Văn",
            "Vinh", "Xuân", "Yến", "Ý", "Trần An", "Trần Ân", "Trân An", "Nguyễn Văn An", "Nguyễn Văn Ánh",
            "Nguyên Văn An",
        ]
        let byKey = names.sorted {
            VietnameseText.sortKey($0).utf8.lexicographicallyPrecedes(VietnameseText.sortKey($1).utf8)
        }
        let byFoundation = names.sorted { $0.compare($1, locale: Locale(identifier: "vi")) == .orderedAscending }
        #expect(byKey == byFoundation)
    }

    @Test func `letters order before tones, and tones as they are taught`() {
        func key(_ text: String) -> String { VietnameseText.sortKey(text) }
        let ordered = ["a", "à", "ả", "ã", "á", "ạ", "ă", "â", "b", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"]
        #expect(ordered.map(key) == ordered.map(key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(key("Hoà") == key("HOÀ"))
        #expect(key("hòa") != key("hoà"), "where the tone stands still tells two spellings apart")
        #expect(key("mạ") < key("mai"), "a letter more weighs more than a tone")
    }
}
