import Essentials
import PDFStructure

/// Judges signatures that are intact: what was changed after them, when they existed, whose they are.
struct SignatureJudge {
    private let policy: VerificationPolicy
    private let document: PDFDocument
    private let intact: [IntactSignature]
    private let store: SecurityStore
    private let paths: PathBuilder
    private let revocation: RevocationCheck
    private let pool: [Certificate]
    private let steps: Steps

    /// What each revision changed, compared once: every signature before it asks.
    private final class Steps {
        struct Step: Hashable {
            let revision: Int
            let allowsSigning: Bool
        }

        var found: [Step: [DocumentChange]] = [:]
    }

    init(policy: VerificationPolicy, document: PDFDocument, intact: [IntactSignature]) throws(PDFProblem) {
        self.policy = policy
        self.document = document
        self.intact = intact
        steps = Steps()
        store = try SecurityStore(of: document)
        paths = PathBuilder(anchors: policy.anchors, rules: policy.rules, known: policy.known)
        let embedded = intact.flatMap(\.message.revocationLists)
        revocation = RevocationCheck(
            store.evidence + policy.evidence + RevocationEvidence(lists: embedded), rules: policy.rules,
            known: policy.known)
        pool = intact.flatMap(\.message.certificates) + store.certificates + policy.intermediates
    }

    func report(on signature: IntactSignature) throws(PDFProblem) -> SignatureReport {
        let proof = proof(of: signature)
        var report = SignatureReport(
            fieldName: signature.value.field.name, kind: signature.token == nil ? .signature : .timestamp,
            verdict: .passed, provenAt: proof.instant)
        report.signer = signature.certificate
        report.algorithm = signature.signer.algorithm
        report.claimedAt = signature.value.claimedAt
        report.timeSource = proof.source
        report.remarks = proof.remarks
        report.revision = signature.value.revision + 1
        report.coversWholeFile = signature.value.coversWholeFile
        report.changes = try changes(after: signature)
        report.verdict = verdict(on: signature, report.changes, proof)
        if report.kind == .signature { report.level = level(of: signature, proof) }
        if let token = signature.token {
            report.provenAt = token.time
            report.timeSource = .timestamp(authority: signature.certificate.holder)
        }
        return report
    }

    private func verdict(on signature: IntactSignature, _ changes: [DocumentChange], _ proof: Proof) -> Verdict {
        if let change = changes.first(where: { !$0.isAllowed }) {
            return .malformed(
                "Văn bản bị thay đổi sau khi ký: \(change.wording.vietnamese)",
                en: "The document was changed after this signature: \(change.wording.english)")
        }
        if let objection = signature.objection(policy.rules, at: proof.instant) { return objection }
        return trust(in: signature.certificate, at: proof.instant, isTimeProven: proof.source != .now) ?? .passed
    }

    /// What stands against a certificate at an instant; nil when nothing does.
    private func trust(in certificate: Certificate, at instant: Instant, isTimeProven: Bool) -> Verdict? {
        switch paths.path(from: certificate, through: pool, at: instant) {
        case .failure(let objection): return Verdict(objection, isTimeProven: isTimeProven)
        case .success(let path):
            let finding = revocation.finding(for: path, at: instant, now: policy.now)
            switch finding {
            case .good: return nil
            case .revoked(_, let since) where since > instant: return nil
            default: return Verdict(finding, isTimeProven: isTimeProven)
            }
        }
    }

    private func level(of signature: IntactSignature, _ proof: Proof) -> SignatureLevel {
        guard proof.source != .now else { return .basic }
        guard !store.evidence.lists.isEmpty || !store.evidence.responses.isEmpty else { return .timestamped }
        let archive = timestamps(over: signature.value.revision).contains { timestamp in
            (try? document.catalog(in: timestamp.value.revision)["DSS"]) != nil
        }
        return archive ? .archived : .longTerm
    }
}

extension SignatureJudge {
    /// When a signature certainly existed (best-signature-time, EN 319 102-1 §5.5).
    struct Proof {
        var instant: Instant
        var source = SignatureReport.TimeSource.now
        var remarks: [Wording] = []
    }

