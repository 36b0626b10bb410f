public import Spreadsheets

/// What came of an import, cell by cell.
public struct ImportReport: Sendable {
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

    init(unreadable: UnreadableTable) {
        self.init(rows: 0, problems: [CellProblem(row: 0, message: unreadable.message)], isDone: false)
    }
}

/// Ends the transaction of an import that must leave nothing behind, and brings the report out of it.
struct ImportUndone: Error {
    let report: ImportReport
}
