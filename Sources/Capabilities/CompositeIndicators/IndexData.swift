import Essentials
public import EvaluationEngine

/// The figures of a composite index: COINr's `iData` table.
public struct IndexData: Sendable {
    public let codes: [String]
    public let names: [String]
    /// By column name: text for groups.
    public let groups: [String: [String]]
    /// By column name: indicators and denominators.
    public let columns: [String: Column]

    /// Reads CSV with `uCode`, `uName` and a column for each indicator of the structure.
    public init(csv text: String, meta: IndexMeta) throws(InputProblem) {
        let table = try DelimitedText(text)
        let unit = try table.needed("uCode")
        let name = table.column("uName")
        codes = table.rows.map { $0.cells[unit].text }
        names = table.rows.map { row in name.map { row.cells[$0].text } ?? row.cells[unit].text }
        var seen: Set<String> = []
        for row in table.rows where !seen.insert(row.cells[unit].text).inserted {
            let code = row.cells[unit].text
            throw InputProblem(
                Wording("đơn vị '\(code)' xuất hiện hai lần", en: "the unit '\(code)' occurs twice"),
                at: row.place(unit))
        }
        var columns: [String: Column] = [:]
        let divisors = meta.denominators + meta.indicators.compactMap(\.denominator)
        for code in meta.indicators.map(\.code) + divisors where columns[code] == nil {
            columns[code] = try Self.numbers(table, try table.needed(code))
        }
        self.columns = columns
        var groups: [String: [String]] = [:]
        for cell in table.header.cells where columns[cell.text] == nil {
            guard let index = table.column(cell.text) else { continue }
            groups[cell.text] = table.rows.map { $0.cells[index].text }
        }
        self.groups = groups
    }

    private static func numbers(_ table: DelimitedText, _ index: Int) throws(InputProblem) -> Column {
        var column: Column = []
        column.reserveCapacity(table.rows.count)
        for row in table.rows { column.append(try NumberCell.value(row.cells[index].text, at: row.place(index))) }
        return column
    }
}
