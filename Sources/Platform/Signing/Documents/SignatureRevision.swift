import Essentials
import PDFStructure

/// Builds the revision that carries a signature or a document time-stamp: field, widget, dictionary with a hole.
struct SignatureRevision {
    enum Content {
        case signature(SignatureOptions)
        case timestamp(reservedBytes: Int)
    }

    let gap: SignatureGap
    let fieldName: String

    private static let byteRangeRoom = "[0 0000000000 0000000000 0000000000]"

    init(_ bytes: [UInt8], content: Content) throws {
        let document: PDFDocument
        do throws(PDFProblem) { document = try PDFDocument(bytes) } catch { throw SigningProblem.unreadable(error) }
        guard !document.revisions.contains(where: \.isHybrid) else { throw SigningProblem.hybrid }
        let existing = try document.formFields(in: document.newest)
        if case .signature = content, try document.certificationLevel(in: document.newest) == 1 {
            throw SigningProblem.noChangesAllowed
        }
        let options: SignatureOptions? = if case .signature(let options) = content { options } else { nil }
        let name = options?.fieldName ?? Self.freeName(existing.map(\.name), isTimestamp: options == nil)
        fieldName = name

        var update = PDFUpdate(of: document)
        let value = update.newReference()
        var form = FormUpdate(document: document)
        if let field = try document.signatureFields(in: document.newest).first(where: { $0.name == name }) {
            guard !field.isSigned else { throw SigningProblem.fieldInUse(name) }
            var entries = field.dictionary
            entries["V"] = .reference(value)
            update.set(field.reference, to: .dictionary(entries))
        } else {
            guard !existing.contains(where: { $0.name == name }) else { throw SigningProblem.fieldInUse(name) }
            let widget = try Self.addWidget(
                named: name, value: value, options?.appearance, document: document, to: &update)
            form.newField = widget
        }
        if options?.certification != nil { form.certifyingSignature = value }
        try form.write(to: &update)

        let (dictionary, holes) = Self.dictionary(content)
        update.set(value, toBytes: dictionary)
        let identifier = (0..<16).map { _ in UInt8.random(in: 0...255) }
        let result = update.result(identifier: identifier)
        gap = try Self.gap(in: result, value, holes)
    }

    private static func freeName(_ taken: [String], isTimestamp: Bool) -> String {
        let stem = isTimestamp ? "Timestamp" : "Signature"
        var number = 1
        while taken.contains(stem + String(number)) { number += 1 }
        return stem + String(number)
    }

    private static func addWidget(
        named name: String, value: PDFReference, _ appearance: SignatureAppearance?, document: PDFDocument,
        to update: inout PDFUpdate
    ) throws -> PDFReference {
        let index = appearance?.page ?? 0
        guard let page = try document.page(index, in: document.newest) else {
            throw SigningProblem.noSuchPage(index + 1)
        }
        var entries: [String: PDFObject] = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "F": .integer(132),
            "T": .string(PDFDocument.bytes(of: name)), "V": .reference(value), "P": .reference(page.reference),
        ]
        entries["Rect"] = (appearance?.rectangle ?? PDFRectangle(x: 0, y: 0, width: 0, height: 0)).object
        if let appearance {
            entries["AP"] = .dictionary(["N": .reference(try appearance.write(to: &update))])
        }
        let widget = update.add(.dictionary(entries))
        try addAnnotation(widget, to: page, document: document, &update)
        return widget
    }

    private static func addAnnotation(
        _ widget: PDFReference, to page: PDFPage, document: PDFDocument, _ update: inout PDFUpdate
    ) throws {
        let known = try document.resolve(page.dictionary["Annots"], in: document.newest).array ?? []
        let annotations = PDFObject.array(known + [.reference(widget)])
        if let shared = page.dictionary["Annots"]?.reference {
            update.set(shared, to: annotations)
        } else {
            var entries = page.dictionary
            entries["Annots"] = annotations
            update.set(page.reference, to: .dictionary(entries))
        }
    }

    /// The signature dictionary, and where in it the byte range and the hole are.
    private static func dictionary(_ content: Content) -> (bytes: [UInt8], holes: (range: Int, contents: Range<Int>)) {
        var entries: [String: PDFObject] = ["Filter": .name("Adobe.PPKLite")]
        let reserved: Int
        switch content {
        case .signature(let options):
            reserved = options.reservedBytes
            entries["Type"] = .name("Sig")
            entries["SubFilter"] = .name("ETSI.CAdES.detached")
            entries["M"] = .string(Array(options.claimedAt.pdfText.utf8))
            entries["Name"] = options.signerName.map { .string(PDFDocument.bytes(of: $0)) }
            entries["Reason"] = options.reason.map { .string(PDFDocument.bytes(of: $0)) }
            entries["Location"] = options.location.map { .string(PDFDocument.bytes(of: $0)) }
            entries["Reference"] = options.certification.map(reference)
        case .timestamp(let reservedBytes):
            reserved = reservedBytes
            entries["Type"] = .name("DocTimeStamp")
            entries["SubFilter"] = .name("ETSI.RFC3161")
        }
        var bytes = PDFObject.dictionary(entries).bytes
        bytes.removeLast(2)
        bytes += "/ByteRange ".utf8
        let range = bytes.count
        bytes += byteRangeRoom.utf8
        bytes += "/Contents ".utf8
        let start = bytes.count
        bytes.append(UInt8(ascii: "<"))
        bytes += repeatElement(UInt8(ascii: "0"), count: reserved * 2)
        bytes.append(UInt8(ascii: ">"))
        let end = bytes.count
        bytes += ">>".utf8
        return (bytes, (range, start..<end))
    }

    private static func reference(_ certification: SignatureOptions.Certification) -> PDFObject {
        .array([
            .dictionary([
                "Type": .name("SigRef"), "TransformMethod": .name("DocMDP"),
                "TransformParams": .dictionary([
                    "Type": .name("TransformParams"), "V": .name("1.2"), "P": .integer(certification.rawValue),
                ]),
            ])
        ])
    }

    /// Writes the byte range over its room, before anything is hashed.
    private static func gap(
        in result: PDFUpdate.Result, _ value: PDFReference, _ holes: (range: Int, contents: Range<Int>)
    ) throws -> SignatureGap {
        guard let body = result.bodyOffsets[value] else { throw SigningProblem.messageTooLong }
        let hole = (body + holes.contents.lowerBound)..<(body + holes.contents.upperBound)
        let numbers = "[0 \(hole.lowerBound) \(hole.upperBound) \(result.bytes.count - hole.upperBound)"
        let padding = String(repeating: " ", count: byteRangeRoom.utf8.count - 1 - numbers.utf8.count)
        var bytes = result.bytes
        let start = body + holes.range
        bytes.replaceSubrange(start..<(start + byteRangeRoom.utf8.count), with: (numbers + padding + "]").utf8)
        return SignatureGap(bytes: bytes, hole: hole)
    }
}

