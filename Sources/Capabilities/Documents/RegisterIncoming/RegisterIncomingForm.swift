public import Directory
public import Essentials
public import Web

/// What a clerk enters about a document that came in (NĐ 30/2020 PL VI Phần II, PL IV sổ đăng ký văn bản đến).
public struct RegisterIncomingForm: Sendable {
    public let symbol: DocumentSymbol
    public let issuedOn: CivilDate
    public let issuerName: String
    public let typeKey: String
    public let subject: String
    public let urgency: Urgency
    public let signerName: String?
    public let signerPosition: String?
    public let note: String?
    public let arrivedOn: CivilDate
    public let dueOn: CivilDate?
    /// Before whom it is put at once; nil leaves that for later.
    public let presentTo: ID<Post>?
    /// Given when one like it stands in the register already.
    public let duplicateReason: String?

    /// - Parameters:
    ///   - types: the types of documents there are.
    ///   - today: the civil date on which it is registered.
    ///   - form: the untrusted fields, of a page or of the API.
    /// - Throws: `Problems`, one for each field that must be mended.
    public init(types: DocumentTypes, today: CivilDate, _ form: some Fields) throws {
        var problems = Problems()
        symbol = DocumentSymbol(
            number: form.optional("number", atMost: 11, &problems) ?? "",
            notation: form.optional("notation", atMost: 30, &problems) ?? "")
        issuedOn = Self.issuedOn(form, today: today, &problems)
        issuerName =
            form.required(
                "issuer", atMost: 200, missing: Wording("Ghi cơ quan ban hành.", en: "Enter the issuing agency."),
                &problems) ?? ""
        typeKey = form.documentType("type", on: max(issuedOn, Self.earliestListed), from: types, &problems)
        subject =
            form.required(
                "subject", atMost: 500,
                missing: Wording("Ghi trích yếu nội dung.", en: "Enter what the document is about."), &problems) ?? ""
        urgency = form.urgency("urgency", &problems)
        signerName = form.optional("signerName", atMost: 50, &problems)
        signerPosition = form.optional("signerPosition", atMost: 100, &problems)
        note = form.optional("note", atMost: 500, &problems)
        arrivedOn = Self.arrivedOn(form, today: today, &problems)
        dueOn = Self.dueOn(form, today: today, &problems)
        presentTo = form.id(PresentDocumentForm.leader, &problems)
        duplicateReason = form.optional("duplicateReason", atMost: 500, &problems)
        try problems.throwIfAny()
    }

    /// The day the Republic was founded: no document of its agencies is older.
    private static let earliest = CivilDate(dayNumber: -8887)
    /// The type list in force on the earliest day it covers serves older documents too.
    private static let earliestListed = CivilDate(dayNumber: 18_326)

    private static func issuedOn(_ form: some Fields, today: CivilDate, _ problems: inout Problems) -> CivilDate {
        guard let date = form.date("issuedOn", &problems) else {
            if form.text("issuedOn") == nil {
                problems.add("issuedOn", Wording("Ghi ngày văn bản.", en: "Enter the document's date."))
            }
            return today
        }
        if date < earliest || date > today {
            problems.add(
                "issuedOn",
                Wording(
                    "Ngày văn bản \(date.vietnamese) phải từ \(earliest.vietnamese) đến hôm nay \(today.vietnamese).",
                    en: "The date must lie between \(earliest.vietnamese) and today, \(today.vietnamese)."))
        }
        return date
    }

    private static func arrivedOn(_ form: some Fields, today: CivilDate, _ problems: inout Problems) -> CivilDate {
        guard let date = form.date("arrivedOn", &problems) else { return today }
        if date > today || date < today.adding(days: -365) {
            problems.add(
                "arrivedOn",
                Wording(
                    "Ngày đến phải trong một năm trở lại đây và không sau hôm nay.",
                    en: "The arrival must lie within the last year and not after today."))
        }
        return date
    }

    private static func dueOn(_ form: some Fields, today: CivilDate, _ problems: inout Problems) -> CivilDate? {
        guard let date = form.date("dueOn", &problems) else { return nil }
        if date < today {
            problems.add(
                "dueOn",
                Wording("Thời hạn giải quyết không được trước hôm nay.", en: "The deadline may not lie before today."))
        }
        return date
    }
}
