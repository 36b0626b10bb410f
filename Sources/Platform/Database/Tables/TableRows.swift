import Crypto
import Essentials
public import Foundation

/// The place behind which a table is read on.
public struct TablePlace: Hashable, Sendable {
    let key: [SQLValue]
}

/// Some rows of a table, in the order of its primary key.
public struct TablePage: Sendable {
    /// Each as `TableSchema.columns` orders it.
    public let rows: [[SQLValue]]
    /// Where to read on; nil at the end.
    public let next: TablePlace?
}

extension TableSchema {
    /// Rows of a statement: few enough that none runs into the engine's time limit.
    private static let rowsOfStatement = 4000

    /// The rows after a place, about `bytes` of them, so that memory holds no more however large the table is.
    public func page(after place: TablePlace?, bytes: Int = 1 << 20, in db: Connection) throws -> TablePage {
        let keyColumns = SQL(key.map { SQL(name: columns[$0].name) }, joinedBy: ", ")
        let wanted = SQL(columns.map { SQL(name: $0.name) }, joinedBy: ", ")
        var sql: SQL = "SELECT \(wanted) FROM \(SQL(name: name))"
        if let place {
            let values = SQL(place.key.map { "\($0)" as SQL }, joinedBy: ", ")
            sql += " WHERE (\(keyColumns)) > (\(values))"
        }
        var rows: [[SQLValue]] = []
        var size = 0
        var isCut = false
        try db.forEachRow("\(sql) ORDER BY \(keyColumns) LIMIT \(Self.rowsOfStatement)") { row in
            rows.append(row.values)
            size += row.values.reduce(0) { $0 + $1.weight }
            isCut = size >= bytes
            return !isCut
        }
        guard isCut || rows.count == Self.rowsOfStatement, let last = rows.last else {
            return TablePage(rows: rows, next: nil)
        }
        return TablePage(rows: rows, next: TablePlace(key: key.map { last[$0] }))
    }

    /// Takes out what a step of the schema may have put in.
    public func clear(in db: Connection) throws {
        try db.execute("DELETE FROM \(SQL(name: name))")
    }

    /// Adds rows that another installation's table of this name gave, their values in the order of its columns.
    public func load(_ rows: [[SQLValue]], columns names: [String], in db: Connection) throws {
        guard names == columns.map(\.name) else {
            throw DatabaseError.column(name, reason: "the table has other columns here: \(columns.map(\.name))")
        }
        try db.load(rows, into: self)
    }

    /// Adds rows of this installation's own as fast as the engine takes them.
    ///
    /// - Parameters:
    ///   - rows: their values in the order of `names`.
    ///   - names: the columns that are given; the others are null.
    public func add(_ rows: [[SQLValue]], _ names: [String], in db: Connection) throws {
        if let stranger = names.first(where: { name in !columns.contains { $0.name == name } }) {
            throw DatabaseError.column(stranger, reason: "the table \(self.name) has no such column")
        }
        let places = columns.map { column in names.firstIndex(of: column.name) }
        try db.load(rows.map { row in places.map { $0.map { row[$0] } ?? .null } }, into: self)
    }

    /// A row's primary key as bytes, the same on both engines.
    public func keyBytes(of row: [SQLValue]) -> [UInt8] {
        RowCoding.bytes(key.map { row[$0] })
    }
}

extension SQLValue: SQLConvertible {
    public var sqlValue: SQLValue { self }

    public init(sqlValue: SQLValue) {
        self = sqlValue
    }

    fileprivate var weight: Int {
        switch self {
        case .text(let text): 16 + text.utf8.count
        case .bytes(let bytes): 16 + bytes.count
        default: 16
        }
    }
}

