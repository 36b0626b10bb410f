public import Essentials

/// Something wrong in a table that is brought in, and what to do about it.
public struct CellProblem: Hashable, Sendable {
    /// As the spreadsheet counts: the headings are row 1; 0 for the file as a whole.
    public let row: Int
    /// The column's heading, as it stands in the file.
    public let column: String
    /// What stands in the cell, its beginning.
    public let value: String
    public let message: Wording

    public init(row: Int, column: String = "", value: String = "", message: Wording) {
        self.row = row
        self.column = column
        self.value = String(value.prefix(200))
        self.message = message
    }

    /// As a table that a spreadsheet opens beside the one to mend.
    public static func table(_ problems: [CellProblem], in language: Language) -> [[String]] {
        let headings = [
            Wording("Dòng", en: "Row"), Wording("Cột", en: "Column"), Wording("Giá trị", en: "Value"),
            Wording("Cần sửa", en: "To mend"),
        ]
        return [headings.map { $0[language] }]
            + problems.map {
                [$0.row == 0 ? "" : String($0.row), $0.column, $0.value, $0.message[language]]
            }
    }
}
