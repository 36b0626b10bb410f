import Database
import Directory
import Essentials
import Files
import Web

/// The form of the register of incoming documents, beside the document itself.
struct RegisterIncomingPage: Page {
    let title = Wording("Vào sổ văn bản đến", en: "Register an incoming document")
    let split: SplitView
    let origin: Notice?
    let problem: Notice?
    let upload: Upload?
    let draft: String
    let uploadID: String?
    let deliveryID: String?
    let errors: ErrorSummary?
    let number: TextField
    let notation: TextField
    let issuedOn: DateField
    let issuer: TextField
    let type: SelectField
    let subject: TextAreaField
    let urgency: SelectField
    let arrivedOn: DateField
    let dueOn: DateField
    let signerName: TextField
    let signerPosition: TextField
    let note: TextAreaField
    /// Nil where nobody directs.
    let presentTo: SelectField?
    let duplicateReason: TextAreaField?
    let returning: Returning?

    /// Where the file is dropped before anything is typed.
    struct Upload: Viewable {
        let field: FileDrop
    }

    /// Sending an arrival back instead.
    struct Returning: Viewable {
        let action: String
        let reason: TextAreaField
    }

    /// What the form is filled with and what is wrong with it.
    struct Filling {
        var values: [String: String] = [:]
        /// Fields whose value was read from the file.
        var suggested: Set<String> = []
        var problems: Problems?
        var refusal: DocumentRefusal?
        var file: InspectedFile?
        var arrival: Arrival?
        /// Who may direct it, the head first.
        var leaders: [PostHolder] = []
        var returnReason: String?
        var returnProblems: Problems?
    }

    init(_ filling: Filling, words: DocumentWords) {
        let (values, problems) = (filling.values, filling.problems)
        let fromFile = Wording("Đọc từ tệp, hãy kiểm tra lại", en: "Read from the file; please check")
        func about(_ name: String, _ label: Wording, help: Wording? = nil, isOptional: Bool = false) -> FieldWords {
            FieldWords(
                name, label, help: help, isOptional: isOptional,
                suggestion: filling.suggested.contains(name) ? fromFile : nil, problems: problems)
        }
        split = SplitView(filling.arrival?.viewer ?? Attachment.viewer(filling.file))
        origin = filling.arrival?.notice
        problem = filling.refusal.map(Self.notice)
        upload =
            filling.arrival == nil
            ? Upload(
                field: Attachment.drop(
                    Wording("Tệp văn bản", en: "The document's file"),
                    help: Wording(
                        "Tải lên trước: các ô bên dưới được điền sẵn từ nội dung tệp.",
                        en: "Upload it first: the fields below are filled from it."),
                    kept: filling.file, problems: problems)) : nil
        draft = "register-incoming"
        uploadID = filling.file?.id.description
        deliveryID = filling.arrival?.id.description
        errors = ErrorSummary(problems)
        number = TextField(
            about("number", Wording("Số", en: "Number"), isOptional: true), value: values["number"], width: .short,
            maxLength: 11)
        notation = TextField(
            about("notation", Wording("Ký hiệu", en: "Symbol"), isOptional: true), value: values["notation"],
            width: .medium, maxLength: 30)
        issuedOn = DateField(about("issuedOn", Wording("Ngày văn bản", en: "Date")), value: values["issuedOn"])
        issuer = TextField(
            about("issuer", Wording("Cơ quan ban hành", en: "Issuing agency")), value: values["issuer"],
            maxLength: 200)
        type = SelectField(
            about("type", Wording("Loại văn bản", en: "Type")), blankLabel: Wording("Chọn loại", en: "Choose"),
            options: words.typeOptions(selected: values["type"]))
        subject = TextAreaField(
            about("subject", Wording("Trích yếu nội dung", en: "Subject")), value: values["subject"], maxLength: 500)
        urgency = SelectField(
            about("urgency", Wording("Mức độ khẩn", en: "Urgency")),
            options: DocumentWords.urgencyOptions(selected: values["urgency"] ?? "0"))
        arrivedOn = DateField(about("arrivedOn", Wording("Ngày đến", en: "Arrived on")), value: values["arrivedOn"])
        dueOn = DateField(
            about("dueOn", Wording("Thời hạn giải quyết", en: "Deadline"), isOptional: true), value: values["dueOn"])
        signerName = TextField(
            about("signerName", Wording("Người ký", en: "Signer"), isOptional: true), value: values["signerName"],
            width: .medium, maxLength: 50)
        signerPosition = TextField(
            about("signerPosition", Wording("Chức vụ", en: "Position"), isOptional: true),
            value: values["signerPosition"], width: .medium, maxLength: 100)
        note = TextAreaField(
            about("note", Wording("Ghi chú", en: "Note"), isOptional: true), value: values["note"], rows: 2,
            maxLength: 500)
        presentTo =
            filling.leaders.isEmpty
            ? nil
            : DocumentWords.leaders(
                filling.leaders, selected: values[PresentDocumentForm.leader],
                blank: Wording("Trình sau", en: "Later"), isOptional: true, problems: problems)
        duplicateReason =
            filling.refusal == nil && values["duplicateReason"] == nil
            ? nil
            : TextAreaField(
                about("duplicateReason", Wording("Lý do vào sổ lần nữa", en: "Why it is registered again")),
                value: values["duplicateReason"], rows: 2, maxLength: 500)
        returning = filling.arrival.map { arrival in
            Returning(
                action: DocumentsPaths.returning(arrival.id),
                reason: TextAreaField(
                    FieldWords(
                        "reason", Wording("Lý do trả lại", en: "Why it is returned"),
                        problems: filling.returnProblems), value: filling.returnReason, rows: 2, maxLength: 500))
        }
    }

