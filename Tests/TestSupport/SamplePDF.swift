public import PDFStructure

/// Small PDF files of every build: with a table or a stream of cross-references, objects packed or plain.
public struct SamplePDF {
    /// How a file keeps its objects and the table of them.
    public enum Build: String, CaseIterable, Sendable {
        case table, stream, packed
    }

    public static let content = PDFReference(4)
    public static let page = PDFReference(3)
    public static let pages = PDFReference(2)
    public static let catalog = PDFReference(1)
    public static let font = PDFReference(5)
    public static let hiddenContent = PDFReference(6)
    public static let textField = PDFReference(7)
    public static let numberField = PDFReference(8)
    public static let overlay = PDFReference(9)

    /// A page of an official letter with two form fields, an overlay, and content that nothing shows.
    public static var objects: [PDFReference: PDFObject] {
        let box = PDFObject.array([0, 0, 595, 842].map(PDFObject.integer))
        func stream(_ text: String, _ entries: [String: PDFObject] = [:]) -> PDFObject {
            .stream(PDFStream(dictionary: entries, data: Array(text.utf8)[...]))
        }
        func field(_ name: String) -> PDFObject {
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Tx"), "T": .string(Array(name.utf8)),
                "Rect": .array([100, 700, 200, 720].map(PDFObject.integer)), "F": .integer(4),
            ])
        }
        let resources = PDFObject.dictionary([
            "Font": .dictionary(["F1": .reference(font)]),
            "XObject": .dictionary(["Over": .reference(overlay)]),
        ])
        return [
            catalog: .dictionary([
                "Type": .name("Catalog"), "Pages": .reference(pages),
                "AcroForm": .dictionary(["Fields": .array([.reference(textField), .reference(numberField)])]),
            ]),
            pages: .dictionary(["Type": .name("Pages"), "Count": .integer(1), "Kids": .array([.reference(page)])]),
            page: .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": box, "Resources": resources,
                "Contents": .reference(content), "Annots": .array([.reference(textField), .reference(numberField)]),
            ]),
            content: stream("BT /F1 12 Tf 72 760 Td (Quyet dinh so 15: 100 dong) Tj ET /Over Do"),
            font: .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
            ]),
            hiddenContent: stream("BT /F1 12 Tf 72 760 Td (Quyet dinh so 15: 900 dong) Tj ET"),
            textField: field("SoTien"),
            numberField: field("SoVanBan"),
            overlay: stream(
                "1 1 1 rg 72 600 100 20 re f", ["Type": .name("XObject"), "Subtype": .name("Form"), "BBox": box]),
        ]
    }

    /// The file; every call gives the same bytes.
    public static func bytes(_ build: Build = .table, objects: [PDFReference: PDFObject] = SamplePDF.objects) -> [UInt8]
    {
        var output = Array("%PDF-1.7\n%âãÏÓ\n".utf8)
        var entries: [Int: (Int, Int, Int)] = [:]
        let packed =
            build == .packed
            ? objects.filter { if case .stream = $0.value { false } else { true } }.sorted { $0.key < $1.key } : []
        for (reference, value) in objects.sorted(by: { $0.key < $1.key })
        where !packed.contains(where: { $0.key == reference }) {
            entries[reference.number] = (1, output.count, 0)
            output += "\(reference.number) 0 obj\n".utf8 + value.bytes + "\nendobj\n".utf8
        }
        var next = (objects.keys.max()?.number ?? 0) + 1
        if !packed.isEmpty {
            var head = ""
            var body: [UInt8] = []
            for (index, object) in packed.enumerated() {
                head += "\(object.key.number) \(body.count) "
                body += object.value.bytes + [0x20]
                entries[object.key.number] = (2, next, index)
            }
            let data = Deflater.compress(Array(head.utf8) + body)
            let container = PDFStream(
                dictionary: [
                    "Type": .name("ObjStm"), "N": .integer(packed.count), "First": .integer(head.utf8.count),
                    "Filter": .name("FlateDecode"),
                ], data: data[...])
            entries[next] = (1, output.count, 0)
            output += "\(next) 0 obj\n".utf8 + PDFObject.stream(container).bytes + "\nendobj\n".utf8
            next += 1
        }
        let start = output.count
        let trailer: [String: PDFObject] = [
            "Root": .reference(catalog), "Size": .integer(build == .table ? next : next + 1),
            "ID": .array([.string(Array(repeating: 7, count: 16)), .string(Array(repeating: 7, count: 16))]),
        ]
        if build == .table {
            output += table(entries, size: next) + "trailer\n".utf8 + PDFObject.dictionary(trailer).bytes + [0x0A]
        } else {
            entries[next] = (1, start, 0)
            output += "\(next) 0 obj\n".utf8 + stream(entries, size: next + 1, trailer).bytes + "\nendobj\n".utf8
        }
        return output + "startxref\n\(start)\n%%EOF\n".utf8
    }

    private static func table(_ entries: [Int: (Int, Int, Int)], size: Int) -> [UInt8] {
        var output = Array("xref\n0 \(size)\n".utf8)
        for number in 0..<size {
            let offset = entries[number].map { String($0.1) } ?? "0"
            let padded = String(repeating: "0", count: 10 - offset.count) + offset
            output += "\(padded) \(entries[number] == nil ? "65535 f" : "00000 n") \n".utf8
        }
        return output
    }

    /// A cross-reference stream with the predictor that most programs write.
    private static func stream(_ entries: [Int: (Int, Int, Int)], size: Int, _ trailer: [String: PDFObject])
        -> PDFObject
    {
        var rows: [UInt8] = []
        var above = [UInt8](repeating: 0, count: 6)
        for number in 0..<size {
            let entry = entries[number] ?? (0, 0, 0)
            let row = [
                UInt8(entry.0), UInt8(entry.1 >> 16 & 0xFF), UInt8(entry.1 >> 8 & 0xFF), UInt8(entry.1 & 0xFF),
                UInt8(entry.2 >> 8), UInt8(entry.2 & 0xFF),
            ]
            rows.append(2)
            rows += zip(row, above).map { $0 &- $1 }
            above = row
        }
        var dictionary = trailer
        dictionary["Type"] = .name("XRef")
        dictionary["W"] = .array([1, 3, 2].map(PDFObject.integer))
        dictionary["Filter"] = .name("FlateDecode")
        dictionary["DecodeParms"] = .dictionary(["Predictor": .integer(12), "Columns": .integer(6)])
        return .stream(PDFStream(dictionary: dictionary, data: Deflater.compress(rows)[...]))
    }
}

/// The same change as a later revision makes it.
public func updating(_ bytes: [UInt8], _ change: (PDFDocument, inout PDFUpdate) throws -> Void) throws -> [UInt8] {
    let document = try PDFDocument(bytes)
    var update = PDFUpdate(of: document)
    try change(document, &update)
    return update.result(identifier: Array(repeating: 9, count: 16)).bytes
}
