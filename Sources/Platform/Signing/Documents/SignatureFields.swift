import PDFStructure

/// A signature field of a form, as one revision has it.
struct SignatureField: Sendable {
    let name: String
    let reference: PDFReference
    let dictionary: [String: PDFObject]

    /// The signature dictionary, when the field is signed; an own object, as every signer writes it.
    var value: PDFReference? { dictionary["V"]?.reference }
    var isSigned: Bool { dictionary["V"].map { $0 != .null } ?? false }
}

extension PDFDocument {
    private static let mostFields = 10_000

    /// All fields of the form, with their full names; signature fields and others.
    func formFields(in revision: Int) throws(PDFProblem) -> [(name: String, reference: PDFReference, type: String)] {
        guard let form = try resolve(catalog(in: revision)["AcroForm"], in: revision).dictionary else { return [] }
        var found: [(name: String, reference: PDFReference, type: String)] = []
        let fields = try resolve(form["Fields"], in: revision).array ?? []
        var pending: [(PDFObject, String, String)] = fields.map { ($0, "", "") }
        var seen: Set<PDFReference> = []
        while let (item, parent, inherited) = pending.popLast() {
            guard let reference = item.reference else { continue }
            guard seen.insert(reference).inserted else { throw .ambiguous("a form field is reached twice") }
            guard seen.count <= Self.mostFields else { throw .tooLarge("\(Self.mostFields) form fields") }
            guard let field = try object(reference, in: revision).dictionary else { continue }
            let own = try resolve(field["T"], in: revision).string.map(Self.text)
            let name = own.map { parent.isEmpty ? $0 : parent + "." + $0 } ?? parent
            let type = try resolve(field["FT"], in: revision).name ?? inherited
            let kids = try resolve(field["Kids"], in: revision).array ?? []
            var isParent = false
            for kid in kids where try resolve(kid, in: revision).dictionary?["T"] != nil { isParent = true }
            if isParent {
                pending += kids.map { ($0, name, type) }
            } else {
                found.append((name, reference, type))
            }
        }
        return found.reversed()
    }

    func signatureFields(in revision: Int) throws(PDFProblem) -> [SignatureField] {
        var found: [SignatureField] = []
        for field in try formFields(in: revision) where field.type == "Sig" {
            let dictionary = try object(field.reference, in: revision).dictionary ?? [:]
            found.append(SignatureField(name: field.name, reference: field.reference, dictionary: dictionary))
        }
        return found
    }

    /// A text string: UTF-16 with a mark, UTF-8 with a mark, or else Latin characters.
    static func text(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFE, 0xFF]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map(Unicode.Scalar.init)))
    }

    /// The bytes of a text string: plain when it is ASCII, else UTF-16.
    static func bytes(of text: String) -> [UInt8] {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return Array(text.utf8) }
        return [0xFE, 0xFF] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    }
}

/// A page with what it inherits.
struct PDFPage: Sendable {
    let reference: PDFReference
    let dictionary: [String: PDFObject]
    let mediaBox: PDFRectangle
}

extension PDFDocument {
    private static let mostPages = 100_000

    /// The page number `index`, from 0; negative from the end.
    func page(_ index: Int, in revision: Int) throws(PDFProblem) -> PDFPage? {
        if index >= 0 { return try pages(in: revision, limit: index + 1).dropFirst(index).first }
        return try pages(in: revision, limit: Self.mostPages).dropLast(-1 - index).last
    }

    private func pages(in revision: Int, limit: Int) throws(PDFProblem) -> [PDFPage] {
        var found: [PDFPage] = []
        var seen: Set<PDFReference> = []
        var pending: [(PDFObject, PDFRectangle)] = [(try catalog(in: revision)["Pages"] ?? .null, .a4)]
        while let (node, inherited) = pending.popLast(), found.count < limit {
            guard let reference = node.reference, let entries = try object(reference, in: revision).dictionary else {
                throw .damaged("page tree")
            }
            guard seen.insert(reference).inserted, seen.count <= Self.mostPages else { throw .damaged("page tree") }
            let box = PDFRectangle(try resolve(entries["MediaBox"], in: revision)) ?? inherited
            if let kids = try resolve(entries["Kids"], in: revision).array {
                pending += kids.reversed().map { ($0, box) }
            } else {
                found.append(PDFPage(reference: reference, dictionary: entries, mediaBox: box))
            }
        }
        return found
    }
}
