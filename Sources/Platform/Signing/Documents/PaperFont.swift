import Foundation
import PDFStructure

/// A TrueType font for the text of signatures: Liberation Serif, whose widths are those of Times New Roman.
public struct PaperFont: Sendable {
    fileprivate let bytes: [UInt8]
    fileprivate let tables: [String: Range<Int>]
    private let characters: [UInt32: UInt16]
    private let unitsPerEm: Int
    private let widths: Range<Int>
    private let widthCount: Int
    fileprivate let usesLongOffsets: Bool

    /// Reads a font file; nil when it is no TrueType font with a Unicode map.
    public init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        let view = BigEndian(bytes)
        guard let count = view.u16(4) else { return nil }
        var tables: [String: Range<Int>] = [:]
        for index in 0..<Int(count) {
            let record = 12 + index * 16
            guard let offset = view.u32(record + 8), let length = view.u32(record + 12),
                Int(offset) + Int(length) <= bytes.count
            else { return nil }
            let tag = String(decoding: bytes[record..<(record + 4)], as: UTF8.self)
            tables[tag] = Int(offset)..<(Int(offset) + Int(length))
        }
        guard let head = tables["head"], let hhea = tables["hhea"], let hmtx = tables["hmtx"],
            let cmap = tables["cmap"], tables["loca"] != nil, tables["glyf"] != nil,
            let units = view.u16(head.lowerBound + 18), units > 0, let long = view.u16(head.lowerBound + 50),
            let metrics = view.u16(hhea.lowerBound + 34), metrics > 0,
            let characters = Self.characters(view, cmap.lowerBound)
        else { return nil }
        self.tables = tables
        self.characters = characters
        unitsPerEm = Int(units)
        widths = hmtx
        widthCount = Int(metrics)
        usesLongOffsets = long == 1
    }

    /// The map of format 4 for Unicode's basic plane.
    private static func characters(_ view: BigEndian, _ cmap: Int) -> [UInt32: UInt16]? {
        guard let count = view.u16(cmap + 2) else { return nil }
        for index in 0..<Int(count) {
            let record = cmap + 4 + index * 8
            guard let platform = view.u16(record), platform == 3 || platform == 0, let offset = view.u32(record + 4),
                view.u16(cmap + Int(offset)) == 4
            else { continue }
            return segments(view, cmap + Int(offset))
        }
        return nil
    }

    private static func segments(_ view: BigEndian, _ table: Int) -> [UInt32: UInt16]? {
        guard let doubled = view.u16(table + 6) else { return nil }
        let count = Int(doubled) / 2
        var map: [UInt32: UInt16] = [:]
        for segment in 0..<count {
            let at = table + 14 + segment * 2
            guard let end = view.u16(at), let start = view.u16(at + 2 + count * 2),
                let delta = view.u16(at + 2 + count * 4), let rangeOffset = view.u16(at + 2 + count * 6), start <= end
            else { return nil }
            for code in start...end where code != 0xFFFF {
                var glyph = code
                if rangeOffset != 0 {
                    let place = at + 2 + count * 6 + Int(rangeOffset) + Int(code - start) * 2
                    guard let mapped = view.u16(place) else { return nil }
                    if mapped == 0 { continue }
                    glyph = mapped
                }
                map[UInt32(code)] = glyph &+ delta
            }
        }
        return map
    }

    func glyph(_ scalar: Unicode.Scalar) -> UInt16? { characters[scalar.value] }

    /// The advance of a glyph in thousandths of the size.
    func width(_ glyph: UInt16) -> Int {
        let index = min(Int(glyph), widthCount - 1)
        return Int(BigEndian(bytes).u16(widths.lowerBound + index * 4) ?? 0) * 1000 / unitsPerEm
    }

    /// How wide a line is, in points.
    public func width(of line: String, size: Double) -> Double {
        line.precomposed.reduce(0.0) { $0 + Double(glyph($1).map(width) ?? 0) * size / 1000 }
    }

    func subset(for lines: [String]) throws -> FontSubset {
        var used: [Unicode.Scalar: UInt16] = [:]
        for scalar in lines.joined().precomposed {
            guard let glyph = glyph(scalar) else { throw SigningProblem.missingGlyph(Character(scalar)) }
            used[scalar] = glyph
        }
        return FontSubset(font: self, used: used)
    }
}

