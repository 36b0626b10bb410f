import Directory
import Essentials
import Signing
import Web

/// Anybody hands in a PDF and reads who signed it, whether that holds, and what was changed since.
struct VerifySignaturesPage: Page {
    static let frame = FrameKind.open
    let title = Certificates.verifyLabel
    let errors: ErrorSummary?
    let busy: Notice?
    let verdict: Notice?
    let withoutRoots: Notice?
    let facts: FactList?
    let signatures: [SignatureCard]
    let file: FileField

    /// - Parameters:
    ///   - problems: what was wrong with the form.
    ///   - isBusy: too many files were waiting.
    ///   - judged: what was found; nil before a file was sent.
    init(_ trust: SignatureTrust, problems: Problems? = nil, isBusy: Bool = false, judged: JudgedFile? = nil) {
        errors = ErrorSummary(
            problems,
            title: Wording("Chưa kiểm tra được. Sửa chỗ sau rồi gửi lại:", en: "Nothing was checked. Mend this:"))
        busy = isBusy ? Self.busy : nil
        verdict = judged?.verdict
        withoutRoots = trust.rootFiles.isEmpty ? Self.withoutRoots : nil
        facts = judged?.facts
        signatures = judged?.report.signatures.enumerated().map { SignatureCard($1, number: $0 + 1) } ?? []
        let megabytes = VerificationDesk.largestFile >> 20
        file = FileField(
            FieldWords(
                "file", Wording("Tệp PDF", en: "PDF file"),
                help: Wording("Tối đa \(megabytes) MB.", en: "At most \(megabytes) MB."), problems: problems),
            accept: ".pdf,application/pdf")
    }

    private static let busy = Notice(
        .warn,
        Wording(
            "Nhiều tệp khác đang chờ kiểm tra. Hãy gửi lại sau ít phút.",
            en: "Many other files wait to be checked. Send yours again in a few minutes."))

    private static let withoutRoots = Notice(
        .info,
        Wording(
            "Máy chủ này chưa được khai báo gốc tin cậy, nên chỉ biết tệp có bị sửa sau khi ký hay không, chưa kết luận được"
                + " người ký là ai.",
            en:
                "No trusted roots are configured on this server: it can tell whether a file was changed after it was signed,"
                + " and not who signed it."))
}
