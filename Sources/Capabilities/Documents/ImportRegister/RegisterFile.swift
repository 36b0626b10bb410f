import Files
import Spreadsheets

/// The file of an old register, read as a table: as CSV, or the first sheet of an Excel workbook.
enum RegisterFile: Sendable {
    case csv(FileReader)
    case workbook(Workbook<RegisterPackage>)

    /// What an old register may come as.
    static let accepted: Set<MediaType> = [.plainText, .xlsx]

    /// Of a CSV file, as many bytes as its headings and first rows may take.
    private static let beginningBytes: Int64 = 256 * 1024
    /// Of a workbook, as many rows as stand above its headings and a few below.
    private static let beginningRows = 60

    /// - Throws: `UnreadableTable`, `FileRefusal` when it is no sound workbook.
    init(_ reader: FileReader, _ type: MediaType) async throws {
        if type == .xlsx {
            let package = RegisterPackage(archive: try await reader.archive())
            self = .workbook(try await Workbook(package))
        } else {
            self = .csv(reader)
        }
    }

    /// The sheets of a workbook; the first is read.
    var sheets: [String] {
        switch self {
        case .csv: []
        case .workbook(let book): book.sheets
        }
    }

    /// The first rows, and what parts their cells in a CSV file.
    func beginning() async throws -> (rows: [SheetRow], separator: UInt8?) {
        switch self {
        case .csv(let reader):
            let bytes = try await reader.bytes(0..<Self.beginningBytes)
            let dialect = CSVDialect(bytes)
            var csv = CSVReader(dialect)
            var rows = try csv.read(bytes[Int(dialect.start.offset)...])
            if Int64(bytes.count) == reader.size, let last = try csv.finish() { rows.append(last) }
            return (rows, dialect.separator)
        case .workbook(let book):
            var rows: [SheetRow] = []
            try await book.rows(from: 1) { found in
                rows += found.prefix(Self.beginningRows - rows.count)
                return rows.count < Self.beginningRows
            }
            return (rows, nil)
        }
    }

    /// Every row from a place on, some at a time, until `body` says that it is enough.
    func rows(
        of layout: RegisterLayout, from place: SheetPlace, _ body: ([SheetRow]) async throws -> Bool
    ) async throws {
        switch self {
        case .csv(let reader):
            var csv = CSVReader(separator: layout.separator ?? UInt8(ascii: ","), at: place)
            for try await chunk in reader.chunks(place.offset..<max(place.offset, reader.size)) {
                guard try await body(try csv.read(chunk[...]).filter { !$0.isBlank }) else { return }
            }
            if let last = try csv.finish(), !last.isBlank { _ = try await body([last]) }
        case .workbook(let book): try await book.rows(from: place.row, body)
        }
    }
}

/// The parts of a workbook that was uploaded.
struct RegisterPackage: WorkbookPackage {
    let archive: ZipArchive

    func part(_ name: String, atMost limit: Int64) throws -> ZipPieces? {
        try archive.pieces(of: name, atMost: limit)
    }
}