/// The glyphs of a font that some lines need, to be embedded with the rest left empty.
struct FontSubset {
    let font: PaperFont
    let used: [Unicode.Scalar: UInt16]

    /// The line as two bytes a glyph.
    func glyphs(of line: String) -> [UInt8] {
        line.precomposed.flatMap { scalar -> [UInt8] in
            let glyph = used[scalar] ?? 0
            return [UInt8(glyph >> 8), UInt8(glyph & 0xFF)]
        }
    }

    func write(to update: inout PDFUpdate) -> PDFReference {
        let program = fontProgram()
        let file = PDFStream(
            dictionary: ["Filter": .name("FlateDecode"), "Length1": .integer(program.count)],
            data: Deflater.compress(program)[...])
        let name = PDFObject.name("LTSIGN+LiberationSerif")
        let descriptor: [String: PDFObject] = [
            "Type": .name("FontDescriptor"), "FontName": name, "Flags": .integer(6), "ItalicAngle": .integer(0),
            "FontBBox": .array([-543, -303, 1278, 982].map(PDFObject.integer)), "Ascent": .integer(891),
            "Descent": .integer(-216), "CapHeight": .integer(662), "StemV": .integer(80),
            "FontFile2": .reference(update.add(.stream(file))),
        ]
        let glyphs = Set(used.values).sorted()
        let widths = glyphs.flatMap { [.integer(Int($0)), .array([.integer(font.width($0))])] as [PDFObject] }
        let descendant: [String: PDFObject] = [
            "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "BaseFont": name, "CIDToGIDMap": .name("Identity"),
            "CIDSystemInfo": .dictionary([
                "Registry": .string(Array("Adobe".utf8)), "Ordering": .string(Array("Identity".utf8)),
                "Supplement": .integer(0),
            ]),
            "FontDescriptor": .reference(update.add(.dictionary(descriptor))), "W": .array(widths), "DW": .integer(0),
        ]
        let map = update.add(.stream(PDFStream(dictionary: [:], data: Array(unicodeMap.utf8)[...])))
        return update.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "BaseFont": name, "Encoding": .name("Identity-H"),
                "DescendantFonts": .array([.reference(update.add(.dictionary(descendant)))]),
                "ToUnicode": .reference(map),
            ]))
    }

    /// What each glyph means, so that the text can be searched and read aloud.
    private var unicodeMap: String {
        let lines = used.sorted { $0.value < $1.value }.map { scalar, glyph in
            "<\(Self.hex(glyph))> <\(Self.hex(UInt16(truncatingIfNeeded: scalar.value)))>"
        }
        return """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            \(lines.count) beginbfchar
            \(lines.joined(separator: "\n"))
            endbfchar endcmap CMapName currentdict /CMap defineresource pop end end
            """
    }

    private static func hex(_ value: UInt16) -> String {
        Hexadecimal.text([UInt8(value >> 8), UInt8(value & 0xFF)])
    }
}

