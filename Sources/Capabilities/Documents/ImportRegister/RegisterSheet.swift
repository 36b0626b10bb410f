import Directory
import Essentials
import Foundation
import Spreadsheets

/// How an old register is to be read: what parts its cells in a CSV file, where its rows begin, which column holds what.
struct RegisterLayout: Codable, Hashable, Sendable {
    /// Nil in a workbook.
    let separator: UInt8?
    /// The first row below the headings.
    let start: SheetPlace
    /// As they stand in the file.
    let headings: [String]
    var columns: [RegisterColumn?]

    /// As the cell report names it.
    func heading(of column: RegisterColumn) -> String {
        let heading = columns.firstIndex(of: column).map { headings[$0] } ?? ""
        return heading.isEmpty ? column.name.vietnamese : heading
    }

    /// What is wrong with it as a whole.
    func problems(of flow: Document.Flow) -> [CellProblem] {
        var problems: [CellProblem] = []
        for choices in RegisterColumn.required(of: flow) where !choices.contains(where: { columns.contains($0) }) {
            let name = choices[0].name
            problems.append(
                CellProblem(
                    row: start.row - 1, column: name.vietnamese,
                    message: Wording(
                        "Chưa có cột nào là “\(name.vietnamese)”. Chọn cột ở phần Các cột.",
                        en: "No column is “\(name.english)”. Choose one under Columns.")))
        }
        for column in RegisterColumn.allCases where columns.count(where: { $0 == column }) > 1 {
            problems.append(
                CellProblem(
                    row: start.row - 1, column: column.name.vietnamese,
                    message: Wording(
                        "Hai cột cùng là “\(column.name.vietnamese)”. Bỏ một cột.",
                        en: "Two columns are “\(column.name.english)”. Leave one out.")))
        }
        return problems
    }
}

extension RegisterLayout {
    /// As it is kept with the import.
    /// - Throws: `EncodingError`.
    func written() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// - Throws: `DecodingError` when the text is none that `written` gave.
    init(written text: String) throws {
        self = try JSONDecoder().decode(RegisterLayout.self, from: Data(text.utf8))
    }
}

/// An old register as it was saved, with what was guessed about it.
struct RegisterSheet: Sendable {
    var layout: RegisterLayout
    /// The first rows below the headings, to choose columns by.
    let samples: [[String]]
    /// The sheets of a workbook; the first is read.
    let sheets: [String]

    private static let mostTitleRows = 20
    /// What stands in the row of headings may be anything; it is kept with the import.
    private static let longestHeading = 200

    /// Looks for the row of headings: printed registers have titles above it and a row of column numbers below.
    ///
    /// - Throws: `UnreadableTable`, `FileFault`, `FileRefusal`.
    init(_ file: RegisterFile, flow: Document.Flow) async throws {
        let (rows, separator) = try await file.beginning()
        let filled = rows.filter { !$0.isBlank }
        guard let first = filled.first else { throw UnreadableTable.noHeading }
        let candidates = filled.prefix(Self.mostTitleRows).map { row in
            (row: row, columns: RegisterHeadings(row.cells).columns(of: flow))
        }
        let most = candidates.map { $0.columns.compactMap { $0 }.count }.max() ?? 0
        let best = candidates.first { $0.columns.compactMap { $0 }.count == most }
        // Two words of a row may well be a subject and an agency.
        let heading = most > 2 ? best?.row ?? first : first
        let below = filled.filter { $0.number > heading.number }
        let numbers = below.first.flatMap { Self.isColumnNumbers($0) ? $0 : nil }
        layout = RegisterLayout(
            separator: separator, start: (numbers ?? heading).next,
            headings: heading.cells.map { String($0.unicodeScalars.prefix(Self.longestHeading)) },
            columns: RegisterHeadings(heading.cells).columns(of: flow))
        sheets = file.sheets
        samples = below.dropFirst(numbers == nil ? 0 : 1).prefix(3).map(\.cells)
    }

    /// `(1)`, `(2)`, `(3)` below the headings.
    private static func isColumnNumbers(_ row: SheetRow) -> Bool {
        let cells = row.cells.filter { !$0.isEmpty }
        return cells.count > 2
            && cells.allSatisfy {
                $0.hasPrefix("(") && $0.hasSuffix(")") && Int(digits: $0.dropFirst().dropLast()) != nil
            }
    }
}
