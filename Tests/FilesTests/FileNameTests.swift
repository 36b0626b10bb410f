import Testing

@testable import Files

struct FileNameTests {
    @Test(arguments: [
        ("Báo cáo quý III.pdf", "Báo cáo quý III.pdf"),
        ("C:\\Users\\an\\Tờ trình.pdf", "Tờ trình.pdf"),
        ("../../etc/passwd", "passwd"),
        ("hoá đơn\u{202E}fdp.exe", "hoá đơnfdp.exe"),
        ("a\u{200B}b\u{FEFF}\u{2066}c.pdf", "abc.pdf"),
        ("dòng\r\nX-Forged: 1.pdf", "dòngX-Forged_ 1.pdf"),
        ("  .bí ẩn .pdf", "bí ẩn .pdf"),
        ("nhiều   khoảng\u{00A0}\u{3000}trống.txt", "nhiều khoảng trống.txt"),
        ("a<b>:c|d?*\".pdf", "a_b__c_d___.pdf"),
        ("...", "tep"),
        ("", "tep"),
        (".pdf", "tep.pdf"),
        ("/", "tep"),
        ("không đuôi", "không đuôi"),
        ("bản 2.1", "bản 2.1"),
        ("công văn.PDF", "công văn.PDF"),
    ])
    func `a name is cleaned and stays Vietnamese`(sent: String, kept: String) {
        #expect(FileName(untrusted: sent).text == kept)
    }

    @Test func `a decomposed name becomes the composed one`() {
        let name = FileName(untrusted: "Ho\u{0323}\u{0302}i đo\u{0302}\u{0300}ng.pdf")
        #expect(Array(name.text.unicodeScalars) == Array("Hội đồng.pdf".unicodeScalars))
    }

    @Test func `of 300 diacritics on one letter a few remain`() {
        let name = FileName(untrusted: "a" + String(repeating: "\u{0301}", count: 300) + ".pdf")
        #expect(name.text.unicodeScalars.count <= 1 + 2 + 4)
        #expect(name.fileExtension == "pdf")
    }

    @Test func `a long name is cut between letters and keeps its extension`() {
        let name = FileName(untrusted: String(repeating: "ệ", count: 300) + ".pdf")
        #expect(name.text.utf8.count <= 255)
        #expect(name.text.utf8.count > 250)
        #expect(name.text.hasSuffix("ệ.pdf"))
    }

    @Test(arguments: [
        ("Báo cáo.pdf", "pdf"), ("Báo cáo.PDF", "pdf"), ("a.tar.gz", "gz"), ("không", ""), ("kết thúc.", ""),
        ("ngày 3.9 tới", ""), ("bản 2.1", ""), ("a.7z", "7z"), ("a.đuôi", ""), ("a.ninechars", ""),
    ])
    func `the extension is what follows the last dot`(name: String, expected: String) {
        #expect(FileName(untrusted: name).fileExtension == expected)
    }

    @Test func `cleaning a clean name changes nothing`() {
        for sent in ["x\u{202E}\u{202E}.pdf", " . a . b . ", String(repeating: "đ. ", count: 200), "a.b.c.\u{0301}"] {
            let once = FileName(untrusted: sent)
            #expect(FileName(untrusted: once.text) == once)
        }
    }

    @Test func `a browser is told the Vietnamese name and an ASCII one`() {
        let name = FileName(untrusted: "Đề án số 1 (50%).pdf")
        #expect(
            name.contentDisposition(.attachment)
                == "attachment; filename=\"De an so 1 (50_).pdf\"; "
                + "filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20s%E1%BB%91%201%20%2850%25%29.pdf")
        #expect(FileName(untrusted: "a.pdf").contentDisposition(.inline) == "inline; filename=\"a.pdf\"")
    }

    @Test func `no name breaks out of the header`() {
        for sent in ["a\"; x=\"b.pdf", "a\r\nSet-Cookie: b.pdf", "a\\\".pdf", "\u{0}\u{7F}a.pdf", "chữ 漢字 😀.pdf"] {
            let value = FileName(untrusted: sent).contentDisposition(.attachment)
            #expect(value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            #expect(value.filter { $0 == "\"" }.count == 2)
        }
    }
}