/// Changes of the catalog and the form that go with a signature.
struct FormUpdate {
    let document: PDFDocument
    var newField: PDFReference?
    var certifyingSignature: PDFReference?

    func write(to update: inout PDFUpdate) throws {
        let newest = document.newest
        guard let root = document.catalogReference else { throw SigningProblem.unreadable(.damaged("no catalog")) }
        var catalog = try document.catalog(in: newest)
        var form = try document.resolve(catalog["AcroForm"], in: newest).dictionary ?? [:]
        let before = (catalog, form)
        form["SigFlags"] = .integer(3)
        if let newField {
            let fields = try document.resolve(form["Fields"], in: newest).array ?? []
            let grown = PDFObject.array(fields + [.reference(newField)])
            if let shared = form["Fields"]?.reference { update.set(shared, to: grown) } else { form["Fields"] = grown }
        }
        if let certifyingSignature {
            catalog["Perms"] = .dictionary(["DocMDP": .reference(certifyingSignature)])
        }
        if let shared = catalog["AcroForm"]?.reference {
            if form != before.1 { update.set(shared, to: .dictionary(form)) }
        } else {
            catalog["AcroForm"] = .dictionary(form)
        }
        if catalog != before.0 { update.set(root, to: .dictionary(catalog)) }
    }
}

extension PDFDocument {
    /// What changes the author's certifying signature permits; nil when nobody certified.
    func certificationLevel(in revision: Int) throws(PDFProblem) -> Int? {
        guard let permissions = try resolve(catalog(in: revision)["Perms"], in: revision).dictionary,
            let signature = try resolve(permissions["DocMDP"], in: revision).dictionary,
            let references = try resolve(signature["Reference"], in: revision).array
        else { return nil }
        for item in references {
            let entries = try resolve(item, in: revision).dictionary ?? [:]
            guard entries["TransformMethod"] == .name("DocMDP") else { continue }
            return try resolve(entries["TransformParams"], in: revision).dictionary?["P"]?.integer ?? 2
        }
        return nil
    }
}

extension Instant {
    /// `D:20261121140509+07'00'` (ISO 32000-2 §7.9.4).
    var pdfText: String {
        "D:" + "\(date)\(time)".filter(\.isNumber) + "+07'00'"
    }

    /// Reads what `pdfText` writes, and the same with other zones.
    init?(pdfText text: String) {
        guard text.hasPrefix("D:") else { return nil }
        let characters = Array(text.dropFirst(2))
        guard characters.count >= 14, characters.prefix(14).allSatisfy(\.isNumber) else { return nil }
        func part(_ from: Int, _ count: Int) -> String { String(characters[from..<(from + count)]) }
        var zone = String(characters.dropFirst(14)).filter { $0.isNumber || "+-Z".contains($0) }
        if zone.isEmpty || zone.hasPrefix("Z") {
            zone = "Z"
        } else if zone.count == 5 {
            zone.insert(":", at: zone.index(zone.startIndex, offsetBy: 3))
        } else {
            zone += ":00"
        }
        self.init(
            "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))\(zone)")
    }
}
