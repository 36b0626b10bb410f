/// The parts of an office document, unpacked piece by piece: what a workbook is read from.
public protocol WorkbookPackage: Sendable {
    associatedtype Pieces: AsyncSequence where Pieces.Element == [UInt8]

    /// A part by its name; nil when there is none.
    /// - Parameter limit: the most bytes it may unpack to; a larger one is refused.
    func part(_ name: String, atMost limit: Int64) throws -> Pieces?
}

/// An Excel workbook (.xlsx, ECMA-376), of which the first sheet that can be seen is read, row by row. What a formula came
/// to is read, the formula is not.
public struct Workbook<Package: WorkbookPackage>: Sendable {
    /// The names of the sheets that can be seen; the first is read.
    public let sheets: [String]
    private let package: Package
    private let sheet: String
    private let cells: SheetCells

    /// - Throws: `UnreadableTable`, and what the package throws.
    public init(_ package: Package) async throws {
        var list = SheetList()
        guard try await Self.read("xl/workbook.xml", of: package, atMost: WorkbookLimits.smallPart, into: &list) else {
            throw UnreadableTable.damagedWorkbook
        }
        var relations = PartRelations()
        _ = try await Self.read(
            "xl/_rels/workbook.xml.rels", of: package, atMost: WorkbookLimits.smallPart, into: &relations)
        guard let first = list.seen.first, let path = relations.path(of: first.relation) else {
            throw UnreadableTable.damagedWorkbook
        }
        var (strings, styles) = (SharedStrings(), CellStyles())
        if let name = relations.path(ofKind: "sharedStrings") {
            _ = try await Self.read(name, of: package, atMost: WorkbookLimits.strings, into: &strings)
        }
        if let name = relations.path(ofKind: "styles") {
            _ = try await Self.read(name, of: package, atMost: WorkbookLimits.smallPart, into: &styles)
        }
        self.package = package
        sheets = list.seen.map(\.name)
        sheet = path
        cells = SheetCells(strings: strings, styles: styles, countsFrom1904: list.countsFrom1904)
    }

    /// The rows that have something in them, from one on, some at a time, until `body` says that it is enough.
    ///
    /// - Throws: `UnreadableTable`, and what the package and `body` throw.
    public func rows(from row: Int, _ body: ([SheetRow]) async throws -> Bool) async throws {
        guard let pieces = try package.part(sheet, atMost: WorkbookLimits.sheet) else {
            throw UnreadableTable.damagedWorkbook
        }
        var reader = MarkupReader()
        var cells = self.cells
        for try await piece in pieces {
            try reader.read(piece, into: &cells)
            let rows = cells.takeRows().filter { $0.number >= row }
            if rows.isEmpty { continue }
            guard try await body(rows) else { return }
        }
        try reader.finish()
    }

    private static func read<Taker: MarkupTaker>(
        _ name: String, of package: Package, atMost limit: Int64, into taker: inout Taker
    ) async throws -> Bool {
        guard let pieces = try package.part(name, atMost: limit) else { return false }
        var reader = MarkupReader()
        for try await piece in pieces { try reader.read(piece, into: &taker) }
        try reader.finish()
        return true
    }
}

/// How much of a workbook is unpacked.
enum WorkbookLimits {
    static let smallPart: Int64 = 8 << 20
    static let strings: Int64 = 256 << 20
    static let sheet: Int64 = 512 << 20
}
