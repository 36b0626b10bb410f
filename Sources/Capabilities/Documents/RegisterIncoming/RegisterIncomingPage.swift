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
    let origins: OriginFields
    let common: DocumentFields
    let arrivedOn: DateField
    let dueOn: DateField
    /// Nil where nobody directs.
    let presentTo: SelectField?
    let duplicateReason: TextAreaField?
    let returning: Returning?

    /// Where the document comes from: what its head says.
    struct OriginFields: Viewable {
        let number: TextField
        let notation: TextField
        let issuedOn: DateField
        let issuer: TextField

        init(_ form: FilledForm) {
            number = form.line("number", Wording("Số", en: "Number"), .short, atMost: 11, isOptional: true)
            notation = form.line("notation", Wording("Ký hiệu", en: "Symbol"), .medium, atMost: 30, isOptional: true)
            issuedOn = form.day("issuedOn", Wording("Ngày văn bản", en: "Date"))
            issuer = form.line("issuer", Wording("Cơ quan ban hành", en: "Issuing agency"), atMost: 200)
        }
    }

    /// Where the file is dropped before anything is typed.
    struct Upload: Viewable {
        let field: FileDrop

        init(kept: InspectedFile?, problems: Problems?) {
            field = Attachment.drop(
                Wording("Tệp văn bản", en: "The document's file"),
                help: Wording(
                    "Tải lên trước: các ô bên dưới được điền sẵn từ nội dung tệp.",
                    en: "Upload it first: the fields below are filled from it."),
                kept: kept, problems: problems)
        }
    }

    /// Sending an arrival back instead.
    struct Returning: Viewable {
        let action: String
        let reason: TextAreaField

        init(_ arrival: Arrival, form: FilledForm) {
            action = DocumentsPaths.returning(arrival.id)
            reason = form.text("reason", Wording("Lý do trả lại", en: "Why it is returned"), rows: 2, atMost: 500)
        }
    }

    /// What the form is filled with and what is wrong with it.
    struct Filling {
        var form = FilledForm()
        var refusal: DocumentRefusal?
        var file: InspectedFile?
        var arrival: Arrival?
        /// Who may direct it, the head first.
        var leaders: [PostHolder] = []
        /// The form that sends it back instead.
        var returning = FilledForm()
    }

    init(_ filling: Filling, words: DocumentWords) {
        let form = filling.form
        split = SplitView(filling.arrival?.viewer ?? Attachment.viewer(filling.file))
        origin = filling.arrival?.notice
        problem = filling.refusal.map(Self.notice)
        upload = filling.arrival == nil ? Upload(kept: filling.file, problems: form.problems) : nil
        draft = "register-incoming"
        uploadID = filling.file?.id.description
        deliveryID = filling.arrival?.id.description
        errors = ErrorSummary(form.problems)
        origins = OriginFields(form)
        common = DocumentFields(form, words: words)
        arrivedOn = form.day("arrivedOn", Wording("Ngày đến", en: "Arrived on"))
        dueOn = form.day("dueOn", Wording("Thời hạn giải quyết", en: "Deadline"), isOptional: true)
        presentTo =
            filling.leaders.isEmpty
            ? nil
            : DocumentWords.leaders(
                filling.leaders, selected: form.values[PresentDocumentForm.leader],
                blank: Wording("Trình sau", en: "Later"), isOptional: true, problems: form.problems)
        let isTwin = filling.refusal != nil || form.values["duplicateReason"] != nil
        duplicateReason =
            isTwin
            ? form.text(
                "duplicateReason", Wording("Lý do vào sổ lần nữa", en: "Why it is registered again"), rows: 2,
                atMost: 500) : nil
        returning = filling.arrival.map { Returning($0, form: filling.returning) }
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
