import Spreadsheets
import TestSupport
import Testing

/// Excel workbooks read cell by cell, and what is no workbook refused.
struct WorkbookTests {
    private static let sheet = "xl/worksheets/sheet1.xml"

    /// The parts of a workbook in memory.
    private struct Parts: WorkbookPackage {
        let parts: [String: [UInt8]]
        let piece: Int

        func part(_ name: String, atMost limit: Int64) -> AsyncStream<[UInt8]>? {
            guard let bytes = parts[name] else { return nil }
            return AsyncStream<[UInt8]> { continuation in
                for start in stride(from: 0, to: bytes.count, by: piece) {
                    continuation.yield(Array(bytes[start..<min(start + piece, bytes.count)]))
                }
                continuation.finish()
            }
        }
    }

    private func open(_ sample: WorkbookSample, piece: Int = 64) async throws -> Workbook<Parts> {
        try await Workbook(Parts(parts: sample.parts.mapValues { Array($0.utf8) }, piece: piece))
    }

    private func rows(_ sample: WorkbookSample, piece: Int = 64, from row: Int = 1) async throws -> [SheetRow] {
        var rows: [SheetRow] = []
        try await open(sample, piece: piece).rows(from: row) { found in
            rows += found
            return true
        }
        return rows
    }

    /// The sample with a sheet as it is written here.
    private func written(
        _ data: String, styles: String = "", strings: String = "", workbook: String? = nil
    ) -> WorkbookSample {
        var sample = WorkbookSample([])
        sample.parts[Self.sheet] = WorkbookSample.part("worksheet", "<sheetData>\(data)</sheetData>")
        if !styles.isEmpty { sample.parts["xl/styles.xml"] = WorkbookSample.part("styleSheet", styles) }
        if !strings.isEmpty { sample.parts["xl/sharedStrings.xml"] = WorkbookSample.part("sst", strings) }
        if let workbook { sample.parts["xl/workbook.xml"] = WorkbookSample.part("workbook", workbook) }
        return sample
    }

