import Foundation
import Printing
import Testing

@Suite struct PDFPrinterTests {
    private static let sentence = "Uỷ ban nhân dân tỉnh Hoà An quyết định: ằ ẵ ệ ộ ỡ ự Đ đ, số 15/QĐ-UBND."

    @Test func `Vietnamese letters can be read back from the paper`() async throws {
        let pdf = try await Real.printer.pdf(html: Real.page("<p>\(Self.sentence)</p>"))
        let text = try await Poppler.text(of: pdf)
        #expect(text.contains(Self.sentence))
    }

    @Test func `the paper is set in Liberation Serif, and every font is inside the file`() async throws {
        let pdf = try await Real.printer.pdf(html: Real.page("<p>\(Self.sentence) <b>ấm</b> <i>đềm</i></p>"))
        let fonts = try await Poppler.fonts(of: pdf)
        #expect(fonts.count == 3)
        for font in fonts {
            #expect(font.name.contains("+Liberation-Serif"))
            #expect(font.isEmbedded)
        }
    }

    @Test(arguments: zip(PDFVariant.allCases, [("2", "B"), ("2", "U"), ("3", "B")]))
    func `the file states the archival standard it keeps to`(variant: PDFVariant, level: (String, String)) async throws
    {
        let pdf = try await Real.printer.pdf(html: Real.page("<p>Báo cáo</p>"), variant: variant)
        let metadata = try await Poppler.information(about: pdf, "-meta")
        #expect(metadata.contains("part>\(level.0)<") || metadata.contains("part=\"\(level.0)\""))
        #expect(metadata.contains("conformance>\(level.1)<") || metadata.contains("conformance=\"\(level.1)\""))
        let facts = try await Poppler.information(about: pdf)
        #expect(facts.contains("Encrypted: no"))
        #expect(facts.contains("JavaScript: no"))
    }

    @Test func `the same form gives the same bytes`() async throws {
        let html = Real.page("<p>\(Self.sentence)</p>")
        let first = try await Real.printer.pdf(html: html)
        let second = try await Real.printer.pdf(html: html)
        #expect(first == second)
        #expect(first.starts(with: Array("%PDF-1.7".utf8)))
    }

    @Test(arguments: [
        "<img src='file:///etc/hostname' alt=''>",
        "<img src='http://127.0.0.1:9/x.png' alt=''>",
        "<link rel='stylesheet' href='file:///etc/hostname'>",
        "<style>@import url('https://example.org/x.css');</style>",
        "<style>@font-face { font-family: x; src: url('file:///etc/hostname') } p { font-family: x }</style><p>a</p>",
        "<a rel='attachment' href='file:///etc/hostname'>tệp</a><link rel='attachment' href='file:///etc/hostname'>",
    ])
    func `nothing is fetched from disk or network`(html: String) async throws {
        await #expect {
            _ = try await Real.printer.pdf(html: Real.page(html))
        } throws: { error in
            guard case PrintingFailure.forbiddenAddress = error else { return false }
            return true
        }
    }

    @Test func `a picture inside the form is printed`() async throws {
        let dot =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        let pdf = try await Real.printer.pdf(html: Real.page("<img src='data:image/png;base64,\(dot)' alt='dấu'>"))
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Image"))
    }

    @Test func `a letter that no font has is an error, not a box`() async throws {
        await #expect {
            _ = try await Real.printer.pdf(html: Real.page("<p>Ký tự \u{12000}</p>"))
        } throws: { error in
            guard case PrintingFailure.missingGlyph(let message) = error else { return false }
            return message.contains("U+12000")
        }
    }

    @Test(arguments: ["<img src='con-dau.png' alt=''>", "<style>p { colour: red }</style><p>a</p>"])
    func `a form the renderer grumbles about is not printed`(html: String) async throws {
        await #expect {
            _ = try await Real.printer.pdf(html: Real.page(html))
        } throws: { error in
            guard case PrintingFailure.invalid = error else { return false }
            return true
        }
    }

    @Test func `forms handed over at once are all printed, each for the one who asked`() async throws {
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<12 {
                group.addTask {
                    let pdf = try await Real.printer.pdf(html: Real.page("<p>Phiếu số \(number).</p>"))
                    return (number, try await Poppler.text(of: pdf))
                }
            }
            for try await (number, text) in group {
                #expect(text.contains("Phiếu số \(number)."))
            }
        }
    }
}
