import Essentials
import Foundation

/// Reads the rows of a sheet out of its cells.
struct SheetCells: MarkupTaker {
    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    /// Rows that have ended and have something in them.
    private var rows: [SheetRow] = []
    private var isInData = false
    private var row = 0
    private var cells: [String] = []
    private var bytesOfRow = 0
    private var cell = Cell()
    private var isValue = false
    private var isSpoken = false

    /// Rows of a sheet (ECMA-376 Part 1 §18.3.1.73).
    private static let mostRows = 1_048_576

    /// One cell as it is written.
    private struct Cell {
        var column = -1
        var kind = ""
        var style = 0
        var value: [UInt8] = []
    }

    init(strings: SharedStrings, styles: CellStyles, countsFrom1904: Bool) {
        self.strings = strings
        self.styles = styles
        self.countsFrom1904 = countsFrom1904
    }

    /// The rows since the last time.
    mutating func takeRows() -> [SheetRow] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    mutating func begin(_ name: String, _ attributes: MarkupAttributes) throws(UnreadableTable) {
        guard isInData else {
            isInData = name == "sheetData"
            return
        }
        switch name {
        case "row":
            let number = attributes.number("r") ?? row + 1
            guard number > row, number <= Self.mostRows else { throw .damagedWorkbook }
            row = number
            (cells, bytesOfRow, cell) = ([], 0, Cell())
        case "c":
            var column = cell.column + 1
            if let reference = attributes["r"] { column = try Self.column(reference) }
            guard column > cell.column else { throw .damagedWorkbook }
            cell = Cell(column: column, kind: attributes["t"] ?? "n", style: attributes.number("s") ?? 0)
        case "v": isValue = true
        case "t": isValue = !isSpoken && cell.kind == "inlineStr"
        case "rPh": isSpoken = true
        default: break
        }
    }

    mutating func text(_ bytes: [UInt8]) throws(UnreadableTable) {
        guard isValue else { return }
        bytesOfRow += bytes.count
        guard bytesOfRow <= SheetRow.longest else { throw .rowTooLong(row: row) }
        cell.value += bytes
    }

    mutating func end(_ name: String) throws(UnreadableTable) {
        guard isInData else { return }
        switch name {
        case "v", "t": isValue = false
        case "rPh": isSpoken = false
        case "c": try put()
        case "row":
            guard !cells.isEmpty else { return }
            rows.append(SheetRow(number: row, cells: cells, next: SheetPlace(row: row + 1, offset: Int64(row))))
            cells = []
        case "sheetData": isInData = false
        default: break
        }
    }

    /// Puts the cell in its place; what is empty takes none.
    private mutating func put() throws(UnreadableTable) {
        if cell.value.isEmpty { return }
        let text = try shown()
        if text.isEmpty { return }
        guard cell.column < SheetRow.mostColumns else { throw .tooManyColumns(row: row) }
        while cells.count < cell.column { cells.append("") }
        cells.append(text)
    }

    /// What the cell shows.
    private mutating func shown() throws(UnreadableTable) -> String {
        var bytes = cell.value
        if cell.kind == "s" {
            guard let index = Int(String(decoding: bytes, as: UTF8.self)), let string = strings[index] else {
                throw .damagedWorkbook
            }
            bytes = string
            bytesOfRow += string.count
            guard bytesOfRow <= SheetRow.longest else { throw .rowTooLong(row: row) }
        }
        guard let text = CellText.read(bytes) else { throw .notUTF8 }
        return cell.kind == "n" ? number(text) : Self.withoutEscapes(text)
    }

    private func number(_ text: String) -> String {
        if styles.isDay(cell.style), let serial = Double(text), let day = day(serial) { return day.vietnamese }
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The day that a number stands for. Excel counts a 29/02/1900 that never was, and 0 is no day.
    private func day(_ serial: Double) -> CivilDate? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let number = Int(serial)
        if countsFrom1904 { return CivilDate(dayNumber: number - 24_107) }
        guard number != 0, number != 60 else { return nil }
        return CivilDate(dayNumber: number - (number > 60 ? 25_569 : 25_568))
    }

    /// Where `BC12` stands in its row.
    private static func column(_ reference: String) throws(UnreadableTable) -> Int {
        var column = 0
        for byte in reference.utf8.prefix(4) {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
        }
        guard (1...16_384).contains(column) else { throw .damagedWorkbook }
        return column - 1
    }

    /// Signs that XML cannot write, as Excel does: `_x000D_` at the end of a line.
    private static func withoutEscapes(_ text: String) -> String {
        guard text.contains("_x00") else { return text }
        return ["_x000D_", "_x000A_", "_x0009_"].reduce(text) { $0.replacingOccurrences(of: $1, with: " ") }
            .split(separator: " ").joined(separator: " ")
    }
}
