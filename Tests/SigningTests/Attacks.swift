import TestSupport
import Testing

@testable import PDFStructure
@testable import Signing

/// Forgeries: each takes an honestly signed document and makes a file that shows or claims something else.
///
/// The classes are those of the research on PDF signatures: incremental saving, wrapping, universal forgery, shadow
/// attacks, evil annotations, and structures with two readings.
struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    let forge: @Sendable ([UInt8]) throws -> [UInt8]

    init(_ name: String, _ forge: @escaping @Sendable ([UInt8]) throws -> [UInt8]) {
        self.name = name
        self.forge = forge
    }

    var testDescription: String { name }

    /// Attacks by one more revision that only sets objects.
    static func setting(
        _ name: String, _ change: @escaping @Sendable (PDFDocument, inout PDFUpdate) throws -> Void
    ) -> Attack {
        Attack(name) { try updating($0, change) }
    }

    static func changing(
        _ name: String, _ reference: PDFReference, _ change: @escaping @Sendable (inout [String: PDFObject]) -> Void
    ) -> Attack {
        setting(name) { document, update in
            var entries = try document.object(reference, in: document.newest).dictionary ?? [:]
            change(&entries)
            update.set(reference, to: .dictionary(entries))
        }
    }

    static let fake = PDFObject.stream(
        PDFStream(dictionary: [:], data: Array("BT /F1 12 Tf 72 760 Td (900 dong) Tj ET".utf8)[...]))

    static let all = incrementalSaving + shadow + annotations + universalForgery + wrapping + twoReadings
}

extension Attack {
    static let incrementalSaving: [Attack] = [
        .setting("page content replaced") { _, update in update.set(SamplePDF.content, to: fake) },
        .setting("page added") { document, update in
            let page = try document.object(SamplePDF.page, in: 0)
            let added = update.add(page)
            update.set(
                SamplePDF.pages,
                to: .dictionary([
                    "Type": .name("Pages"), "Count": .integer(2),
                    "Kids": .array([.reference(SamplePDF.page), .reference(added)]),
                ]))
        },
        .changing("page removed", SamplePDF.pages) { $0["Kids"] = .array([]) },
        .changing("page turned", SamplePDF.page) { $0["Rotate"] = .integer(180) },
        .changing("page cropped", SamplePDF.page) { $0["CropBox"] = .array([0, 0, 1, 1].map(PDFObject.integer)) },
        .changing("script on opening", SamplePDF.catalog) {
            $0["OpenAction"] = .dictionary(["S": .name("JavaScript"), "JS": .string(Array("x()".utf8))])
        },
        .changing("names added", SamplePDF.catalog) { $0["Names"] = .dictionary([:]) },
        .changing("optional content added", SamplePDF.catalog) { $0["OCProperties"] = .dictionary([:]) },
        .changing("permissions added", SamplePDF.catalog) { $0["Perms"] = .dictionary([:]) },
        Attack("text behind the end") { $0 + "BT (900 dong) Tj ET\n".utf8 },
        Attack("content replaced without a table") { $0 + "4 0 obj\n".utf8 + fake.bytes + "\nendobj\n%%EOF\n".utf8 },
        Attack("content replaced, table left out") { bytes in
            let start = try PDFDocument(bytes).revisions.last?.crossReferenceOffset ?? 0
            return bytes + "4 0 obj\n".utf8 + fake.bytes
                + "\nendobj\ntrailer\n<</Root 1 0 R/Prev \(start)>>\n%%EOF\n".utf8
        },
        Attack("a byte of the page changed") { bytes in
            var bytes = bytes
            guard let place = bytes.firstRange(of: Array("(Quyet".utf8)) else { return bytes }
            bytes[place.lowerBound + 1] = UInt8(ascii: "X")
            return bytes
        },
    ]

