import Spreadsheets
import Testing

/// Tables read piece by piece: the same whatever the pieces, and from any row on.
struct CSVReaderTests {
    private static let table = """
        \u{FEFF}Số đến;Ngày đến;Trích yếu\r
        1;02/01/2019;"Về việc ""hoà giải""; kèm\r
        phụ lục"\r
        \r
        2;03/01/2019;Kế hoạch\r3;;\n;;cuối
        """

    private func rows(_ bytes: [UInt8], piece: Int) throws -> [SheetRow] {
        let dialect = CSVDialect(bytes)
        var reader = CSVReader(dialect)
        var rows: [SheetRow] = []
        var place = Int(dialect.start.offset)
        while place < bytes.count {
            let end = min(place + piece, bytes.count)
            rows += try reader.read(bytes[place..<end])
            place = end
        }
        if let last = try reader.finish() { rows.append(last) }
        return rows
    }

    @Test func `pieces of any size give the same rows`() throws {
        let bytes = Array(Self.table.utf8)
        let whole = try rows(bytes, piece: bytes.count)
        #expect(
            whole.map(\.cells) == [
                ["Số đến", "Ngày đến", "Trích yếu"], ["1", "02/01/2019", "Về việc \"hoà giải\"; kèm phụ lục"], [""],
                ["2", "03/01/2019", "Kế hoạch"], ["3", "", ""], ["", "", "cuối"],
            ])
        #expect(whole.map(\.number) == [1, 2, 3, 4, 5, 6])
        for piece in 1...40 { #expect(try rows(bytes, piece: piece) == whole) }
    }

    @Test func `reading goes on behind any row`() throws {
        let bytes = Array(Self.table.utf8)
        let whole = try rows(bytes, piece: bytes.count)
        for (index, row) in whole.enumerated() {
            var reader = CSVReader(separator: UInt8(ascii: ";"), at: row.next)
            var rest = try reader.read(bytes[Int(row.next.offset)...])
            if let last = try reader.finish() { rest.append(last) }
            #expect(rest == Array(whole[(index + 1)...]))
        }
    }

    @Test(
        arguments: [
            ("a,b\n1,2", ","), ("a;b;c\n1,5;2;3", ";"), ("a\tb\n", "\t"), ("sep=;\r\na;b,c,d,e\n", ";"),
            ("\u{FEFF}sep=\t\na\tb", "\t"), ("SỔ ĐĂNG KÝ, NĂM 2019\nSố;Ngày;Tác giả;Trích yếu;Ghi chú\n", ";"),
            ("\"a;b;c\",d\n", ","), ("một cột\n", ","), ("", ","), ("sep=x\na;b;c\n", ";"),
        ] as [(String, Character)])
    func `what parts the cells is found`(text: String, separator: Character) {
        #expect(CSVDialect(Array(text.utf8)).separator == separator.asciiValue)
    }

    @Test func `Excel's first line is no row, and rows are counted behind it`() throws {
        let found = try rows(Array("\u{FEFF}sep=;\r\nSố;Ngày\r\n1;2".utf8), piece: 3)
        #expect(found.map(\.cells) == [["Số", "Ngày"], ["1", "2"]])
        #expect(found.map(\.number) == [1, 2])
    }

    @Test(
        arguments: [
            ([0x41, 0x00, 0x42], .notUTF8), ([0xFF, 0xFE, 0x53, 0x00], .notUTF8), ([0x53, 0xF4, 0x20], .notUTF8),
            (Array("a\n\"b\nc".utf8), .openQuote(row: 2)),
            (Array(("a\n" + String(repeating: ";", count: 200)).utf8), .tooManyColumns(row: 2)),
            (Array(("a\n\"" + String(repeating: "x", count: SheetRow.longest)).utf8), .rowTooLong(row: 2)),
        ] as [([UInt8], UnreadableTable)])
    func `a hostile file ends with its reason`(bytes: [UInt8], reason: UnreadableTable) {
        #expect(throws: reason) { try rows(bytes, piece: 1000) }
    }

    @Test func `no bytes whatever do harm`() {
        var random = SplitMix(state: 7)
        let alphabet: [UInt8] = Array("\",;\t\r\nsep=1ă".utf8) + [0x00, 0xC2, 0xA0, 0xE2, 0x80, 0xFF]
        for _ in 0..<3000 {
            let bytes = (0..<Int(random.next() % 60)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            guard let whole = try? rows(bytes, piece: 1000) else { continue }
            #expect((try? rows(bytes, piece: 1)) == whole)
        }
    }

    @Test(arguments: [
        ("Te\u{0302}n", "Tên"), ("a\u{00A0}\u{00A0}b", "a b"), ("\u{202E}abc", "abc"), (" a  b ", "a b"),
        ("a" + String(repeating: "\u{301}", count: 200_000), "á" + String(repeating: "\u{301}", count: 29)),
        ("Ph\u{1B0}\u{1EDD}ng", "Phường"), ("K\u{212A}", "KK"), ("a\u{7}b", "a b"), ("漢字", "漢字"),
    ])
    func `a cell is composed, single-spaced and without marks that nobody sees`(written: String, kept: String) throws {
        #expect(try rows(Array("x;\(written);y".utf8), piece: 100).first?.cells == ["x", kept, "y"])
    }
}

/// Numbers that are the same each time.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
