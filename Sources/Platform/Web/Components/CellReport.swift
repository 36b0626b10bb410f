import Essentials
public import Spreadsheets

/// The cells to mend in a table that is brought in: where, what stands there, what to do.
public struct CellReport: Viewable {
    let rows: [Row]
    let more: Wording?

    private static let mostShown = 500

    /// One cell.
    struct Row: Viewable {
        let row: String
        let column: String
        let value: String
        let message: Wording
    }

    /// - Parameters:
    ///   - problems: in the order of the table.
    ///   - count: how many there are in all, where not all were kept.
    /// - Returns: nil when nothing is to be mended.
    public init?(_ problems: [CellProblem], count: Int? = nil) {
        guard !problems.isEmpty else { return nil }
        rows = problems.prefix(Self.mostShown).map {
            Row(row: $0.row == 0 ? "—" : String($0.row), column: $0.column, value: $0.value, message: $0.message)
        }
        let left = (count ?? problems.count) - rows.count
        more = left > 0 ? Wording("Và \(left) chỗ khác.", en: "And \(left) more.") : nil
    }
}