    static let shadow: [Attack] = [
        .setting("hide: overlay emptied") { document, update in
            var form = try document.object(SamplePDF.overlay, in: 0).dictionary ?? [:]
            form["Length"] = nil
            update.set(SamplePDF.overlay, to: .stream(PDFStream(dictionary: form, data: [])))
        },
        .setting("hide: overlay made null") { _, update in update.set(SamplePDF.overlay, to: .null) },
        .changing("replace: font exchanged", SamplePDF.font) { $0["BaseFont"] = .name("Symbol") },
        .changing("replace: field value shown", SamplePDF.textField) { $0["V"] = .string(Array("900".utf8)) },
        .changing("replace: number filled without a signature", SamplePDF.numberField) {
            $0["V"] = .string(Array("15".utf8))
        },
        .changing("replace: content list exchanged", SamplePDF.page) {
            $0["Contents"] = .reference(SamplePDF.hiddenContent)
        },
        Attack("hide and replace: entry turned to hidden content") { bytes in
            let document = try PDFDocument(bytes)
            guard case .offset(let hidden)? = try document.location(of: SamplePDF.hiddenContent, in: 0) else {
                return []
            }
            return appendingTable(to: bytes, [(4, hidden)])
        },
        Attack("hide and replace: another catalog") { bytes in
            try updatingTrailer(
                bytes, root: PDFReference(60),
                objects: [
                    60: .dictionary(["Type": .name("Catalog"), "Pages": .reference(PDFReference(61))]),
                    61: .dictionary(["Type": .name("Pages"), "Count": .integer(0), "Kids": .array([])]),
                ])
        },
        .setting("content made part of the security store") { document, update in
            update.set(SamplePDF.content, to: fake)
            var catalog = try document.catalog(in: document.newest)
            catalog["DSS"] = .dictionary(["Certs": .array([.reference(SamplePDF.content)])])
            update.set(SamplePDF.catalog, to: .dictionary(catalog))
        },
    ]

    static let annotations: [Attack] = [
        .setting("note over the text") { document, update in
            try addAnnotation(["Type": .name("Annot"), "Subtype": .name("FreeText")], document, &update)
        },
        .setting("link over the page") { document, update in
            try addAnnotation(["Type": .name("Annot"), "Subtype": .name("Link")], document, &update)
        },
        .setting("unsigned signature field with a picture") { document, update in
            let widget = try addAnnotation(
                ["Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .string([65])], document,
                &update)
            try addField(widget, document, &update)
        },
        .setting("text field over the page") { document, update in
            let widget = try addAnnotation(
                ["Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Tx"), "T": .string([65])], document,
                &update)
            try addField(widget, document, &update)
        },
        .changing("form asks for new appearances", SamplePDF.catalog) { catalog in
            var form = catalog["AcroForm"]?.dictionary ?? [:]
            form["NeedAppearances"] = .boolean(true)
            catalog["AcroForm"] = .dictionary(form)
        },
        .setting("appearance of the signature exchanged") { document, update in
            let field = try signedField(document)
            var entries = field.dictionary
            entries["AP"] = .dictionary(["N": .reference(update.add(fake))])
            update.set(field.reference, to: .dictionary(entries))
        },
        .setting("signature removed from the form") { document, update in
            var catalog = try document.catalog(in: document.newest)
            catalog["AcroForm"] = .dictionary(["Fields": .array([])])
            update.set(SamplePDF.catalog, to: .dictionary(catalog))
        },
        .setting("signature emptied") { document, update in
            let field = try signedField(document)
            var entries = field.dictionary
            entries["V"] = nil
            update.set(field.reference, to: .dictionary(entries))
        },
    ]

    /// The signature's dictionary written anew with one entry spoilt.
    static let universalForgery: [Attack] = {
        let spoilt: [(String, PDFObject?)] = [
            ("Contents", nil), ("Contents", .null), ("Contents", .string([])), ("Contents", .integer(0)),
            ("Contents", .string([0, 0, 0, 0])), ("ByteRange", nil), ("ByteRange", .null), ("ByteRange", .array([])),
            ("ByteRange", .integer(0)), ("ByteRange", .array([0, 0, 0, 0].map(PDFObject.integer))),
            ("ByteRange", .array([0, -1, -1, 9].map(PDFObject.integer))),
            ("ByteRange", .array([.name("a"), .integer(1), .integer(2), .integer(3)])),
            ("SubFilter", nil), ("SubFilter", .name("adbe.x509.rsa_sha1")), ("Filter", nil),
        ]
        return spoilt.enumerated().map { index, entry in
            .setting("forgery \(index): \(entry.0) spoilt, content replaced") { document, update in
                let field = try signedField(document)
                guard let value = field.value else { return }
                var entries = try document.object(value, in: document.newest).dictionary ?? [:]
                entries[entry.0] = entry.1
                update.set(value, to: .dictionary(entries))
                update.set(SamplePDF.content, to: fake)
            }
        }
    }()

