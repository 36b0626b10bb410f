import Directory
import Essentials
import Spreadsheets
import Web

/// Which old register is brought in, and how its columns are to be read.
struct ImportRegisterForm: Sendable {
    let flow: Document.Flow
    let years: ClosedRange<Int>
    /// By place; nil while they are still to be guessed.
    let columns: [RegisterColumn?]?
    let leavesWrongRowsOut: Bool
    let isAgain: Bool

    /// No administrative register of the Republic is older.
    private static let firstYear = 1945

    /// - Throws: `Problems`, one for each field that must be mended.
    init(today: CivilDate, _ form: some Fields) throws {
        var problems = Problems()
        let chosen: Document.Flow? = form.choice("flow", &problems)
        if chosen == nil, form.text("flow") == nil {
            problems.add("flow", Wording("Chọn sổ đến hay sổ đi.", en: "Choose incoming or outgoing."))
        }
        flow = chosen ?? .incoming
        let range = Self.firstYear...today.year
        let first = form.number("firstYear", in: range, &problems)
        if first == nil, form.text("firstYear") == nil {
            problems.add("firstYear", Wording("Ghi năm của sổ.", en: "Enter the register's year."))
        }
        let last = form.number("lastYear", in: range, &problems) ?? first
        if let first, let last, last < first {
            problems.add("lastYear", Wording("Năm cuối phải sau năm đầu.", en: "The last year is before the first."))
        }
        years = (first ?? today.year)...max(first ?? today.year, last ?? today.year)
        columns = Self.columns(form)
        leavesWrongRowsOut = form.flag("leaveOut")
        isAgain = form.flag("again")
        try problems.throwIfAny()
    }

    /// The fields `column0`, `column1` … as far as there are any.
    private static func columns(_ form: some Fields) -> [RegisterColumn?]? {
        var columns: [RegisterColumn?] = []
        while columns.count < SheetRow.mostColumns, form.has("column\(columns.count)") {
            columns.append(form.text("column\(columns.count)").flatMap { RegisterColumn(rawValue: $0) })
        }
        return columns.isEmpty ? nil : columns
    }
}
