public import Essentials

/// What came of an import, cell by cell.
public struct ImportReport: Sendable {
    /// Something wrong in the file.
    public struct CellProblem: Sendable {
        /// As the spreadsheet counts: the headings are row 1; 0 for the file as a whole.
        public let row: Int
        /// The column's heading, as it stands in the file.
        public let column: String
        /// What stands in the cell.
        public let value: String
        public let message: Wording
    }

    /// Rows below the headings.
    public let rows: Int
    public let problems: [CellProblem]
    /// Whether the rows are now in the directory: all of them or none.
    public let isDone: Bool

    init(rows: Int, problems: [CellProblem], isDone: Bool) {
        self.rows = rows
        self.problems = problems
        self.isDone = isDone
    }

    init(unreadable: CSVTable.Unreadable) {
        self.init(
            rows: 0, problems: [CellProblem(row: 0, column: "", value: "", message: unreadable.message)], isDone: false)
    }
}

/// Ends the transaction of an import that must leave nothing behind, and brings the report out of it.
struct ImportUndone: Error {
    let report: ImportReport
}
