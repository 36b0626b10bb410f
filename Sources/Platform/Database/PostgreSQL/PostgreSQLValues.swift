import CPostgreSQL

/// Values on their way to the server.
struct PostgreSQLParameters {
    private let bytes: [[UInt8]?]
    private let formats: [Int32]

    init(_ values: [SQLValue]) {
        bytes = values.map(Self.bytes)
        formats = values.map { if case .text = $0 { 0 } else { 1 } }
    }

    /// The server's number for the type of a value: int8, text, bytea, bool, float8; 0 lets it infer.
    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .bytes: 17
        case .boolean: 16
        case .real: 701
        }
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        // One buffer for all of them: addresses into it stay valid while it is held.
        var joined: [UInt8] = []
        var offsets: [Int?] = []
        for value in bytes {
            offsets.append(value == nil ? nil : joined.count)
            joined += value ?? []
            joined.append(0)
        }
        let lengths = bytes.map { Int32($0?.count ?? 0) }
        return joined.withUnsafeBytes { buffer in
            let base = buffer.bindMemory(to: CChar.self).baseAddress
            let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
            return body(pointers, lengths, formats)
        }
    }

    static func bytes(_ value: SQLValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .integer(let number): bigEndian(UInt64(bitPattern: number))
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .boolean(let truth): [truth ? 1 : 0]
        case .real(let number): bigEndian(number.bitPattern)
        }
    }

    private static func bigEndian(_ bits: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
    }
}

/// Rows as the server's COPY takes them in binary.
enum PostgreSQLCopy {
    static func bytes(of rows: [[SQLValue]], into table: TableSchema) -> [UInt8] {
        var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
        for row in rows {
            append(UInt64(row.count), width: 2, to: &bytes)
            for (value, column) in zip(row, table.columns) {
                guard let field = PostgreSQLParameters.bytes(column.type.fitting(value)) else {
                    append(UInt64(UInt32.max), width: 4, to: &bytes)
                    continue
                }
                append(UInt64(field.count), width: 4, to: &bytes)
                bytes += field
            }
        }
        return bytes + [0xFF, 0xFF]
    }

    private static func append(_ number: UInt64, width: Int, to bytes: inout [UInt8]) {
        for place in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
    }
}

/// An answer of the server, in binary.
struct PostgreSQLResult {
    private let result: OpaquePointer?

    init(_ result: OpaquePointer?) {
        self.result = result
    }

    func rows() throws -> [Row] {
        let width = PQnfields(result)
        let height = PQntuples(result)
        var columns: Row.Columns = [:]
        for index in (0..<width).reversed() {
            columns[String(cString: PQfname(result, index))] = Int(index)
        }
        let types = (0..<width).map { PQftype(result, $0) }
        return try (0..<height).map { row in
            Row(columns: columns, values: try (0..<width).map { try value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let length = Int(PQgetlength(result, row, column))
        guard let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        switch type {
        case 20: return .integer(Int64(bitPattern: Self.bits(bytes)))
        case 23: return .integer(Int64(Int32(truncatingIfNeeded: Self.bits(bytes))))
        case 21: return .integer(Int64(Int16(truncatingIfNeeded: Self.bits(bytes))))
        case 25, 1043, 19, 1042, 705: return .text(String(decoding: bytes, as: UTF8.self))
        case 17: return .bytes([UInt8](bytes))
        case 16: return .boolean(bytes.first == 1)
        case 701: return .real(Double(bitPattern: Self.bits(bytes)))
        case 2278: return .null  // void, what a function for its effect answers
        default:
            let name = String(cString: PQfname(result, column))
            throw DatabaseError.column(
                name, reason: "has PostgreSQL type \(type); cast it to one that both engines have")
        }
    }

    private static func bits(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0) { ($0 << 8) | UInt64($1) }
    }
}
