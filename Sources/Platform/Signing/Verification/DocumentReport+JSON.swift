import Essentials
import Foundation
import PDFStructure

extension DocumentReport {
    /// The report for programs: stable keys, times as ISO 8601, hashes in hexadecimal.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Body(self)) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    private struct Text: Encodable {
        let vi: String
        let en: String

        init(_ wording: Wording) {
            vi = wording.vietnamese
            en = wording.english
        }
    }

    private struct Body: Encodable {
        let documentSHA256: String
        let indication: Indication?
        let problem: Text?
        let signatures: [Signature]

        init(_ report: DocumentReport) {
            documentSHA256 = Hexadecimal.text(report.documentHash)
            indication = report.indication
            problem = report.problem.map { Text($0.wording) }
            signatures = report.signatures.map(Signature.init)
        }
    }

    private struct Signature: Encodable {
        let field: String
        let kind: SignatureReport.Kind
        let indication: Indication
        let subIndication: SubIndication?
        let reason: Text
        let signer: String?
        let certificateSHA256: String?
        let algorithm: String?
        let level: SignatureLevel?
        let claimedAt: Instant?
        let provenAt: Instant
        let provenBy: String?
        let revision: Int?
        let coversWholeFile: Bool
        let changes: [Change]
        let remarks: [Text]

        init(_ report: SignatureReport) {
            field = report.fieldName
            kind = report.kind
            indication = report.verdict.indication
            subIndication = report.verdict.subIndication
            reason = Text(report.verdict.reason)
            signer = report.signer?.subject.description
            certificateSHA256 = report.signer.map { Hexadecimal.text($0.fingerprint) }
            algorithm = report.algorithm?.description
            level = report.level
            claimedAt = report.claimedAt
            provenAt = report.provenAt
            provenBy = if case .timestamp(let authority) = report.timeSource { authority } else { nil }
            revision = report.revision
            coversWholeFile = report.coversWholeFile
            changes = report.changes.map(Change.init)
            remarks = report.remarks.map(Text.init)
        }
    }

    private struct Change: Encodable {
        let revision: Int
        let allowed: Bool
        let what: Text

        init(_ change: DocumentChange) {
            revision = change.revision
            allowed = change.isAllowed
            what = Text(change.wording)
        }
    }
}
