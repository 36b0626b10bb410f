/// One row of a table.
public struct SheetRow: Hashable, Sendable {
    /// As the spreadsheet counts: the first row is 1.
    public let number: Int
    /// In NFC, without white space at the ends, with single spaces inside.
    public let cells: [String]
    /// Where the next row begins.
    public let next: SheetPlace

    /// The most columns of a row.
    public static let mostColumns = 60
    /// The most bytes of a row.
    public static let longest = 1 << 20

    public init(number: Int, cells: [String], next: SheetPlace) {
        self.number = number
        self.cells = cells
        self.next = next
    }

    /// Whether nothing stands in it.
    public var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
}

/// Where a row begins: what it takes to read a table on from there.
public struct SheetPlace: Hashable, Codable, Sendable {
    /// The row's number.
    public let row: Int
    /// How far into the file: bytes of a CSV file. A workbook is unpacked from its beginning, so there it is the row before.
    public let offset: Int64

    public init(row: Int, offset: Int64) {
        self.row = row
        self.offset = offset
    }
}
