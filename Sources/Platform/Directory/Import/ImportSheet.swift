import Database
import Essentials
import Spreadsheets

/// A column of an import: how it is called in the file and which field of the form it fills.
struct ImportColumn: Sendable {
    let field: String
    let heading: Wording
    let isRequired: Bool
}

/// A table whose headings are known, and the problems found in it so far.
struct ImportSheet {
    let table: CSVTable
    private let places: [String: Int]
    private let columns: [ImportColumn]
    private(set) var problems: [CellProblem] = []

    init(_ table: CSVTable, _ columns: [ImportColumn]) {
        self.table = table
        self.columns = columns
        var places: [String: Int] = [:]
        var unknown: [String] = []
        for (index, heading) in table.headings.enumerated() where !heading.isEmpty {
            let folded = VietnameseText.folded(heading)
            let column = columns.first {
                VietnameseText.folded($0.heading.vietnamese) == folded
                    || VietnameseText.folded($0.heading.english) == folded
            }
            if let column, places[column.field] == nil { places[column.field] = index } else { unknown.append(heading) }
        }
        self.places = places
        for heading in unknown {
            report(1, heading, heading, Wording("Cột này không có trong mẫu", en: "The form has no such column"))
        }
        for column in columns where column.isRequired && places[column.field] == nil {
            let missing = Wording("Thiếu cột này", en: "This column is missing")
            report(1, column.heading.vietnamese, "", missing)
        }
    }

    /// What stands in a cell; empty where the file has no such column.
    func value(_ field: String, _ line: SheetRow) -> String {
        guard let place = places[field], place < line.cells.count else { return "" }
        return line.cells[place]
    }

    func optional(_ field: String, _ line: SheetRow) -> String? {
        let value = value(field, line)
        return value.isEmpty ? nil : value
    }

    mutating func report(_ field: String, _ line: SheetRow, _ message: Wording) {
        report(line.number, heading(of: field), value(field, line), message)
    }

    /// Takes over what a command found wrong with the row.
    mutating func report(_ found: Problems, _ line: SheetRow) {
        for problem in found.byField { report(problem.field, line, problem.message) }
    }

    /// A day as people write it; a problem when it is none. Nil for an empty cell.
    mutating func date(_ field: String, _ line: SheetRow) -> CivilDate? {
        guard let text = optional(field, line) else { return nil }
        if let date = CivilDate(vietnamese: text) ?? CivilDate(text) { return date }
        report(field, line, Wording("Ngày viết dạng 31/12/2026", en: "Write the day like 31/12/2026"))
        return nil
    }

    /// `có`, `x`, `1` or `không`, `0`, nothing.
    mutating func flag(_ field: String, _ line: SheetRow) -> Bool {
        switch VietnameseText.folded(value(field, line)) {
        case "co", "x", "1", "yes", "true": return true
        case "", "khong", "0", "no", "false": return false
        default:
            report(field, line, Wording("Ghi 'có' hoặc 'không'", en: "Write 'yes' or 'no'"))
            return false
        }
    }

    /// One of a list, by its name in either language or its code.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ field: String, _ line: SheetRow, _ name: (Choice) -> Wording
    ) -> Choice? {
        guard let text = optional(field, line) else { return nil }
        let folded = VietnameseText.folded(text)
        let found = Choice.allCases.first { choice in
            [name(choice).vietnamese, name(choice).english, choice.rawValue].contains {
                VietnameseText.folded($0) == folded
            }
        }
        if let found { return found }
        let choices = Choice.allCases.map { name($0) }
        report(
            field, line,
            Wording(
                "Chỉ nhận: " + choices.map(\.vietnamese).joined(separator: "; "),
                en: "One of: " + choices.map(\.english).joined(separator: "; ")))
        return nil
    }

    private func heading(of field: String) -> String {
        places[field].map { table.headings[$0] } ?? columns.first { $0.field == field }?.heading.vietnamese ?? ""
    }

    private mutating func report(_ row: Int, _ column: String, _ value: String, _ message: Wording) {
        problems.append(CellProblem(row: row, column: column, value: value, message: message))
    }
}

extension Database {
    /// Runs an import in one transaction that stands only when every row is right and it is no dry run.
    func importing(
        _ bytes: [UInt8], _ columns: [ImportColumn], dryRun: Bool,
        _ body: @escaping @Sendable (inout ImportSheet, Connection) throws -> Void
    ) async throws -> ImportReport {
        let table: CSVTable
        do {
            table = try CSVTable(bytes)
        } catch {
            return ImportReport(unreadable: error)
        }
        do {
            return try await write { db in
                var sheet = ImportSheet(table, columns)
                if sheet.problems.isEmpty { try body(&sheet, db) }
                let isDone = sheet.problems.isEmpty && !dryRun
                let report = ImportReport(rows: table.lines.count, problems: sheet.problems, isDone: isDone)
                if !isDone { throw ImportUndone(report: report) }
                return report
            }
        } catch let undone as ImportUndone {
            return undone.report
        }
    }
}
