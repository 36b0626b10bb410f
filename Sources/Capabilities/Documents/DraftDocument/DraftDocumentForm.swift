public import Directory
public import Essentials
public import Web

/// What a drafter enters about a document to be made (NĐ 30/2020 Đ. 10).
public struct DraftDocumentForm: Sendable {
    public let typeKey: String
    public let subject: String
    public let urgency: Urgency
    public let signerName: String?
    public let signerPosition: String?
    public let note: String?
    /// In the order in which they are to be named.
    public let recipients: [ID<Unit>]
    public let inReplyTo: ID<Document>?

    /// - Throws: `Problems`.
    public init(types: DocumentTypes, today: CivilDate, _ form: some Fields) throws {
        var problems = Problems()
        typeKey = form.documentType("type", on: today, from: types, &problems)
        subject =
            form.required(
                "subject", atMost: 500,
                missing: Wording("Ghi trích yếu nội dung.", en: "Enter what the document is about."), &problems) ?? ""
        urgency = form.urgency("urgency", &problems)
        signerName = form.optional("signerName", atMost: 50, &problems)
        signerPosition = form.optional("signerPosition", atMost: 100, &problems)
        note = form.optional("note", atMost: 500, &problems)
        inReplyTo = form.id("inReplyTo", &problems)
        recipients = form.listed("recipients", &problems)
        try problems.throwIfAny()
    }
}
