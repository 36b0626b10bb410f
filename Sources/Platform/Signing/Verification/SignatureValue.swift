import Essentials
import PDFStructure

/// A signature as it stands in the file, with its structure checked: that it covers exactly one state of the file, all
/// but its own value. Its cryptography is checked by `IntactSignature`.
struct SignatureValue {
    enum Format: String {
        case cades = "ETSI.CAdES.detached"
        case pkcs7 = "adbe.pkcs7.detached"
        case timestamp = "ETSI.RFC3161"
    }

    let field: SignatureField
    let reference: PDFReference
    let format: Format
    /// The revision whose end is the end of what is covered.
    let revision: Int
    let coversWholeFile: Bool
    let claimedAt: Instant?
    let firstRange: ArraySlice<UInt8>
    let secondRange: ArraySlice<UInt8>
    let contents: ArraySlice<UInt8>

    init(_ field: SignatureField, in document: PDFDocument) throws {
        guard let reference = field.value,
            case .dictionary(let entries) = try document.object(reference, in: document.newest)
        else {
            throw Verdict.malformed(
                "Ô chữ ký không dẫn tới một chữ ký.", en: "The signature field leads to no signature.")
        }
        guard let name = entries["SubFilter"]?.name, let format = Format(rawValue: name), entries["Cert"] == nil,
            entries["Filter"]?.name != nil
        else {
            throw Verdict.malformed("Kiểu chữ ký không được hỗ trợ.", en: "This kind of signature is not supported.")
        }
        let hole = try Self.hole(of: entries, reference, document)
        let revision = try Self.revision(closedBy: entries, hole, document)
        try Self.requireOwnRevision(reference, revision, document)
        guard let contents = entries["Contents"]?.string, !contents.isEmpty, contents.contains(where: { $0 != 0 })
        else {
            throw Verdict.malformed("Chữ ký rỗng.", en: "The signature is empty.")
        }
        self.field = field
        self.reference = reference
        self.format = format
        self.revision = revision.index
        self.contents = contents[...]
        coversWholeFile = revision.end == document.bytes.count
        claimedAt = entries["M"]?.string.map(PDFDocument.text).flatMap(Instant.init(pdfText:))
        firstRange = document.bytes[..<hole.lowerBound]
        secondRange = document.bytes[hole.upperBound..<revision.end]
    }

    func digest(_ algorithm: DigestAlgorithm) -> [UInt8] {
        algorithm.hash(firstRange, secondRange)
    }

    private static let wrongRange = Verdict.malformed(
        "Phạm vi ký (ByteRange) không bao trùm đúng tệp, trừ chính chữ ký.",
        en: "The signed range (ByteRange) is not exactly the file without the signature itself.")

    /// The gap between the two ranges, which must be the hexadecimal string of this very dictionary.
    private static func hole(
        of entries: [String: PDFObject], _ reference: PDFReference, _ document: PDFDocument
    ) throws -> Range<Int> {
        guard let range = entries["ByteRange"]?.array?.compactMap(\.integer), range.count == 4,
            entries["ByteRange"]?.array?.count == 4, range[0] == 0, range[1] > 0, range[2] > range[1], range[3] > 0,
            range[2] <= document.bytes.count, range[3] <= document.bytes.count - range[2],
            let contents = try document.range(of: "Contents", in: reference, revision: document.newest),
            contents == range[1]..<range[2]
        else { throw wrongRange }
        let digits = document.bytes[(contents.lowerBound + 1)..<(contents.upperBound - 1)]
        guard document.bytes[contents.lowerBound] == UInt8(ascii: "<"),
            document.bytes[contents.upperBound - 1] == UInt8(ascii: ">"),
            digits.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) })
        else { throw wrongRange }
        return contents
    }

    private static func revision(
        closedBy entries: [String: PDFObject], _ hole: Range<Int>, _ document: PDFDocument
    ) throws -> (index: Int, end: Int) {
        let end = hole.upperBound + (entries["ByteRange"]?.array?[3].integer ?? 0)
        for (index, revision) in document.revisions.enumerated() {
            if end == revision.end || (end > revision.end && end <= revision.endOfLine) { return (index, end) }
        }
        throw wrongRange
    }

    /// A signature belongs to the revision that it closes, and stands there as an object of its own.
    private static func requireOwnRevision(
        _ reference: PDFReference, _ revision: (index: Int, end: Int), _ document: PDFDocument
    ) throws {
        let start = revision.index == 0 ? 0 : document.revisions[revision.index - 1].end
        guard case .offset(let offset)? = try document.location(of: reference, in: revision.index),
            offset >= start, try document.location(of: reference, in: document.newest) == .offset(offset)
        else { throw wrongRange }
    }
}