    private static let mostTokens = 8

    /// Goes back in time: from now over the document time-stamps, the newest first, to the token of the signature. Each
    /// counts only if its authority could be trusted at the time already proven.
    private func proof(of signature: IntactSignature) -> Proof {
        var proof = Proof(instant: policy.now)
        for timestamp in timestamps(over: signature.value.revision)
        where timestamp.value.reference != signature.value.reference {
            guard let token = timestamp.token else { continue }
            consider(token, timestamp.certificate, &proof)
        }
        let tokens = signature.token == nil ? signature.signer.unsignedAttributes[.timestampToken] ?? [] : []
        // An honest signature has one. Those that are not looked at prove nothing, which loosens no verdict.
        for value in tokens.prefix(Self.mostTokens) {
            guard let token = try? TimestampToken(value.encoded), let certificate = token.certificate,
                token.isGenuine(by: certificate),
                token.imprint.elementsEqual(token.digest.hash(signature.signer.signature))
            else {
                proof.remarks.append(
                    Wording("Dấu thời gian kèm chữ ký không đúng.", en: "The time-stamp of the signature is wrong."))
                continue
            }
            consider(token, certificate, &proof)
        }
        return proof
    }

    /// Document time-stamps that cover this revision, the newest first.
    private func timestamps(over revision: Int) -> [IntactSignature] {
        intact.filter { $0.token != nil && $0.value.revision >= revision }
            .sorted { $0.value.revision > $1.value.revision }
    }

    private func consider(_ token: TimestampToken, _ certificate: Certificate, _ proof: inout Proof) {
        let objection =
            token.time > proof.instant
            ? Wording("muộn hơn thời điểm đã chứng minh", en: "later than the time already proven")
            : policy.rules.objection(to: token.signer.algorithm, certificate.publicKey, at: proof.instant)
                ?? trust(in: token, certificate, at: proof.instant)
        if let objection {
            proof.remarks.append(
                Wording(
                    "Không tính dấu thời gian của \(certificate.holder): \(objection.vietnamese)",
                    en: "The time-stamp of \(certificate.holder) does not count: \(objection.english)"))
        } else {
            proof.instant = token.time
            proof.source = .timestamp(authority: certificate.holder)
        }
    }

    private func trust(in token: TimestampToken, _ certificate: Certificate, at instant: Instant) -> Wording? {
        let helped = SignatureJudge(self, adding: token.message.certificates)
        guard token.time >= certificate.notBefore else {
            return Wording("chứng thư số chưa có hiệu lực", en: "its certificate was not yet valid")
        }
        return helped.trust(in: certificate, at: instant, isTimeProven: false)?.reason
    }

    private init(_ other: SignatureJudge, adding certificates: [Certificate]) {
        policy = other.policy
        document = other.document
        intact = other.intact
        store = other.store
        paths = other.paths
        revocation = other.revocation
        pool = other.pool + certificates
        steps = other.steps
    }

    /// Everything that later revisions changed, step by step.
    private func changes(after signature: IntactSignature) throws(PDFProblem) -> [DocumentChange] {
        guard signature.value.revision < document.newest else { return [] }
        let allowsSigning = try document.certificationLevel(in: signature.value.revision) != 1
        var changes: [DocumentChange] = []
        for revision in (signature.value.revision + 1)...document.newest {
            changes += try self.changes(.init(revision: revision, allowsSigning: allowsSigning))
        }
        return changes
    }

    private func changes(_ step: Steps.Step) throws(PDFProblem) -> [DocumentChange] {
        if let found = steps.found[step] { return found }
        var comparison = RevisionComparison(
            document: document, newer: step.revision,
            closing: intact.filter { $0.value.revision == step.revision }.map(RevisionComparison.Closing.init),
            fillable: policy.fillableFields, allowsSigning: step.allowsSigning)
        let found = try comparison.run()
        steps.found[step] = found
        return found
    }
}
