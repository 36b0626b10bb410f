public import Database
public import Essentials
import Journal

/// An authorisation to sign as its document says.
public struct NewAuthorisation: Sendable {
    public var kind: AuthorisationKind
    public var giver: ID<Post>
    public var receiver: ID<Post>
    public var scope: String
    public var documentTypes: Set<String>
    public var decisionNumber: String
    public var decidedOn: CivilDate
    public var from: CivilDate
    public var to: CivilDate?

    public init(
        kind: AuthorisationKind, giver: ID<Post>, receiver: ID<Post>, scope: String, documentTypes: Set<String> = [],
        decisionNumber: String, decidedOn: CivilDate, from: CivilDate, to: CivilDate? = nil
    ) {
        self.kind = kind
        self.giver = giver
        self.receiver = receiver
        self.scope = scope
        self.documentTypes = documentTypes
        self.decisionNumber = decisionNumber
        self.decidedOn = decidedOn
        self.from = from
        self.to = to
    }
}

/// Enters an authorisation to sign. It must be in writing, and TUQ. limited in time and content (NĐ 30/2020 Đ. 13 k. 4).
public struct RecordAuthorisation: Sendable {
    public init() {}

    /// - Throws: `Problems`, `AuthorisationRefusal`; `NotFound` when the caller records none for the agency.
    @discardableResult
    public func callAsFunction(
        _ form: NewAuthorisation, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> WrittenAuthorisation {
        guard let giver = try PostHolder.find(form.giver, on: form.from, in: db),
            let receiver = try PostHolder.find(form.receiver, on: form.from, in: db),
            let agency = try Unit.find(giver.agency, on: form.from, in: db),
            caller.may(.recordAuthorisations, in: agency.path)
        else { throw NotFound() }
        let checked = try checked(form, agency: agency.id, id: db.ids.next())
        try refuse(form, giver, receiver, agency)
        try checked.insert(in: db)
        try db.record(
            AuthorisationRecorded(
                authorisation: checked.id, type: form.kind.rawValue, giver: form.giver, receiver: form.receiver,
                decision: checked.decisionNumber, from: form.from, to: form.to),
            by: caller.actor, at: now)
        return checked
    }

    private func checked(
        _ form: NewAuthorisation, agency: ID<Unit>, id: ID<WrittenAuthorisation>
    ) throws -> WrittenAuthorisation {
        var problems = Problems()
        let scope = problems.text("scope", form.scope, atMost: 1000)
        let number = problems.text("decisionNumber", form.decisionNumber, atMost: 100)
        let validity = problems.validity(form.from, form.to)
        problems.date("decidedOn", form.decidedOn)
        let types = Set(form.documentTypes.map(\.trimmed).filter { !$0.isEmpty })
        if types.count > 40 || types.contains(where: { $0.contains(",") || $0.unicodeScalars.count > 9 }) {
            problems.add("documentTypes", Wording("Loại văn bản không đúng", en: "These are no types of document"))
        }
        if form.kind == .authorised && form.to == nil {
            problems.add(
                "to",
                Wording("Thừa ủy quyền phải có thời hạn", en: "An authorisation (TUQ.) must be limited in time"))
        }
        if form.decidedOn > form.from {
            problems.add(
                "from",
                Wording("Hiệu lực không thể trước ngày ban hành", en: "It cannot hold before it was decided"))
        }
        try problems.throwIfAny()
        return WrittenAuthorisation(
            id: id, kind: form.kind, agency: agency, giver: form.giver, receiver: form.receiver, scope: scope,
            documentTypes: types, decisionNumber: number, decidedOn: form.decidedOn, validity: validity)
    }

    private func refuse(
        _ form: NewAuthorisation, _ giver: PostHolder, _ receiver: PostHolder, _ agency: Unit
    ) throws {
        // Only who signs by office can let others sign: so nothing that was itself given is passed on.
        guard giver.post.isHead, giver.post.unit == agency.id else { throw AuthorisationRefusal.giverIsNotHead }
        for post in [giver.post, receiver.post] where !post.validity.contains(form.from) {
            throw AuthorisationRefusal.postDoesNotHold
        }
        switch form.kind {
        case .deputy:
            guard receiver.post.isDeputy, receiver.post.unit == agency.id else {
                throw AuthorisationRefusal.receiverIsNotDeputy
            }
        case .byOrder:
            guard receiver.post.isHead, receiver.post.unit != agency.id, receiver.unitPath.isWithin(agency.path) else {
                throw AuthorisationRefusal.receiverLeadsNoUnit
            }
        case .authorised:
            guard receiver.post.isHead, receiver.unitPath.isWithin(agency.path), receiver.post.unit != agency.id else {
                throw AuthorisationRefusal.receiverLeadsNoUnit
            }
        }
    }
}

/// Ends an authorisation to sign after a day.
public struct EndAuthorisation: Sendable {
    public init() {}

    /// - Parameter lastDay: yesterday at the earliest.
    /// - Throws: `Problems`, `AuthorisationRefusal`, `NotFound`.
    public func callAsFunction(
        _ id: ID<WrittenAuthorisation>, lastDay: CivilDate, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        guard let authorisation = try WrittenAuthorisation.find(id, in: db),
            let agency = try Unit.find(authorisation.agency, on: now.date, in: db),
            caller.may(.recordAuthorisations, in: agency.path)
        else { throw NotFound() }
        if let end = authorisation.validity.to, end <= lastDay { throw AuthorisationRefusal.hasEnded(end) }
        // What was signed under it stays signed: an end cannot be put into the past.
        if lastDay < now.date.adding(days: -1) {
            throw Problems("lastDay", Wording("Không thể kết thúc trong quá khứ", en: "It cannot end in the past"))
        }
        try authorisation.end(after: lastDay, in: db)
        try db.record(AuthorisationEnded(authorisation: id, lastDay: lastDay), by: caller.actor, at: now)
    }
}

/// Why an authorisation to sign cannot be recorded or ended.
public enum AuthorisationRefusal: Refusal {
    case giverIsNotHead
    case receiverIsNotDeputy
    case receiverLeadsNoUnit
    case postDoesNotHold
    case hasEnded(CivilDate)

    public var message: Wording {
        switch self {
        case .giverIsNotHead:
            Wording(
                "Chỉ người đứng đầu cơ quan được giao ký; người được ủy quyền không ủy quyền lại",
                en: "Only the head of the agency can give this; what was given cannot be passed on")
        case .receiverIsNotDeputy:
            Wording(
                "Chỉ cấp phó của cơ quan được ký thay (KT.)", en: "Only a deputy of the agency signs for the head (KT.)"
            )
        case .receiverLeadsNoUnit:
            Wording(
                "Chỉ người đứng đầu đơn vị trực thuộc được giao ký",
                en: "Only the head of a unit below the agency can receive this")
        case .postDoesNotHold:
            Wording("Chức vụ không có hiệu lực vào ngày này", en: "One of the posts does not hold on that day")
        case .hasEnded(let day):
            Wording("Văn bản này đã hết hiệu lực ngày \(day.vietnamese)", en: "It ended on \(day)")
        }
    }
}
