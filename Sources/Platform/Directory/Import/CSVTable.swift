import Essentials
import Foundation

/// A table as spreadsheets save it: RFC 4180, separated by `,`, `;` or tabs, in UTF-8 with or without a mark at its
/// beginning. Every row keeps the number of the line it began on, so that a problem can be found in the spreadsheet.
struct CSVTable: Sendable {
    /// One row below the headings.
    struct Line: Sendable {
        /// As the spreadsheet counts: the headings are row 1.
        let number: Int
        let cells: [String]
    }

    /// Why a file is no table.
    enum Unreadable: Error, Equatable {
        case tooLarge
        case notUTF8
        case noHeading
        case openQuote(row: Int)
        case tooManyRows
        case tooManyColumns(row: Int)

        var message: Wording {
            switch self {
            case .tooLarge: Wording("Tệp lớn quá 5 MB", en: "The file is larger than 5 MB")
            case .notUTF8: Wording("Hãy lưu tệp dạng CSV UTF-8", en: "Save the file as CSV UTF-8")
            case .noHeading: Wording("Tệp không có dòng tiêu đề", en: "The file has no headings")
            case .openQuote(let row):
                Wording("Dòng \(row): thiếu dấu ngoặc kép đóng", en: "Row \(row): a quote is not closed")
            case .tooManyRows: Wording("Tệp có quá 5.000 dòng", en: "The file has more than 5,000 rows")
            case .tooManyColumns(let row):
                Wording("Dòng \(row) có quá nhiều cột", en: "Row \(row) has too many columns")
            }
        }
    }

    static let largest = 5 * 1024 * 1024
    static let mostRows = 5000
    static let mostColumns = 60

    let headings: [String]
    let lines: [Line]

    init(_ bytes: [UInt8]) throws(Unreadable) {
        if bytes.count > Self.largest { throw .tooLarge }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            throw .notUTF8
        }
        var reader = Reader(text.precomposedStringWithCanonicalMapping)
        let rows = try reader.rows()
        guard let first = rows.first, first.cells.contains(where: { !$0.isEmpty }) else { throw .noHeading }
        headings = first.cells
        lines = Array(rows.dropFirst())
    }

    /// Reads the cells one sign after another.
    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private let separator: Unicode.Scalar
        private var index = 0

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            separator = Self.separator(in: scalars)
        }

        mutating func rows() throws(Unreadable) -> [Line] {
            var rows: [Line] = []
            var number = 1
            while index < scalars.count {
                let cells = try row(number)
                // Spreadsheets leave rows of nothing at the end.
                if cells.contains(where: { !$0.isEmpty }) { rows.append(Line(number: number, cells: cells)) }
                if rows.count > mostRows + 1 { throw .tooManyRows }
                number += 1
            }
            return rows
        }

        private mutating func row(_ number: Int) throws(Unreadable) -> [String] {
            var cells: [String] = []
            while true {
                cells.append(try cell(number))
                if cells.count > mostColumns { throw .tooManyColumns(row: number) }
                guard index < scalars.count else { return cells }
                let sign = scalars[index]
                index += 1
                if sign == separator { continue }
                if sign == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
                return cells
            }
        }

        /// One cell; afterwards `index` stands at a separator, at the row's end or at the text's.
        private mutating func cell(_ number: Int) throws(Unreadable) -> String {
            var cell = String.UnicodeScalarView()
            if index < scalars.count, scalars[index] == "\"" {
                index += 1
                while true {
                    guard index < scalars.count else { throw .openQuote(row: number) }
                    let sign = scalars[index]
                    index += 1
                    if sign != "\"" {
                        cell.append(sign)
                    } else if index < scalars.count, scalars[index] == "\"" {
                        cell.append(sign)
                        index += 1
                    } else {
                        break
                    }
                }
            }
            while index < scalars.count, ![separator, "\r", "\n"].contains(scalars[index]) {
                cell.append(scalars[index])
                index += 1
            }
            return String(cell).trimmed
        }

        /// The sign that parts the headings: whichever occurs there most, outside quotes.
        private static func separator(in scalars: [Unicode.Scalar]) -> Unicode.Scalar {
            var counts: [Unicode.Scalar: Int] = [:]
            var isQuoted = false
            for scalar in scalars {
                if scalar == "\"" { isQuoted.toggle() }
                if !isQuoted && (scalar == "\n" || scalar == "\r") { break }
                if !isQuoted, [",", ";", "\t"].contains(scalar) { counts[scalar, default: 0] += 1 }
            }
            return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? ","
        }
    }
}

/// Writes tables for spreadsheets.
enum CSVWriter {
    /// - Returns: text with a mark at its beginning, without which spreadsheets misread Vietnamese.
    static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell in quotes where it needs them. What a spreadsheet would take for a formula gets an apostrophe before it
    /// (ASVS V1.2.10): the data comes from people.
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        let needsQuotes = plain.unicodeScalars.contains { ",;\t\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + plain.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : plain
    }
}
