import CZlib
import Essentials
import PDFStructure

/// Writes zip archives as office programs do.
public enum ZipSample {
    /// - Parameters:
    ///   - entries: names and contents, in their order.
    ///   - isPacked: deflated; otherwise as they are.
    public static func archive(
        _ entries: [(name: String, content: [UInt8])], isPacked: Bool = true
    ) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let offset = archive.count
            // Without zlib's own frame: two bytes before, a checksum of four behind.
            let packed = isPacked ? Array(Deflater.compress(content).dropFirst(2).dropLast(4)) : content
            let checksum = content.isEmpty ? 0 : crc32(0, content, UInt32(content.count))
            let common = numbers([
                (20, 2), (0, 2), (isPacked ? 8 : 0, 2), (0, 4), (Int(checksum), 4), (packed.count, 4),
                (content.count, 4), (name.utf8.count, 2), (0, 2),
            ])
            archive += numbers([(0x0403_4B50, 4)]) + common
            archive += Array(name.utf8) + packed
            directory += numbers([(0x0201_4B50, 4), (20, 2)]) + common
            directory += numbers([(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)])
            directory += Array(name.utf8)
        }
        let start = archive.count
        archive += directory
        archive += numbers([
            (0x0605_4B50, 4), (0, 4), (entries.count, 2), (entries.count, 2), (directory.count, 4), (start, 4), (0, 2),
        ])
        return archive
    }

    /// Each in so many bytes, the lowest first.
    private static func numbers(_ fields: [(number: Int, width: Int)]) -> [UInt8] {
        fields.flatMap { number, width in (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }
}

/// Writes the parts of an Excel workbook: days and numbers as numbers, texts in the table of shared ones or in the cell.
public struct WorkbookSample: Sendable {
    /// By their names in the package.
    public var parts: [String: String]

    /// - Parameter rows: of its one sheet; what is written like `31/12/2019` is a day.
    public init(_ rows: [[String]]) {
        var strings: [String] = []
        let lines = rows.enumerated().map { row, cells in
            let written = cells.enumerated().map { column, text in
                Self.cell(text, at: "\(Self.letters(column))\(row + 1)", &strings)
            }
            return "<row r=\"\(row + 1)\">\(written.joined())</row>"
        }
        let shared = strings.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }.joined()
        parts = [
            "[Content_Types].xml": Self.part("Types", ""),
            "xl/workbook.xml": Self.part(
                "workbook", "<sheets><sheet name=\"Sổ\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"),
            "xl/_rels/workbook.xml.rels": Self.relations,
            "xl/styles.xml": Self.part(
                "styleSheet",
                "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                    + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"),
            "xl/sharedStrings.xml": Self.part("sst", shared),
            "xl/worksheets/sheet1.xml": Self.part(
                "worksheet", "<dimension ref=\"A1\"/><sheetData>\(lines.joined())</sheetData>"),
        ]
    }

    /// As it stands in a file.
    public var bytes: [UInt8] {
        ZipSample.archive(parts.sorted { $0.key < $1.key }.map { (name: $0.key, content: Array($0.value.utf8)) })
    }

    /// The parts a workbook names its others by.
    public static let relations = part(
        "Relationships",
        [
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
        ].map { id, kind, target in
            "<Relationship Id=\"\(id)\" Type=\"http://example.org/relationships/\(kind)\" Target=\"\(target)\"/>"
        }.joined())

    /// A part of the package.
    public static func part(_ root: String, _ content: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
            + "<\(root) xmlns=\"x\" xmlns:r=\"y\">\(content)</\(root)>"
    }

    private static func cell(_ text: String, at place: String, _ strings: inout [String]) -> String {
        if text.isEmpty { return "<c r=\"\(place)\" s=\"0\"/>" }
        if let day = CivilDate(vietnamese: text) {
            return "<c r=\"\(place)\" s=\"1\"><v>\(day.dayNumber + 25_569)</v></c>"
        }
        if text.allSatisfy(\.isNumber) { return "<c r=\"\(place)\"><v>\(text)</v></c>" }
        if text.count % 2 == 0 {
            return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        }
        strings.append(text)
        return "<c r=\"\(place)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    private static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }
}
