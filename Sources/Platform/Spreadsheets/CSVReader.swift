/// Reads a table piece by piece (RFC 4180), so that memory holds a row however long the table is.
public struct CSVReader: Sendable {
    private let separator: UInt8
    private var row: Int
    private var offset: Int64
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var bytesOfRow = 0
    private var state = State.atCell

    private enum State {
        case atCell, plain, quoted, quoteInQuoted
        /// After a carriage return, which a line feed may follow.
        case atEnd
    }

    /// - Parameters:
    ///   - separator: what parts cells.
    ///   - place: where the bytes that come first stand in the file; a row begins there.
    public init(separator: UInt8, at place: SheetPlace) {
        self.separator = separator
        row = place.row
        offset = place.offset
    }

    /// A reader of a whole file; the bytes that come first are those at the dialect's start.
    public init(_ dialect: CSVDialect) {
        self.init(separator: dialect.separator, at: dialect.start)
    }

    /// Takes the next bytes.
    /// - Returns: the rows that ended in them.
    public mutating func read(_ bytes: ArraySlice<UInt8>) throws(UnreadableTable) -> [SheetRow] {
        var rows: [SheetRow] = []
        for byte in bytes {
            if state == .atEnd, byte != Self.lineFeed { rows.append(try endRow()) }
            offset += 1
            bytesOfRow += 1
            if try take(byte) { rows.append(try endRow()) }
            if bytesOfRow > SheetRow.longest { throw .rowTooLong(row: row) }
        }
        return rows
    }

    /// Ends the table.
    /// - Returns: its last row, when no line end stands behind it.
    public mutating func finish() throws(UnreadableTable) -> SheetRow? {
        if state == .quoted { throw .openQuote(row: row) }
        return bytesOfRow == 0 ? nil : try endRow()
    }

    private static let (lineFeed, carriageReturn, quote) = (
        UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\"")
    )

    /// - Returns: whether the row ends with this byte.
    private mutating func take(_ byte: UInt8) throws(UnreadableTable) -> Bool {
        switch (state, byte) {
        case (.atEnd, _): return true
        case (_, 0): throw .notUTF8
        case (.quoted, Self.quote): state = .quoteInQuoted
        case (.quoted, _): cell.append(byte)
        case (.quoteInQuoted, Self.quote):
            cell.append(byte)
            state = .quoted
        case (.atCell, Self.quote): state = .quoted
        case (_, separator): try endCell()
        case (_, Self.lineFeed): return true
        case (_, Self.carriageReturn): state = .atEnd
        default:
            cell.append(byte)
            state = .plain
        }
        return false
    }

    private mutating func endCell() throws(UnreadableTable) {
        guard let text = CellText.read(cell) else { throw .notUTF8 }
        cells.append(text)
        if cells.count > SheetRow.mostColumns { throw .tooManyColumns(row: row) }
        cell.removeAll(keepingCapacity: true)
        state = .atCell
    }

    private mutating func endRow() throws(UnreadableTable) -> SheetRow {
        try endCell()
        let ended = SheetRow(number: row, cells: cells, next: SheetPlace(row: row + 1, offset: offset))
        row += 1
        cells.removeAll(keepingCapacity: true)
        bytesOfRow = 0
        return ended
    }
}
