import Directory
import Essentials
import Files
import Web

/// The form of a document to be made.
struct DraftDocumentPage: Page {
    let title: Wording
    let action: String
    let draft: String
    let inReplyTo: String?
    let uploadID: String?
    let errors: ErrorSummary?
    let answering: Notice?
    let returned: Notice?
    let common: DocumentFields
    let recipients: Picker
    let file: FileDrop

    /// What the form is filled with.
    struct Filling {
        var existing: ID<Document>?
        var form = FilledForm()
        var recipients: [Picker.Choice] = []
        var answered: Document?
        var returnedBecause: String?
        var upload: InspectedFile?
    }

    init(_ filling: Filling, words: DocumentWords) {
        let form = filling.form
        title =
            filling.existing == nil
            ? Wording("Soạn văn bản đi", en: "Draft a document") : Wording("Sửa dự thảo", en: "Change the draft")
        action = filling.existing.map(DocumentsPaths.draft) ?? DocumentsPaths.list(.outgoing)
        draft = "draft-\(filling.existing?.description ?? "new")"
        inReplyTo = filling.answered?.id.description
        uploadID = filling.upload?.id.description
        errors = ErrorSummary(form.problems)
        answering = filling.answered.map { answered in
            let name = [answered.symbol?.text, answered.subject].compactMap { $0 }.joined(separator: " – ")
            return Notice(.info, Wording("Trả lời văn bản \(name)", en: "In reply to \(name)"))
        }
        returned = filling.returnedBecause.map {
            Notice(.warn, Wording("Dự thảo bị trả lại: \($0)", en: "The draft was sent back: \($0)"))
        }
        common = DocumentFields(form, words: words)
        recipients = Picker(
            form.words(
                "recipients", Wording("Nơi nhận", en: "Recipients"),
                help: Wording("Gõ tên cơ quan, không cần dấu.", en: "Type an agency's name.")),
            searchPath: DocumentsPaths.recipients, isMultiple: true, selected: filling.recipients)
        file = Attachment.drop(
            Wording("Tệp dự thảo (không bắt buộc)", en: "The draft's file (optional)"), help: nil,
            kept: filling.upload, problems: form.problems)
    }
}
