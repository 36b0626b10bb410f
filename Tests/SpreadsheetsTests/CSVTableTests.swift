import Spreadsheets
import Testing

struct CSVTableTests {
    private func read(_ text: String) throws -> [[String]] {
        let table = try CSVTable(Array(text.utf8))
        return [table.headings] + table.lines.map(\.cells)
    }

    @Test(arguments: [
        ("Tên,Mã\r\nSở A,1\r\n", [["Tên", "Mã"], ["Sở A", "1"]]),
        ("Tên;Mã\nSở A, B;1", [["Tên", "Mã"], ["Sở A, B", "1"]]),
        ("Tên\tMã\nSở A\t1\n\n\t\n", [["Tên", "Mã"], ["Sở A", "1"]]),
        ("\u{FEFF}Tên,Mã\rSở A,\r", [["Tên", "Mã"], ["Sở A", ""]]),
        ("\"Tên, đủ\",Mã\n\"Sở \"\"A\"\"\",\"1\n2\"\n", [["Tên, đủ", "Mã"], ["Sở \"A\"", "1 2"]]),
        ("Te\u{0302}n,Mã\nx,y", [["Tên", "Mã"], ["x", "y"]]),
    ])
    func `a table is read whatever the spreadsheet parted it by`(text: String, rows: [[String]]) throws {
        #expect(try read(text) == rows)
    }

    @Test func `rows keep the numbers the spreadsheet shows`() throws {
        let table = try CSVTable(Array("A\n\n1\n\n2".utf8))
        #expect(table.lines.map(\.number) == [3, 5])
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x41, 0x00], UnreadableTable.notUTF8), ([0x54, 0xEA, 0x6E], .notUTF8),
            ([0x41, 0x00], .notUTF8),
            ([], .noHeading), (Array("\n\n".utf8), .noHeading), (Array("A\n\"mở".utf8), .openQuote(row: 2)),
            (Array(repeating: 0x41, count: CSVTable.largest + 1), .tooLarge),
            (Array(String(repeating: "A\n", count: CSVTable.mostRows + 2).utf8), .tooManyRows),
            (Array(("A\n" + String(repeating: ",", count: 100)).utf8), .tooManyColumns(row: 2)),
        ] as [([UInt8], UnreadableTable)])
    func `what is no table is refused with the reason`(bytes: [UInt8], reason: UnreadableTable) {
        #expect(throws: reason) { try CSVTable(bytes) }
    }

    @Test(arguments: [
        ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""), ("+84", "'+84"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("Sở A, B", "\"Sở A, B\""), ("Sở A", "Sở A"), ("", ""), ("a\r\nb", "\"a\r\nb\""),
    ])
    func `a written cell is quoted where it must be and never a formula`(value: String, cell: String) {
        #expect(CSVWriter.text([[value]]) == "\u{FEFF}\(cell)\r\n")
    }

    @Test func `what was written is read again`() throws {
        let rows = [["Tên", "Ghi chú"], ["Sở \"A\"; B", "một, hai"], ["Ủy ban", "x"]]
        #expect(try read(CSVWriter.text(rows)) == rows)
    }
}
