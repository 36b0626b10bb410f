import Essentials
import PDFStructure
import Signing

/// Hands bytes to the readers as the platform does: a crash, a hang or more memory than allowed is libFuzzer's to find,
/// a document that passes and shows something else than was signed is found here.
enum FuzzedReader: String {
    /// The bytes are a PDF that somebody hands in.
    case document
    /// The bytes are what a signature, a certificate, a list or a response says.
    case message

    private static let seeds = FuzzSeeds.shared

    static func readDocument(_ bytes: [UInt8]) {
        let report = DocumentVerifier(seeds.policy).report(on: bytes)
        _ = report.json
        if report.indication == .passed, !showsWhatWasSigned(bytes) {
            preconditionFailure("a document passes that shows something else than was signed")
        }
        _ = try? PreparedSignature(
            bytes, certificate: seeds.leader.certificate, chain: [], algorithm: seeds.leader.key.algorithm,
            options: SignatureOptions(claimedAt: FuzzSeeds.now))
    }

    /// All honest files show the same page. Its list of annotations grows with every signature.
    private static func showsWhatWasSigned(_ bytes: [UInt8]) -> Bool {
        guard let document = try? PDFDocument(bytes), let honest = try? PDFDocument(SamplePDF.bytes()) else {
            return false
        }
        func shown(_ document: PDFDocument, _ reference: PDFReference) -> [PDFObject?] {
            let value = try? document.object(reference, in: document.newest)
            let entries = (value?.dictionary ?? [:]).filter { $0.key != "Annots" }
            if case .stream(let stream)? = value { return [.dictionary(entries), .string(Array(stream.data))] }
            return [.dictionary(entries)]
        }
        return [SamplePDF.pages, SamplePDF.page, SamplePDF.content, SamplePDF.font, SamplePDF.overlay].allSatisfy {
            shown(document, $0) == shown(honest, $0)
        }
    }

    static func readMessage(_ bytes: [UInt8]) {
        var policy = seeds.policy
        policy.evidence = RevocationEvidence(lists: [bytes], responses: [bytes])
        let verifier = DocumentVerifier(policy)
        _ = verifier.report(on: seeds.signed)
        for template in seeds.templates {
            if let filled = template.filled(with: bytes) { _ = verifier.report(on: filled).json }
        }
        if let certificate = try? Certificate(bytes) {
            _ = "\(certificate.subject) \(certificate.issuer) \(certificate.holder) \(certificate.serialText)"
        }
    }
}