/// How a row is written where neither engine is: the same bytes for the same row on both.
///
/// A number of values (four bytes, most significant first), then each as a tag and its content: 0 nothing, 1 an integer
/// in eight bytes, 2 a text and 3 bytes with four bytes of length before them, 4 a real number as its eight bytes. Truth
/// is the integer 0 or 1, as SQLite keeps it.
public enum RowCoding {
    /// One row.
    public static func bytes(_ row: [SQLValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(row, to: &bytes)
        return bytes
    }

    /// Adds a row.
    public static func append(_ row: [SQLValue], to bytes: inout [UInt8]) {
        append(UInt64(row.count), width: 4, to: &bytes)
        for value in row {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number): append(1, UInt64(bitPattern: number), to: &bytes)
            case .boolean(let truth): append(1, truth ? 1 : 0, to: &bytes)
            case .real(let number): append(4, (number == 0 ? 0 : number).bitPattern, to: &bytes)
            case .text(let text): append(2, Array(text.utf8), to: &bytes)
            case .bytes(let content): append(3, content, to: &bytes)
            }
        }
    }

    /// Reads rows that `append` wrote one after the other; nil when the bytes are no rows.
    public static func rows(in bytes: [UInt8]) -> [[SQLValue]]? {
        var rows: [[SQLValue]] = []
        var place = 0
        while place < bytes.count {
            guard let count = number(4, at: &place, in: bytes), count <= 10_000 else { return nil }
            var row: [SQLValue] = []
            for _ in 0..<count {
                guard let value = value(at: &place, in: bytes) else { return nil }
                row.append(value)
            }
            rows.append(row)
        }
        return rows
    }

    private static func value(at place: inout Int, in bytes: [UInt8]) -> SQLValue? {
        guard let tag = number(1, at: &place, in: bytes) else { return nil }
        switch tag {
        case 0: return .null
        case 1: return number(8, at: &place, in: bytes).map { .integer(Int64(bitPattern: $0)) }
        case 4: return number(8, at: &place, in: bytes).map { .real(Double(bitPattern: $0)) }
        case 2, 3:
            guard let length = number(4, at: &place, in: bytes), place + Int(length) <= bytes.count else { return nil }
            defer { place += Int(length) }
            let content = bytes[place..<place + Int(length)]
            return tag == 2 ? .text(String(decoding: content, as: UTF8.self)) : .bytes(Array(content))
        default: return nil
        }
    }

    private static func number(_ width: Int, at place: inout Int, in bytes: [UInt8]) -> UInt64? {
        guard place + width <= bytes.count else { return nil }
        defer { place += width }
        return bytes[place..<place + width].reduce(0) { ($0 << 8) | UInt64($1) }
    }

    private static func append(_ tag: UInt8, _ bits: UInt64, to bytes: inout [UInt8]) {
        bytes.append(tag)
        append(bits, width: 8, to: &bytes)
    }

    private static func append(_ tag: UInt8, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(tag)
        append(UInt64(content.count), width: 4, to: &bytes)
        bytes += content
    }

    private static func append(_ number: UInt64, width: Int, to bytes: inout [UInt8]) {
        for place in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
    }
}

/// What a table holds, in 32 bytes: the same for the same rows on both engines, and for no others.
public struct TableDigest: Sendable {
    private var hash = SHA256()
    /// Rows so far.
    public private(set) var rows = 0

    /// - Parameter columns: their names, in the order in which each row has them.
    public init(table: String, columns: [String]) {
        hash.update(data: Data(RowCoding.bytes((["lienthong-table-1", table] + columns).map { .text($0) })))
    }

    public init(_ table: TableSchema) {
        self.init(table: table.name, columns: table.columns.map(\.name))
    }

    /// Takes in rows as `RowCoding` writes them.
    public mutating func add(_ bytes: some DataProtocol, rows: Int) {
        hash.update(data: bytes)
        self.rows += rows
    }

    /// 64 hexadecimal digits.
    public var text: String {
        hash.finalize().hexadecimal
    }
}

extension Database {
    /// What a table holds now, read page by page.
    public func digest(of table: TableSchema) async throws -> TableDigest {
        var digest = TableDigest(table)
        var place: TablePlace?
        repeat {
            let after = place
            let page = try await read { try table.page(after: after, in: $0) }
            var bytes: [UInt8] = []
            for row in page.rows { RowCoding.append(row, to: &bytes) }
            digest.add(bytes, rows: page.rows.count)
            place = page.next
        } while place != nil
        return digest
    }
}
