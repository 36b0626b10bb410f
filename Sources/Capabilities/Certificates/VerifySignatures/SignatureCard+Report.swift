import Essentials
import Signing
import Web

extension SignatureCard {
    private static let mostChanges = 20

    /// A time that nobody but the signer claims is not shown as when it was signed.
    ///
    /// - Parameter number: its place in the file, from 1.
    init(_ report: WrittenReport.Signature, number: Int) {
        let name =
            report.kind == .signature
            ? Wording("Chữ ký \(number)", en: "Signature \(number)")
            : Wording("Dấu thời gian \(number)", en: "Time-stamp \(number)")
        let verdict = report.indication.wording
        self.init(
            Self.kind(of: report),
            Wording("\(name.vietnamese): \(verdict.vietnamese)", en: "\(name.english): \(verdict.english)"),
            signer: ForeignText.line(report.certificate?.holder ?? report.field),
            signerNote: report.certificate?.organization.map { ForeignText.line($0) },
            signedAt: report.provenBy == nil ? nil : report.provenAt, covers: Self.covers(report),
            reasons: Self.reasons(report), certificate: Self.facts(report))
    }

    private static func kind(of report: WrittenReport.Signature) -> Kind {
        switch report.indication {
        case .passed: .valid
        case .indeterminate: report.subIndication == .noChain ? .unknown : .warn
        case .failed: .invalid
        }
    }

    private static func covers(_ report: WrittenReport.Signature) -> Wording? {
        guard let revision = report.revision else { return nil }
        guard !report.coversWholeFile else {
            return Wording(
                "Ký toàn bộ tệp; không có gì thêm sau đó.", en: "The whole file; nothing was added after it.")
        }
        return Wording(
            "Ký phiên bản \(revision) của tệp; những gì thêm sau đó ghi dưới đây.",
            en: "Version \(revision) of the file; what was added after it stands below.")
    }

    private static func reasons(_ report: WrittenReport.Signature) -> [Reason] {
        let kind: Reason.Kind =
            switch report.indication {
            case .passed: .good
            case .indeterminate: .warn
            case .failed: .bad
            }
        // What is not allowed comes first: it must not be lost behind a hundred harmless changes.
        let changes = report.changes.filter { !$0.allowed } + report.changes.filter(\.allowed)
        var reasons = [Reason(kind, ForeignText.line(report.reason.wording))]
        reasons += time(report)
        reasons += changes.prefix(mostChanges).map(reason)
        if changes.count > mostChanges {
            let rest = changes.count - mostChanges
            reasons.append(Reason(.warn, Wording("Và \(rest) thay đổi khác.", en: "And \(rest) changes more.")))
        }
        return reasons + report.remarks.map { Reason(.warn, ForeignText.line($0.wording)) }
    }

    private static func time(_ report: WrittenReport.Signature) -> [Reason] {
        if let authority = report.provenBy {
            let name = ForeignText.line(authority)
            return [
                Reason(
                    .good,
                    Wording("Thời điểm ký do \(name) chứng minh.", en: "The time of signing is proven by \(name)."))
            ]
        }
        guard let claimed = report.claimedAt else { return [] }
        return [
            Reason(
                .warn,
                Wording(
                    "Người ký ghi đã ký lúc \(Formatting.moment(claimed, in: .vietnamese)); không có dấu thời gian chứng minh.",
                    en:
                        "The signer says that it was signed at \(Formatting.moment(claimed, in: .english)); no time-stamp"
                        + " proves it."))
        ]
    }

    private static func reason(_ change: WrittenReport.Change) -> Reason {
        let what = ForeignText.line(change.what.wording)
        return Reason(
            change.allowed ? .good : .bad,
            Wording(
                "Phiên bản \(change.revision), sau khi ký: \(what.vietnamese)"
                    + (change.allowed ? " (được phép)." : " (không được phép)."),
                en: "Version \(change.revision), after the signature: \(what.english)"
                    + (change.allowed ? " (allowed)." : " (not allowed).")))
    }

    private static func facts(_ report: WrittenReport.Signature) -> [Fact] {
        guard let signer = report.certificate else { return [] }
        return [
            Fact(Wording("Số chứng thư", en: "Serial number"), ForeignText.line(signer.serial)),
            Fact(Wording("Nơi cấp", en: "Issuer"), ForeignText.line(signer.issuer)),
            Fact(Wording("Có hiệu lực từ", en: "Valid from"), signer.notBefore),
            Fact(Wording("Đến", en: "Until"), signer.notAfter),
            Fact(Wording("Thuật toán", en: "Algorithm"), report.algorithm),
            Fact(Wording("Mức chữ ký", en: "Level"), report.level.map { "PAdES \($0.rawValue.uppercased())" }),
        ].filter { $0.text != nil }
    }
}
