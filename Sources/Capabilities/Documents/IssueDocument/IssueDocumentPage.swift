import Directory
import Essentials
import Files
import Web

/// Issuing: the scan of the signed paper is attached and goes to every recipient.
struct IssueDocumentPage: Page {
    let title = Wording("Ban hành văn bản", en: "Issue the document")
    let explanation: Notice
    let about: FactList
    let action: String
    let cancelPath: String
    let draft: String
    let uploadID: String?
    let errors: ErrorSummary?
    let file: FileDrop

    init(_ shown: ShownDocument, upload: InspectedFile?, problems: Problems?) {
        let document = shown.document
        explanation = Notice(
            .info,
            Wording(
                """
                Ký, đóng dấu bản giấy mang số này, quét lại rồi tải lên. Bản ban hành là bản quét của văn bản giấy \
                đã ký; chưa phải văn bản ký số.
                """,
                en: """
                    Sign and seal the paper that bears this number, scan it and upload the scan. What is issued is the \
                    scan of the signed paper; it is not digitally signed.
                    """))
        about = FactList([
            Fact(Wording("Số, ký hiệu", en: "Number, symbol"), DocumentWords.symbol(document)),
            Fact(Wording("Ngày", en: "Date"), document.issuedOn),
            Fact(Wording("Trích yếu", en: "Subject"), document.subject),
            Fact(
                Wording("Nơi nhận", en: "Recipients"),
                shown.recipients.map { shown.names[$0] }.joined(separator: "; ")),
        ])
        action = DocumentsPaths.issue(of: document.id)
        cancelPath = DocumentsPaths.document(document.id)
        draft = "issue-\(document.id)"
        uploadID = upload?.id.description
        errors = ErrorSummary(problems)
        file = Attachment.drop(
            Wording("Bản quét văn bản đã ký", en: "Scan of the signed paper"), help: nil, kept: upload,
            problems: problems)
    }
}
