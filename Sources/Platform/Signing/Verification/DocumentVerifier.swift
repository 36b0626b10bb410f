import Crypto
import Essentials
import PDFStructure

/// Judges every signature of a document as EN 319 102-1 says, and what was changed after each.
///
/// Pure: it reads the bytes and the policy, and asks nobody.
public struct DocumentVerifier: Sendable {
    private let policy: VerificationPolicy

    public init(_ policy: VerificationPolicy) {
        self.policy = policy
    }

    /// What can be said of every signature in a document, and of what changed after each.
    public func report(on bytes: [UInt8]) -> DocumentReport {
        let hash = Array(SHA256.hash(data: bytes))
        do throws(PDFProblem) {
            let document = try PDFDocument(bytes, limits: policy.limits)
            try document.audit()
            return DocumentReport(documentHash: hash, signatures: try reports(document), problem: nil)
                .remarkingOnOrder(policy)
        } catch {
            return DocumentReport(documentHash: hash, signatures: [], problem: error)
        }
    }

    /// A signature field with what came of looking at it.
    private struct Candidate {
        let field: SignatureField
        let outcome: Result<IntactSignature, Verdict>

        var intact: IntactSignature? { try? outcome.get() }
    }

    private func reports(_ document: PDFDocument) throws(PDFProblem) -> [SignatureReport] {
        let fields = try document.signatureFields(in: document.newest).filter(\.isSigned)
        guard fields.count <= policy.mostSignatures else { throw .tooLarge("\(policy.mostSignatures) signatures") }
        let shared = Self.repeated(fields.map(\.name)).isEmpty && Self.repeated(fields.map(\.value)).isEmpty
        let candidates = fields.map { field in
            Candidate(field: field, outcome: shared ? Self.look(at: field, in: document) : .failure(Self.sharedField))
        }
        let intact = candidates.compactMap(\.intact)
        let judge = try SignatureJudge(policy: policy, document: document, intact: intact)
        var reports: [SignatureReport] = []
        for candidate in candidates {
            switch candidate.outcome {
            case .success(let signature): reports.append(try judge.report(on: signature))
            case .failure(let verdict): reports.append(Self.report(candidate.field, verdict, policy))
            }
        }
        for name in try Self.removedFields(document, Set(fields.map(\.name))) {
            reports.append(Self.report(name, Self.removed, policy))
        }
        return reports
    }

    private static let sharedField = Verdict.malformed(
        "Nhiều ô chữ ký dùng chung tên hoặc chung một chữ ký.", en: "Signature fields share a name or a signature.")
    private static let removed = Verdict.malformed(
        "Chữ ký này đã bị gỡ khỏi văn bản.", en: "This signature was removed from the document.")

    private static func look(at field: SignatureField, in document: PDFDocument) -> Result<IntactSignature, Verdict> {
        do {
            return .success(try IntactSignature(SignatureValue(field, in: document)))
        } catch let verdict as Verdict {
            return .failure(verdict)
        } catch let problem as PDFProblem {
            return .failure(.malformed(problem.wording))
        } catch {
            return .failure(.malformed("Không đọc được chữ ký.", en: "The signature is unreadable."))
        }
    }

    private static func report(_ field: SignatureField, _ verdict: Verdict, _ policy: VerificationPolicy)
        -> SignatureReport
    {
        report(field.name, verdict, policy)
    }

    private static func report(_ name: String, _ verdict: Verdict, _ policy: VerificationPolicy) -> SignatureReport {
        SignatureReport(fieldName: name, kind: .signature, verdict: verdict, provenAt: policy.now)
    }

    private static func repeated<Value: Hashable>(_ values: [Value]) -> Set<Value> {
        var seen: Set<Value> = []
        return Set(values.filter { !seen.insert($0).inserted })
    }

    /// Fields that an earlier state had signed and the newest has not.
    private static func removedFields(_ document: PDFDocument, _ present: Set<String>) throws(PDFProblem) -> [String] {
        var gone: Set<String> = []
        for revision in 0..<document.newest {
            guard let signed = try? document.signatureFields(in: revision).filter(\.isSigned) else { continue }
            gone.formUnion(signed.map(\.name))
        }
        return gone.subtracting(present).sorted()
    }
}
