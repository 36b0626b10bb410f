import Foundation

/// Writes small PDF files with a Vietnamese text layer: one font whose codes a `ToUnicode` table explains. The glyphs on
/// the page are Helvetica's and mean nothing.
public struct MinimalPDF: Sendable {
    /// A line of text at a place on an A4 page, in points from its lower left corner.
    public struct Line: Sendable {
        var text: String
        var x = 72
        var y = 700
        var size = 12

        /// - Parameters:
        ///   - x: from the left.
        ///   - y: from below.
        ///   - size: of the letters.
        public init(text: String, x: Int = 72, y: Int = 700, size: Int = 12) {
            self.text = text
            self.x = x
            self.y = y
            self.size = size
        }
    }

    var pages: [[Line]]
    var title: String?

    /// One page with these lines.
    public init(_ lines: String..., title: String? = nil) {
        pages = [lines.enumerated().map { Line(text: $1, y: 760 - 20 * $0) }]
        self.title = title
    }

    /// Pages with lines at places of their own.
    public init(pages: [[Line]]) {
        self.pages = pages
    }

    /// The file.
    public var bytes: [UInt8] {
        var writer = Writer()
        let codes = Codes(pages.joined().map(\.text).joined())
        let kids = pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " ")
        writer.object("<< /Type /Catalog /Pages 2 0 R >>")
        writer.object("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        let widths = [String](repeating: "600", count: 255).joined(separator: " ")
        writer.object(
            """
            << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R \
            /FirstChar 1 /LastChar 255 /Widths [\(widths)] >>
            """)
        writer.stream(codes.toUnicode)
        for (index, lines) in pages.enumerated() {
            writer.object(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(6 + 2 * index) 0 R \
                /Resources << /Font << /F1 3 0 R >> >> >>
                """)
            writer.stream(
                lines.map { "BT /F1 \($0.size) Tf \($0.x) \($0.y) Td <\(codes.hex($0.text))> Tj ET" }
                    .joined(separator: "\n"))
        }
        if let title { writer.object("<< /Title <FEFF\(Codes.utf16(title))> >>") }
        return writer.finished(info: title == nil ? nil : 5 + 2 * pages.count)
    }

    /// One code for each character that occurs, from 1.
    private struct Codes {
        private var codes: [Unicode.Scalar: Int] = [:]

        init(_ text: String) {
            for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars where codes[scalar] == nil {
                precondition(codes.count < 255, "a page of a test has no more than 255 different characters")
                codes[scalar] = codes.count + 1
            }
        }

        func hex(_ text: String) -> String {
            text.precomposedStringWithCanonicalMapping.unicodeScalars
                .map { String(format: "%02X", codes[$0] ?? 0) }.joined()
        }

        static func utf16(_ text: String) -> String {
            text.utf16.map { String(format: "%04X", $0) }.joined()
        }

        var toUnicode: String {
            let rows = codes.sorted { $0.value < $1.value }.map { scalar, code in
                "<\(String(format: "%02X", code))> <\(Self.utf16(String(scalar)))>"
            }
            let blocks = stride(from: 0, to: rows.count, by: 100).map { start in
                let block = rows[start..<min(start + 100, rows.count)]
                return "\(block.count) beginbfchar\n\(block.joined(separator: "\n"))\nendbfchar"
            }
            return """
                /CIDInit /ProcSet findresource begin 12 dict begin begincmap
                /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
                \(blocks.joined(separator: "\n"))
                endcmap end end
                """
        }
    }

    private struct Writer {
        private var bytes = Array("%PDF-1.7\n".utf8) + [0x25, 0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        private var offsets: [Int] = []

        mutating func object(_ body: String) {
            offsets.append(bytes.count)
            bytes += "\(offsets.count) 0 obj\n\(body)\nendobj\n".utf8
        }

        mutating func stream(_ body: String) {
            object("<< /Length \(body.utf8.count) >>\nstream\n\(body)\nendstream")
        }

        func finished(info: Int?) -> [UInt8] {
            var text = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
            for offset in offsets { text += String(format: "%010d 00000 n \n", offset) }
            let info = info.map { " /Info \($0) 0 R" } ?? ""
            text += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R\(info) >>\nstartxref\n\(bytes.count)\n%%EOF\n"
            return bytes + text.utf8
        }
    }
}
