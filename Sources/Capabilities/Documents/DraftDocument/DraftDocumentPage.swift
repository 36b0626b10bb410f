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
    let type: SelectField
    let urgency: SelectField
    let subject: TextAreaField
    let recipients: Picker
    let signerName: TextField
    let signerPosition: TextField
    let note: TextAreaField
    let file: FileDrop

    /// What the form is filled with.
    struct Filling {
        var existing: ID<Document>?
        var values: [String: String] = [:]
        var recipients: [Picker.Choice] = []
        var answered: Document?
        var returnedBecause: String?
        var upload: InspectedFile?
        var problems: Problems?
    }

    init(_ filling: Filling, words: DocumentWords) {
        let (values, problems) = (filling.values, filling.problems)
        title =
            filling.existing == nil
            ? Wording("Soạn văn bản đi", en: "Draft a document") : Wording("Sửa dự thảo", en: "Change the draft")
        action = filling.existing.map(DocumentsPaths.draft) ?? DocumentsPaths.list(.outgoing)
        draft = "draft-\(filling.existing?.description ?? "new")"
        inReplyTo = filling.answered?.id.description
        uploadID = filling.upload?.id.description
        errors = ErrorSummary(problems)
        answering = filling.answered.map { answered in
            let name = [answered.symbol?.text, answered.subject].compactMap { $0 }.joined(separator: " – ")
            return Notice(.info, Wording("Trả lời văn bản \(name)", en: "In reply to \(name)"))
        }
        returned = filling.returnedBecause.map {
            Notice(.warn, Wording("Dự thảo bị trả lại: \($0)", en: "The draft was sent back: \($0)"))
        }
        type = SelectField(
            FieldWords("type", Wording("Loại văn bản", en: "Type"), problems: problems),
            blankLabel: Wording("Chọn loại", en: "Choose"), options: words.typeOptions(selected: values["type"]))
        urgency = SelectField(
            FieldWords("urgency", Wording("Mức độ khẩn", en: "Urgency"), problems: problems),
            options: DocumentWords.urgencyOptions(selected: values["urgency"] ?? "0"))
        subject = TextAreaField(
            FieldWords("subject", Wording("Trích yếu nội dung", en: "Subject"), problems: problems),
            value: values["subject"], maxLength: 500)
        recipients = Picker(
            FieldWords(
                "recipients", Wording("Nơi nhận", en: "Recipients"),
                help: Wording("Gõ tên cơ quan, không cần dấu.", en: "Type an agency's name."), problems: problems),
            searchPath: DocumentsPaths.recipients, isMultiple: true, selected: filling.recipients)
        signerName = TextField(
            FieldWords("signerName", Wording("Người ký", en: "Signer"), isOptional: true, problems: problems),
            value: values["signerName"], width: .medium, maxLength: 50)
        signerPosition = TextField(
            FieldWords("signerPosition", Wording("Chức vụ", en: "Position"), isOptional: true, problems: problems),
            value: values["signerPosition"], width: .medium, maxLength: 100)
        note = TextAreaField(
            FieldWords("note", Wording("Ghi chú", en: "Note"), isOptional: true, problems: problems),
            value: values["note"], rows: 2, maxLength: 500)
        file = Attachment.drop(
            Wording("Tệp dự thảo (không bắt buộc)", en: "The draft's file (optional)"), help: nil,
            kept: filling.upload, problems: problems)
    }
}