    @Test(arguments: [1, 7, 100_000])
    func `pieces of any size give the same rows, as the spreadsheet counts them`(piece: Int) async throws {
        let sample = WorkbookSample([
            ["SỔ ĐĂNG KÝ"], [], ["Ngày đến", "Số đến", "", "Trích yếu"],
            ["02/01/2019", "12", "", "Về việc <họp> & \"bàn\""], ["03/01/2019", "12a", "", "a  b "],
        ])
        let found = try await rows(sample, piece: piece)
        #expect(
            found.map(\.cells) == [
                ["SỔ ĐĂNG KÝ"], ["Ngày đến", "Số đến", "", "Trích yếu"],
                ["02/01/2019", "12", "", "Về việc <họp> & \"bàn\""], ["03/01/2019", "12a", "", "a b"],
            ])
        #expect(found.map(\.number) == [1, 3, 4, 5])
        for (index, row) in found.enumerated() {
            #expect(try await rows(sample, from: row.next.row) == Array(found[(index + 1)...]))
        }
    }

    @Test(arguments: [
        ("<c t=\"inlineStr\"><is><r><t>Sở </t></r><r><t>Y tế</t></r><rPh><t>x</t></rPh></is></c>", "Sở Y tế"),
        ("<c t=\"str\"><f>A1&amp;B1</f><v>15/QĐ</v></c>", "15/QĐ"), ("<c t=\"b\"><v>1</v></c>", "1"),
        ("<c t=\"e\"><v>#REF!</v></c>", "#REF!"), ("<c t=\"d\"><v>2019-01-02T00:00:00</v></c>", "2019-01-02T00:00:00"),
        ("<c><v>15</v></c>", "15"), ("<c><v>15.0</v></c>", "15"), ("<c><v>1.5</v></c>", "1.5"),
        ("<x:c t=\"str\"><x:v>a_x000D_&#10;b&#x1EC7;</x:v></x:c>", "a bệ"), ("<c t=\"s\"><v>1</v></c>", "hai"),
        ("<c t=\"str\"><v><![CDATA[a<b]]></v></c>", "a<b"), ("<c t=\"str\"><v>a<!-- <v> -->b</v></c>", "ab"),
    ])
    func `each kind of cell is what it shows`(cell: String, text: String) async throws {
        let strings = "<si><t>một</t></si><si><r><t>h</t></r><r><t>ai</t></r><rPh><t>x</t></rPh></si>"
        let sample = written("<row r=\"1\">\(cell)</row>", strings: strings)
        #expect(try await rows(sample).map(\.cells) == [[text]])
    }

    @Test(
        arguments: [
            ("43467", false, "02/01/2019"), ("43467.75", false, "02/01/2019"), ("1", false, "01/01/1900"),
            ("59", false, "28/02/1900"), ("61", false, "01/03/1900"), ("42005", true, "02/01/2019"),
            // No days: Excel's 29/02/1900, the day before its first, what lies behind its last.
            ("60", false, "60"), ("0", false, "0"), ("-1", false, "-1"), ("1e300", false, "1e300"),
            ("2958466", false, "2958466"),
        ])
    func `a number shown as a day is that day`(number: String, countsFrom1904: Bool, text: String) async throws {
        let sheet = "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/>"
        let sample = written(
            "<row><c s=\"1\"><v>\(number)</v></c><c><v>43467</v></c></row>",
            workbook: "<workbookPr date1904=\"\(countsFrom1904 ? 1 : 0)\"/><sheets>\(sheet)</sheets>")
        #expect(try await rows(sample).map(\.cells) == [[text, "43467"]])
    }

    @Test(arguments: [
        ("dd/mm/yyyy", true), ("[$-42A]d mmmm, yyyy;@", true), ("yyyy", true), ("#,##0 \"đồng day\"", false),
        (#"#,##0\ \d"#, false), ("[Red]0.00", false), ("h:mm:ss", false), ("General", false), ("_d0", false),
    ])
    func `a format tells whether a number is a day`(format: String, isDay: Bool) async throws {
        let code = format.replacing("\"", with: "&quot;")
        let styles =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"\(code)\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"170\"/></cellXfs>"
        let sample = written("<row><c><v>43467</v></c></row>", styles: styles)
        #expect(try await rows(sample).map(\.cells) == [[isDay ? "02/01/2019" : "43467"]])
    }

    @Test func `the first sheet that can be seen is read`() async throws {
        let sheets =
            "<sheets><sheet name=\"Ẩn\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/>"
            + "<sheet name=\"2019\" sheetId=\"2\" r:id=\"rId1\"/>"
            + "<sheet name=\"2020\" sheetId=\"3\" r:id=\"rId8\"/></sheets>"
        let sample = written("<row><c><v>1</v></c></row>", workbook: sheets)
        #expect(try await open(sample).sheets == ["2019", "2020"])
        #expect(try await rows(sample).count == 1)
    }

    private static let deep = String(repeating: "<a>", count: 200)
    private static let attributes = (0..<300).map { "a\($0)='' " }.joined()
    private static let long = String(repeating: "1", count: 250_000)

    @Test(
        arguments: [
            ("<row r='2'/><row r='2'/>", .damagedWorkbook), ("<row r='1048577'/>", .damagedWorkbook),
            ("<row><c r='B1'/><c r='A1'/></row>", .damagedWorkbook), ("<row><c r='XFE1'/></row>", .damagedWorkbook),
            ("<row><c r='1'/></row>", .damagedWorkbook),
            ("<row><c r='BI1'><v>1</v></c></row>", .tooManyColumns(row: 1)),
            ("<row><c t='s'><v>7</v></c></row>", .damagedWorkbook), ("<row><c></row>", .damagedWorkbook),
            ("<row><c><v>&amp", .damagedWorkbook), ("<row><c><v>&evil;</v></c></row>", .damagedWorkbook),
            ("<row><c><v>&#0;</v></c></row>", .damagedWorkbook), ("<row x></row>", .damagedWorkbook),
            (WorkbookTests.deep, .damagedWorkbook), ("<!ENTITY a 'b'>", .damagedWorkbook),
            ("<row \(WorkbookTests.attributes)/>", .damagedWorkbook),
            ("<row x='\(WorkbookTests.long)'/>", .damagedWorkbook),
            ("<row><c><v>\(WorkbookTests.long)\(WorkbookTests.long)</v></c></row>", .damagedWorkbook),
            ("<row>\(String(repeating: "<c><v>\(WorkbookTests.long)</v></c>", count: 5))</row>", .rowTooLong(row: 1)),
        ] as [(String, UnreadableTable)])
    func `a sheet that is odd or boundless is refused`(data: String, reason: UnreadableTable) async throws {
        await #expect(throws: reason) { try await rows(written(data), piece: 5000) }
    }

    @Test(
        arguments: [
            ("xl/workbook.xml", nil), ("xl/_rels/workbook.xml.rels", nil), ("xl/worksheets/sheet1.xml", nil),
            ("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
            ("xl/sharedStrings.xml", "<!DOCTYPE sst><sst/>"),
            ("xl/worksheets/sheet1.xml", "<worksheet/><worksheet/>"), ("xl/worksheets/sheet1.xml", ""),
            ("xl/worksheets/sheet1.xml", "<worksheet>"), ("xl/worksheets/sheet1.xml", "x<worksheet/>"),
            ("xl/worksheets/sheet1.xml", "<?xml version='1.0' encoding='UTF-16'?><worksheet/>"),
            ("xl/workbook.xml", "<workbook><sheets/></workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                "<x><Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"http://x/\" TargetMode=\"External\"/></x>"
            ),
        ] as [(String, String?)])
    func `a workbook without a part, or with one that is no plain XML, is refused`(
        part: String, content: String?
    ) async throws {
        var sample = WorkbookSample([["a"]])
        sample.parts[part] = content
        await #expect(throws: UnreadableTable.damagedWorkbook) { try await rows(sample) }
    }

    @Test func `cells that are styled and empty take no place, however far they reach`() async throws {
        let far = (0..<16_000).map { _ in "<c s=\"1\"/>" }.joined()
        let sample = written("<row><c><v>1</v></c>\(far)</row><row r=\"1048576\"><c s=\"1\"/></row>")
        #expect(try await rows(sample, piece: 10_000).map(\.cells) == [["1"]])
    }

    @Test func `no bytes whatever do harm`() async throws {
        var state: UInt64 = 11
        let marks = Array("<>/=\"'&;![]-? crv".utf8)
        let sound = WorkbookSample([["a", "02/01/2019"], ["b&", "7"]])
        for _ in 0..<400 {
            var bytes = Array(sound.parts[Self.sheet, default: ""].utf8)
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(state >> 33) % bytes.count
                bytes[place] = marks[Int(state >> 20) % marks.count]
            }
            var sample = sound
            sample.parts[Self.sheet] = String(decoding: bytes, as: UTF8.self)
            do { _ = try await rows(sample, piece: 50) } catch { #expect(error is UnreadableTable) }
        }
    }
}