    private static func notice(_ refusal: DocumentRefusal) -> Notice {
        var links: [Link] = []
        if case .alreadyRegistered(_, _, _, let document) = refusal {
            links.append(
                Link(Wording("Mở văn bản đó", en: "Open that document"), path: DocumentsPaths.document(document)))
        }
        return Notice(.warn, refusal.message, links: links)
    }
}

/// A document that came from a unit of this installation and waits to be registered.
struct Arrival: Sendable {
    let id: ID<Delivery>
    let document: Document
    let sentAt: Instant

    var viewer: Viewer? {
        guard document.file != nil else { return nil }
        return Viewer(
            name: (document.symbol?.text ?? "van-ban") + ".pdf", path: DocumentsPaths.arrivalFile(id),
            pageCount: document.pageCount)
    }

    var notice: Notice {
        let at = "\(sentAt.time.hourAndMinute) \(sentAt.date.vietnamese)"
        return Notice(
            .info,
            Wording(
                "\(document.issuerName) gửi trên hệ thống lúc \(at). Các ô được điền từ văn bản gốc.",
                en: "Sent by \(document.issuerName) on the platform at \(at). The fields come from the original."))
    }

    /// What the sender's register says.
    var values: [String: String] {
        var values = [
            "issuer": document.issuerName, "type": document.typeKey, "subject": document.subject,
            "urgency": String(document.urgency.rawValue),
        ]
        values["number"] = document.symbol?.number
        values["notation"] = document.symbol?.notation
        values["issuedOn"] = document.issuedOn?.vietnamese
        values["signerName"] = document.signerName
        values["signerPosition"] = document.signerPosition
        return values
    }
}

extension Connection {
    /// An arrival at the caller's agency, whatever became of it; nil when it is not theirs.
    func arrival(_ id: ID<Delivery>, for caller: Caller) throws -> Arrival? {
        guard caller.mayHere(.registerDocuments), let delivery = try delivery(id),
            delivery.recipient == caller.agency, let document = try document(delivery.document)
        else { return nil }
        return Arrival(id: id, document: document, sentAt: delivery.sentAt)
    }
}
