import Essentials

/// A table as comma-separated values (RFC 4180), each cell with the place where it stood.
public struct DelimitedText: Sendable {
    /// One cell.
    public struct Cell: Sendable {
        public let text: String
        /// In characters, from 1.
        public let column: Int
    }

    /// One record with the line it begins on.
    public struct Row: Sendable {
        public let line: Int
        public let cells: [Cell]

        /// Where a cell stands.
        public func place(_ index: Int) -> TextPlace {
            TextPlace(line: line, column: index < cells.count ? cells[index].column : 1)
        }
    }

    public let header: Row
    public let rows: [Row]

    /// Reads UTF-8, with or without a byte order mark. Every row has as many cells as the header; empty lines are skipped.
    public init(_ text: String) throws(InputProblem) {
        var records = try Self.records(in: text)
        guard !records.isEmpty else { throw InputProblem(Wording("tệp không có dòng nào", en: "the file has no line")) }
        header = records.removeFirst()
        for row in records where row.cells.count != header.cells.count {
            let (found, expected) = (row.cells.count, header.cells.count)
            let place = row.place(max(0, min(found, expected) - 1))
            throw InputProblem(
                Wording(
                    "có \(found) ô, dòng tiêu đề có \(expected) ô", en: "\(found) cells, but the header has \(expected)"
                ),
                at: place)
        }
        rows = records
    }

    /// Where a column stands; nil if there is none of this name.
    public func column(_ name: String) -> Int? {
        header.cells.firstIndex { $0.text == name }
    }

    /// Where a column stands that must be there.
    public func needed(_ name: String) throws(InputProblem) -> Int {
        guard let index = column(name) else {
            throw InputProblem(
                Wording("thiếu cột '\(name)'", en: "the column '\(name)' is missing"), at: header.place(0))
        }
        return index
    }

    private static func records(in text: String) throws(InputProblem) -> [Row] {
        var splitter = RecordSplitter(Array(text.utf8))
        var records: [Row] = []
        while let row = try splitter.next() { records.append(row) }
        return records
    }
}

extension DelimitedText {
    /// One line of cells, quoted where they must be.
    public static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { [34, 44, 10, 13].contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// Cuts bytes into records; it looks at bytes because files of values have millions of cells.
private struct RecordSplitter {
    private let bytes: [UInt8]
    private var index: Int
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() throws(InputProblem) -> DelimitedText.Row? {
        while index < bytes.count, bytes[index] == 10 || bytes[index] == 13 { advance() }
        guard index < bytes.count else { return nil }
        let start = line
        var cells: [DelimitedText.Cell] = []
        while true {
            let begin = column
            let isQuoted = index < bytes.count && bytes[index] == 34
            cells.append(DelimitedText.Cell(text: isQuoted ? try quotedCell() : plainCell(), column: begin))
            guard index < bytes.count, bytes[index] == 44 else { break }
            advance()
        }
        return DelimitedText.Row(line: start, cells: cells)
    }

    private mutating func advance() {
        let byte = bytes[index]
        index += 1
        if byte == 10 {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    private mutating func plainCell() -> String {
        let start = index
        while index < bytes.count, bytes[index] != 44, bytes[index] != 10, bytes[index] != 13 { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quotedCell() throws(InputProblem) -> String {
        let begin = TextPlace(line: line, column: column)
        advance()
        var text: [UInt8] = []
        while index < bytes.count {
            if bytes[index] == 34 {
                advance()
                guard index < bytes.count, bytes[index] == 34 else { return try endOfQuoted(text) }
            }
            text.append(bytes[index])
            advance()
        }
        throw InputProblem(
            Wording("ô không có dấu \" kết thúc", en: "the cell has no closing quotation mark"), at: begin)
    }

    private func endOfQuoted(_ text: [UInt8]) throws(InputProblem) -> String {
        if index < bytes.count, ![44, 10, 13].contains(bytes[index]) {
            throw InputProblem(
                Wording("thừa ký tự sau dấu \" kết thúc ô", en: "characters after the cell's closing quotation mark"),
                at: TextPlace(line: line, column: column))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
