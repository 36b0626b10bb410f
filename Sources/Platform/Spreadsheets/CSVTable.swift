public import Essentials

/// A small table as spreadsheets save it, whole in memory. Every row keeps the number the spreadsheet shows, so that a
/// problem can be found there.
public struct CSVTable: Sendable {
    /// The most bytes of a file.
    public static let largest = 5 * 1024 * 1024
    /// The most rows below the headings.
    public static let mostRows = 5000

    /// The cells of the first row that has any.
    public let headings: [String]
    /// The rows below, without blank ones.
    public let lines: [SheetRow]

    public init(_ bytes: [UInt8]) throws(UnreadableTable) {
        if bytes.count > Self.largest { throw .tooLarge }
        let dialect = CSVDialect(bytes)
        var reader = CSVReader(dialect)
        var rows = try reader.read(bytes[Int(dialect.start.offset)...])
        if let last = try reader.finish() { rows.append(last) }
        // Spreadsheets leave rows of nothing at the end.
        rows.removeAll(where: \.isBlank)
        if rows.count > Self.mostRows + 1 { throw .tooManyRows }
        guard let first = rows.first else { throw .noHeading }
        headings = first.cells
        lines = Array(rows.dropFirst())
    }
}

/// Why a file is no table.
public enum UnreadableTable: Error, Hashable, Sendable {
    case tooLarge
    case notUTF8
    case noHeading
    case openQuote(row: Int)
    case tooManyRows
    case tooManyColumns(row: Int)
    case rowTooLong(row: Int)
    case damagedWorkbook
    case workbookTooLarge

    public var message: Wording {
        switch self {
        case .tooLarge: Wording("Tệp lớn quá 5 MB", en: "The file is larger than 5 MB")
        case .notUTF8: Wording("Hãy lưu tệp dạng CSV UTF-8", en: "Save the file as CSV UTF-8")
        case .noHeading: Wording("Tệp không có dòng tiêu đề", en: "The file has no headings")
        case .openQuote(let row):
            Wording("Dòng \(row): thiếu dấu ngoặc kép đóng", en: "Row \(row): a quote is not closed")
        case .tooManyRows: Wording("Tệp có quá 5.000 dòng", en: "The file has more than 5,000 rows")
        case .tooManyColumns(let row):
            Wording("Dòng \(row) có quá nhiều cột", en: "Row \(row) has too many columns")
        case .rowTooLong(let row): Wording("Dòng \(row) dài quá 1 MB", en: "Row \(row) is longer than 1 MB")
        case .damagedWorkbook:
            Wording(
                "Tệp Excel bị hỏng hoặc không theo chuẩn. Mở bằng Excel, lưu lại dạng .xlsx, hoặc lưu dạng CSV UTF-8",
                en: "The workbook is damaged or odd. Open it in Excel and save it as .xlsx again, or as CSV UTF-8")
        case .workbookTooLarge:
            Wording(
                "Tệp Excel giải nén quá lớn. Chia nhỏ, hoặc lưu dạng CSV UTF-8",
                en: "The workbook unpacks to too much. Split it, or save it as CSV UTF-8")
        }
    }
}
