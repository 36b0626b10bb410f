import App
import Database
import Directory
import Documents
import Essentials
import Web

extension ProvinceBuilder {
    mutating func perform(_ act: SampleAct) throws {
        let caller = try caller(act.by, at: act.at)
        let document = content.documents[act.document]
        switch act.deed {
        case .draft(let answered): try draft(document, answering: answered, caller, act.at)
        case .submit: try SubmitDraft()(try draft(of: document), by: caller, at: act.at, in: db)
        case .returnDraft(let reason):
            try ApproveDraft()(
                try draft(of: document), returningBecause: reason, by: caller, at: act.at, in: db)
        case .approve: try ApproveDraft()(try draft(of: document), by: caller, at: act.at, in: db)
        case .takeNumber: try number(document, caller, act.at)
        case .issue: try issue(document, caller, act.at)
        case .register(let agency): try register(document, in: agency, caller, act.at)
        case .present(let agency, let leader):
            try PresentDocument()(
                PresentDocumentForm(leader: try post(leader)), document: try receipt(document, agency), by: caller,
                at: act.at, in: db)
        case .sendBack(let agency, let reason):
            let receipt = SampleReceipt(document: document.number, agency: agency)
            guard let delivery = deliveries[receipt] else { throw NotFound() }
            try ReturnDelivery()(delivery, reason: reason, by: caller, at: act.at, in: db)
        case .direct(let agency, let direction):
            try direct(try receipt(document, agency), direction, caller, act.at)
        case .report(let agency, let text):
            try ReportHandling()(text, document: try receipt(document, agency), by: caller, at: act.at, in: db)
        case .close(let agency, let target):
            try close(try receipt(document, agency), reportedBy: target, nil, caller, act.at)
        case .returnReport(let agency, let target, let reason):
            try close(try receipt(document, agency), reportedBy: target, reason, caller, act.at)
        }
    }

    private func draft(of document: SampleDocument) throws -> ID<Document> {
        guard let id = outgoing[document.number] else { throw NotFound() }
        return id
    }

    private func receipt(_ document: SampleDocument, _ agency: String) throws -> ID<Document> {
        guard let id = receipts[SampleReceipt(document: document.number, agency: agency)] else { throw NotFound() }
        return id
    }

    private mutating func draft(
        _ document: SampleDocument, answering: SampleReceipt?, _ caller: Caller, _ now: Instant
    ) throws {
        var fields: [(String, String)] = [
            ("type", document.type.rawValue), ("subject", document.subject), ("urgency", "\(document.urgency)"),
        ]
        let (signer, position) = signature(of: document, on: now.date)
        fields += [("signerName", signer), ("signerPosition", position)]
        fields += try document.recipients.map { ("recipients", try unit($0).description) }
        if let answering, let id = receipts[answering] { fields.append(("inReplyTo", id.description)) }
        let form = try DraftDocumentForm(types: types, today: now.date, FormData(fields.labelled))
        outgoing[document.number] = try DraftDocument()(form, file: nil, by: caller, at: now, in: db)
    }

    private func number(_ document: SampleDocument, _ caller: Caller, _ now: Instant) throws {
        let symbol = try NumberDocument(types: types)(try draft(of: document), by: caller, at: now, in: db)
        guard symbol.text == document.symbol else {
            throw SampleProvinceProblem.story(
                "planned was \(document.symbol ?? "no number"), the register gave \(symbol.text)")
        }
    }

    private mutating func issue(_ document: SampleDocument, _ caller: Caller, _ now: Instant) throws {
        let id = try draft(of: document)
        try IssueDocument()(id, file: try file(of: document.number), by: caller, at: now, in: db)
        for row in try db.rows("SELECT id, recipient_id FROM delivery WHERE document_id = \(id)") {
            guard let agency = keyOfUnit[try row["recipient_id"]] else { continue }
            deliveries[SampleReceipt(document: document.number, agency: agency)] = try row["id"]
        }
    }