extension FontSubset {
    /// A font with the same numbers of glyphs, in which only the used ones have outlines.
    private func fontProgram() -> [UInt8] {
        let (outlines, offsets) = outlines()
        var parts: [(String, [UInt8])] = []
        for tag in ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"] {
            switch tag {
            case "glyf": parts.append((tag, outlines))
            case "loca": parts.append((tag, offsets))
            default: if let range = font.tables[tag] { parts.append((tag, Array(font.bytes[range]))) }
            }
        }
        return Self.file(parts)
    }

    /// The `glyf` and `loca` tables of the used glyphs and of those they are composed of.
    private func outlines() -> ([UInt8], [UInt8]) {
        guard let loca = font.tables["loca"], let glyf = font.tables["glyf"] else { return ([], []) }
        let view = BigEndian(font.bytes)
        let count = loca.count / (font.usesLongOffsets ? 4 : 2) - 1
        func offset(_ glyph: Int) -> Int {
            font.usesLongOffsets
                ? Int(view.u32(loca.lowerBound + glyph * 4) ?? 0) : Int(view.u16(loca.lowerBound + glyph * 2) ?? 0) * 2
        }
        var wanted: Set<Int> = [0]
        var pending = used.values.map(Int.init)
        while let glyph = pending.popLast() {
            guard glyph < count, wanted.insert(glyph).inserted else { continue }
            pending += Self.components(view, glyf.lowerBound + offset(glyph), length: offset(glyph + 1) - offset(glyph))
        }
        var outlines: [UInt8] = []
        var offsets: [UInt8] = []
        for glyph in 0...count {
            let place = font.usesLongOffsets ? outlines.count : outlines.count / 2
            if font.usesLongOffsets { offsets += [UInt8(place >> 24 & 0xFF), UInt8(place >> 16 & 0xFF)] }
            offsets += [UInt8(place >> 8 & 0xFF), UInt8(place & 0xFF)]
            guard glyph < count, wanted.contains(glyph) else { continue }
            let range = (glyf.lowerBound + offset(glyph))..<(glyf.lowerBound + offset(glyph + 1))
            guard range.upperBound <= glyf.upperBound else { continue }
            outlines += font.bytes[range]
            while outlines.count % 4 != 0 { outlines.append(0) }
        }
        return (outlines, offsets)
    }

    /// The glyphs that a composite glyph is made of: letters with marks.
    private static func components(_ view: BigEndian, _ start: Int, length: Int) -> [Int] {
        guard length > 10, let contours = view.u16(start), contours >= 0x8000 else { return [] }
        var found: [Int] = []
        var position = start + 10
        while position + 4 <= start + length, let flags = view.u16(position), let glyph = view.u16(position + 2) {
            found.append(Int(glyph))
            position += 4 + (flags & 1 != 0 ? 4 : 2)
            if flags & 8 != 0 {
                position += 2
            } else if flags & 0x40 != 0 {
                position += 4
            } else if flags & 0x80 != 0 {
                position += 8
            }
            if flags & 0x20 == 0 { break }
        }
        return found
    }

    private static func file(_ parts: [(String, [UInt8])]) -> [UInt8] {
        var header: [UInt8] = [0, 1, 0, 0, 0, UInt8(parts.count), 0, 128, 0, 3, 0, UInt8(parts.count * 16 - 128)]
        var body: [UInt8] = []
        for (tag, content) in parts {
            let padded = content + [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
            var sum: UInt32 = 0
            for index in stride(from: 0, to: padded.count, by: 4) {
                sum &+= padded[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
            }
            header += tag.utf8
            for value in [sum, UInt32(12 + parts.count * 16 + body.count), UInt32(content.count)] {
                header += withUnsafeBytes(of: value.bigEndian, Array.init)
            }
            body += padded
        }
        return header + body
    }
}

/// Numbers out of bytes, the widest first.
private struct BigEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func u16(_ offset: Int) -> UInt16? {
        guard offset >= 0, offset + 2 <= bytes.count else { return nil }
        return UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
    }

    func u32(_ offset: Int) -> UInt32? {
        guard let high = u16(offset), let low = u16(offset + 2) else { return nil }
        return UInt32(high) << 16 | UInt32(low)
    }
}

extension String {
    /// The characters in their composed form: fonts have ộ as one glyph.
    fileprivate var precomposed: String.UnicodeScalarView { precomposedStringWithCanonicalMapping.unicodeScalars }
}
