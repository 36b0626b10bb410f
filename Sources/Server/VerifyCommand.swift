import ArgumentParser
import Essentials
import PDFStructure
import Signing

/// `lienthong verify FILE [--trust PEM] [--json]`: exit status 0 passed, 1 failed, 3 indeterminate, 2 bad input.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Judge the signatures of a PDF, and say what was changed after each.",
        discussion: "Exit status: 0 all passed, 1 one failed, 3 one indeterminate, 2 no PDF or no signature.")

    @Argument(help: "The PDF.")
    var file: String

    @OptionGroup var trust: TrustOptions

    @Flag(help: "Ask the authorities of trusted chains about revocation, over the network.")
    var online = false

    @Option(help: "Judge as of this time instead of now: 2026-11-21T14:00.")
    var at: String?

    @Flag(help: "Print the whole report as JSON.")
    var json = false

    func run() async throws {
        let bytes: [UInt8]
        var policy: VerificationPolicy
        do {
            bytes = try FileBytes.read(file)
            policy = try self.policy()
        } catch {
            throw refuse((error as? InputError)?.description ?? "a certificate or list cannot be read: \(error)")
        }
        if online {
            policy.evidence =
                policy.evidence
                + (await EvidenceCollector(transport: HTTPTransport(seconds: 20)).evidence(for: bytes, policy))
        }
        let report = DocumentVerifier(policy).report(on: bytes)
        print(json ? report.json : report.text, terminator: json ? "\n" : "")
        if report.problem == .notAPDF || report.problem == .encrypted { throw ExitCode(2) }
        switch report.indication {
        case .passed: return
        case .failed: throw ExitCode(1)
        case .indeterminate: throw ExitCode(3)
        case nil: throw ExitCode(2)
        }
    }

    private func policy() throws -> VerificationPolicy {
        var now = WallClock.system.now()
        if let at {
            guard let instant = Instant(at) else { throw InputError("--at '\(at)' is no date and time") }
            now = instant
        }
        return try trust.policy(at: now)
    }
}

extension DocumentReport {
    /// The report for people, in Vietnamese with English beside.
    fileprivate var text: String {
        if let problem { return "\(problem.wording.vietnamese) / \(problem.wording.english)\n" }
        guard !signatures.isEmpty else { return "Văn bản không có chữ ký số. / The document has no signature.\n" }
        return signatures.map(\.text).joined(separator: "\n")
    }
}

extension SignatureReport {
    fileprivate var text: String {
        let name = kind == .signature ? "Chữ ký" : "Dấu thời gian"
        let code = [verdict.indication.rawValue, verdict.subIndication?.rawValue].compactMap(\.self)
        var lines = [
            "\(name) “\(fieldName)”: \(verdict.indication.wording.vietnamese) (\(code.joined(separator: ", ")))"
        ]
        lines.append("  \(verdict.reason.vietnamese)")
        lines.append("  \(verdict.reason.english)")
        if let signer { lines.append("  Người ký: \(signer.subject)") }
        if let algorithm { lines.append("  Thuật toán: \(algorithm)") }
        if let level { lines.append("  Mức: PAdES \(level.rawValue.uppercased())") }
        if let claimedAt { lines.append("  Thời gian ghi trong chữ ký (chưa chứng minh): \(claimedAt)") }
        if case .timestamp(let authority) = timeSource {
            lines.append("  Thời gian được chứng minh: \(provenAt), \(authority)")
        }
        if let revision {
            lines.append("  Phiên bản \(revision)\(coversWholeFile ? ", toàn bộ tệp" : "")")
        }
        for change in changes {
            lines.append(
                "  Sau khi ký, phiên bản \(change.revision): \(change.wording.vietnamese)"
                    + (change.isAllowed ? " (được phép)" : " (KHÔNG ĐƯỢC PHÉP)"))
        }
        lines += remarks.map { "  Lưu ý: \($0.vietnamese)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