    private mutating func register(
        _ document: SampleDocument, in agency: String, _ caller: Caller, _ now: Instant
    ) throws {
        let receipt = SampleReceipt(document: document.number, agency: agency)
        let (signer, position) = signature(of: document, on: document.issuedOn ?? now.date)
        let symbol = (document.symbol ?? "").split(separator: "/", maxSplits: 1)
        var fields: [(String, String)] = [
            ("number", symbol.first.map(String.init) ?? ""), ("notation", symbol.last.map(String.init) ?? ""),
            ("issuedOn", (document.issuedOn ?? now.date).vietnamese), ("issuer", issuer(of: document)),
            ("type", document.type.rawValue), ("subject", document.subject), ("urgency", "\(document.urgency)"),
            ("signerName", signer), ("signerPosition", position), ("arrivedOn", now.date.vietnamese),
        ]
        if let due = document.dueOn, due >= now.date { fields.append(("dueOn", due.vietnamese)) }
        let form = try RegisterIncomingForm(types: types, today: now.date, FormData(fields.labelled))
        let registered = try RegisterIncoming(closing: Installation.closing)(
            form, file: try file(of: document.number), delivery: deliveries[receipt], by: caller, at: now, in: db)
        receipts[receipt] = registered.id
    }

    private func direct(
        _ id: ID<Document>, _ direction: SampleAct.Direction, _ caller: Caller, _ now: Instant
    ) throws {
        var fields = [("lead", try field(direction.lead)), ("opinion", direction.opinion)]
        fields += try direction.coordinators.map { ("coordinators", try field($0)) }
        if direction.dueOn >= now.date { fields.append(("dueOn", direction.dueOn.vietnamese)) }
        let form = try DirectDocumentForm(today: now.date, FormData(fields.labelled))
        try DirectDocument(closing: Installation.closing)(form, document: id, by: caller, at: now, in: db)
    }

    private func field(_ target: SampleAct.Target) throws -> String {
        switch target {
        case .unit(let key): "unit:\(try unit(key))"
        case .person(let person): "post:\(try post(person))"
        }
    }

    private func close(
        _ id: ID<Document>, reportedBy target: SampleAct.Target, _ reason: String?, _ caller: Caller, _ now: Instant
    ) throws {
        let handler: SQL =
            switch target {
            // The unit may have become part of another since it was handed to it.
            case .unit: "unit_id IS NOT NULL"
            case .person(let person): "post_id = \(try post(person))"
            }
        let direction: ID<Direction>? = try db.value(
            """
            SELECT id FROM direction
            WHERE document_id = \(id) AND \(handler) AND state = 'reported' AND directed_by = \(caller.post)
            """)
        guard let direction else { throw NotFound() }
        try CloseHandling()(direction, document: id, returningBecause: reason, by: caller, at: now, in: db)
    }

    /// Name and position of the signer, as registers have them.
    private func signature(of document: SampleDocument, on date: CivilDate) -> (name: String, position: String) {
        switch document.origin {
        case .outside(let issuer, let signer):
            return (signer, issuer == "Văn phòng Chính phủ" ? "Phó Chủ nhiệm" : "Lãnh đạo \(issuer)")
        case .agency(_, _, _, let signer):
            let person = content.staff.people[signer]
            let post = date < content.units.reorganisation.on ? person.before : person.after
            return (person.name, post?.title ?? "")
        }
    }

    private func issuer(of document: SampleDocument) -> String {
        switch document.origin {
        case .outside(let name, _): name
        case .agency(let key, _, _, _):
            content.units.tree(on: document.issuedOn ?? content.asOf)[key]?.name ?? ""
        }
    }
}

extension [(String, String)] {
    /// As forms take them.
    fileprivate var labelled: [(name: String, value: String)] {
        map { (name: $0.0, value: $0.1) }
    }
}
