public import Essentials
import Foundation
import PDFStructure

extension DocumentReport {
    /// The report for programs: stable keys, times as ISO 8601, hashes in hexadecimal.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(WrittenReport(self)) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

/// A report as it is written down: what is said of a document, and nothing that could be verified once more.
public struct WrittenReport: Codable, Hashable, Sendable {
    public let documentSHA256: String
    public let indication: Indication?
    /// Why the file could not be read at all.
    public let problem: Text?
    public let signatures: [Signature]

    init(_ report: DocumentReport) {
        documentSHA256 = Hexadecimal.text(report.documentHash)
        indication = report.indication
        problem = report.problem.map { Text($0.wording) }
        signatures = report.signatures.map(Signature.init(_:))
    }

    /// Reads what `lienthong verify --json` prints.
    ///
    /// - Throws: `DecodingError`.
    public init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }

    /// A sentence in both languages.
    public struct Text: Codable, Hashable, Sendable {
        let vi: String
        let en: String

        init(_ wording: Wording) {
            vi = wording.vietnamese
            en = wording.english
        }

        public var wording: Wording { Wording(vi, en: en) }
    }

    /// What is said of one signature or time-stamp; `SignatureReport` tells what each is.
    public struct Signature: Codable, Hashable, Sendable {
        public let field: String
        public let kind: SignatureReport.Kind
        public let indication: Indication
        public let subIndication: SubIndication?
        public let reason: Text
        public let signer: String?
        public let certificateSHA256: String?
        public let certificate: Facts?
        public let algorithm: String?
        public let level: SignatureLevel?
        public let claimedAt: Instant?
        public let provenAt: Instant
        /// Whose time-stamp proves it; nil when nobody's does.
        public let provenBy: String?
        public let revision: Int?
        public let coversWholeFile: Bool
        public let changes: [Change]
        public let remarks: [Text]

        init(_ report: SignatureReport) {
            field = report.fieldName
            kind = report.kind
            indication = report.verdict.indication
            subIndication = report.verdict.subIndication
            reason = Text(report.verdict.reason)
            signer = report.signer?.subject.description
            certificateSHA256 = report.signer.map { Hexadecimal.text($0.fingerprint) }
            certificate = report.signer.map(Facts.init(_:))
            algorithm = report.algorithm?.description
            level = report.level
            claimedAt = report.claimedAt
            provenAt = report.provenAt
            provenBy = if case .timestamp(let authority) = report.timeSource { authority } else { nil }
            revision = report.revision
            coversWholeFile = report.coversWholeFile
            changes = report.changes.map(Change.init(_:))
            remarks = report.remarks.map(Text.init(_:))
        }
    }

    /// What a signer's certificate says.
    public struct Facts: Codable, Hashable, Sendable {
        public let holder: String
        public let organization: String?
        public let serial: String
        public let issuer: String
        public let notBefore: Instant
        public let notAfter: Instant

        init(_ certificate: Certificate) {
            holder = certificate.holder
            organization = certificate.subject.organization
            serial = certificate.serialText
            issuer = certificate.issuer.description
            notBefore = certificate.notBefore
            notAfter = certificate.notAfter
        }
    }

    /// One thing that a later revision changed.
    public struct Change: Codable, Hashable, Sendable {
        public let revision: Int
        public let allowed: Bool
        public let what: Text

        init(_ change: DocumentChange) {
            revision = change.revision
            allowed = change.isAllowed
            what = Text(change.wording)
        }
    }
}