    static let wrapping: [Attack] = [
        Attack("the second range moved to the end") { try moved($0, keepsFirst: true) },
        Attack("a range over the whole new file") { try moved($0, keepsFirst: false) },
        .setting("the signature copied into a second field") { document, update in
            let field = try signedField(document)
            var entries = field.dictionary
            entries["T"] = .string(Array("Other".utf8))
            try addField(update.add(.dictionary(entries)), document, &update)
        },
        .setting("a second field of the same name") { document, update in
            let field = try signedField(document)
            try addField(update.add(.dictionary(field.dictionary)), document, &update)
        },
    ]

    static let twoReadings: [Attack] = [
        Attack("the last section points to itself") { bytes in
            let start = bytes.count
            return bytes
                + "xref\n0 0\ntrailer\n<</Root 1 0 R/Size 99/Prev \(start)>>\nstartxref\n\(start)\n%%EOF\n".utf8
        },
        Attack("startxref leads nowhere") { $0 + "startxref\n99999999\n%%EOF\n".utf8 },
        Attack("one number twice in one section") { bytes in appendingTable(to: bytes, [(4, 15), (4, 30)]) },
        Attack("an entry behind its revision") { bytes in
            let table = appendingTable(to: bytes, [(4, bytes.count + 400)])
            return table + [UInt8](repeating: 0x20, count: 400 - (table.count - bytes.count)) + "4 0 obj\n".utf8
                + fake.bytes + "\nendobj\n%%EOF\n".utf8
        },
        Attack("content hidden in an object stream") { bytes in
            let body = Array("4 0 ".utf8) + PDFObject.string(Array("900 dong".utf8)).bytes
            let container = PDFObject.stream(
                PDFStream(
                    dictionary: ["Type": .name("ObjStm"), "N": .integer(1), "First": .integer(4)], data: body[...]))
            return try appendingStream(to: bytes, container)
        },
        Attack("the catalog's object stream exchanged") { bytes in
            try updating(bytes) { document, update in
                for number in document.revisions[0].objectNumbers {
                    guard case .stream(let stream) = try document.object(PDFReference(number), in: 0),
                        stream.dictionary["Type"] == .name("ObjStm")
                    else { continue }
                    update.set(PDFReference(number), to: .stream(PDFStream(dictionary: stream.dictionary, data: [])))
                }
                update.set(SamplePDF.content, to: fake)
            }
        },
    ]
}

extension Attack {
    static func signedField(_ document: PDFDocument) throws -> SignatureField {
        let fields = try document.signatureFields(in: document.newest)
        guard let field = fields.first(where: \.isSigned) else { throw ASN1Problem("no signature to attack") }
        return field
    }

    @discardableResult
    private static func addAnnotation(
        _ entries: [String: PDFObject], _ document: PDFDocument, _ update: inout PDFUpdate
    ) throws -> PDFReference {
        var entries = entries
        entries["Rect"] = .array([0, 0, 595, 842].map(PDFObject.integer))
        entries["AP"] = .dictionary(["N": .reference(update.add(fake))])
        let added = update.add(.dictionary(entries))
        var page = try document.object(SamplePDF.page, in: document.newest).dictionary ?? [:]
        page["Annots"] = .array((page["Annots"]?.array ?? []) + [.reference(added)])
        update.set(SamplePDF.page, to: .dictionary(page))
        return added
    }

    private static func addField(
        _ reference: PDFReference, _ document: PDFDocument, _ update: inout PDFUpdate
    ) throws {
        var catalog = try document.catalog(in: document.newest)
        var form = catalog["AcroForm"]?.dictionary ?? [:]
        form["Fields"] = .array((form["Fields"]?.array ?? []) + [.reference(reference)])
        catalog["AcroForm"] = .dictionary(form)
        update.set(SamplePDF.catalog, to: .dictionary(catalog))
    }

    private static func appendingTable(to bytes: [UInt8], _ entries: [(Int, Int)]) -> [UInt8] {
        let previous = (try? PDFDocument(bytes))?.revisions.last?.crossReferenceOffset ?? 0
        var output = bytes + "xref\n".utf8
        for (number, offset) in entries {
            let padded = String(repeating: "0", count: 10 - String(offset).count) + String(offset)
            output += "\(number) 1\n\(padded) 00000 n \n".utf8
        }
        output += "trailer\n<</Root 1 0 R/Size 99/Prev \(previous)>>\nstartxref\n\(bytes.count)\n%%EOF\n".utf8
        return output
    }

    private static func updatingTrailer(
        _ bytes: [UInt8], root: PDFReference, objects: [Int: PDFObject]
    ) throws -> [UInt8] {
        let previous = try PDFDocument(bytes).revisions.last?.crossReferenceOffset ?? 0
        var output = bytes
        var table = "xref\n"
        for (number, value) in objects.sorted(by: { $0.key < $1.key }) {
            let offset = String(output.count)
            table += "\(number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n"
            output += "\(number) 0 obj\n".utf8 + value.bytes + "\nendobj\n".utf8
        }
        let start = output.count
        return output + table.utf8
            + "trailer\n<</Root \(root.number) 0 R/Size 99/Prev \(previous)>>\nstartxref\n\(start)\n%%EOF\n".utf8
    }

    /// A revision whose stream of cross-references says that object 4 lies packed in a new container.
    private static func appendingStream(to bytes: [UInt8], _ container: PDFObject) throws -> [UInt8] {
        let previous = try PDFDocument(bytes).revisions.last?.crossReferenceOffset ?? 0
        var output = bytes
        let place = output.count
        output += "70 0 obj\n".utf8 + container.bytes + "\nendobj\n".utf8
        let start = output.count
        func row(_ kind: UInt8, _ second: Int, _ third: UInt8) -> [UInt8] {
            [kind, UInt8(second >> 16 & 0xFF), UInt8(second >> 8 & 0xFF), UInt8(second & 0xFF), third]
        }
        let stream = PDFObject.stream(
            PDFStream(
                dictionary: [
                    "Type": .name("XRef"), "Size": .integer(99), "Root": .reference(SamplePDF.catalog),
                    "Prev": .integer(previous), "W": .array([1, 3, 1].map(PDFObject.integer)),
                    "Index": .array([4, 1, 70, 2].map(PDFObject.integer)),
                ], data: (row(2, 70, 0) + row(1, place, 0) + row(1, start, 0))[...]))
        return output + "71 0 obj\n".utf8 + stream.bytes + "\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8
    }

    /// The signature dictionary written anew at the end, with ranges that jump over what was put between.
    private static func moved(_ bytes: [UInt8], keepsFirst: Bool) throws -> [UInt8] {
        let document = try PDFDocument(bytes)
        guard let value = try signedField(document).value,
            var entries = try document.object(value, in: document.newest).dictionary,
            let range = entries["ByteRange"]?.array?.compactMap(\.integer),
            let contents = entries["Contents"]?.string
        else { return [] }
        var update = PDFUpdate(of: document)
        let tail = Array(bytes[range[2]...])
        let forged =
            keepsFirst ? [0, range[1], bytes.count + 60_000, tail.count] : [0, range[1], range[2], range[3] + 40_000]
        entries["ByteRange"] = .array(forged.map(PDFObject.integer))
        entries["Contents"] = .string(contents)
        update.set(value, to: .dictionary(entries))
        update.set(SamplePDF.content, to: fake)
        let output = update.result(identifier: []).bytes
        guard keepsFirst, output.count < bytes.count + 60_000 else { return output }
        return output + [UInt8](repeating: 0x20, count: bytes.count + 60_000 - output.count) + tail
    }
}
