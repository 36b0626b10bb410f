import Database
import Directory
import Essentials
import Journal
import Web

extension DocumentPage {
    /// - Parameters:
    ///   - leaders: before whom the caller can put it.
    ///   - problems: what was wrong with the decision just sent; `typed` is what was entered.
    init(
        _ shown: ShownDocument, actions: DocumentActions, leaders: [PostHolder] = [], words: DocumentWords,
        problems: Problems? = nil, typed: String? = nil
    ) throws {
        let document = shown.document
        title = .verbatim(document.subject)
        record = Self.head(shown, actions, words)
        split = SplitView(Viewer(of: document))
        problem = problems.flatMap { $0.byField.first }.map { Notice(.bad, $0.message) }
        scanNotice = shown.outgoing?.state == .issued ? Self.scanNotice : nil
        let panels = DocumentDecisions(shown: shown, actions: actions, problems: problems, typed: typed)
        presenting = panels.presenting(to: leaders)
        reports = panels.reports
        decisions = panels.own
        facts = FactList(Self.facts(shown, words))
        directions = shown.directions.map { Self.line($0, shown.names, words) }
        recipients = Self.recipients(shown)
        related = Self.related(shown)
        timeline = try Self.timeline(shown, at: words.now)
        proofPath = shown.events.isEmpty ? nil : DocumentsPaths.proof(of: document.id)
    }

    /// Until documents are signed here, issuing means that the signed paper's scan is issued, and the page says so.
    private static let scanNotice = Notice(
        .info,
        Wording(
            "Bản ban hành là bản quét của văn bản giấy đã ký, đóng dấu; chưa phải văn bản ký số.",
            en: "What was issued is the scan of the signed and sealed paper; it is not digitally signed."))

    private static func head(_ shown: ShownDocument, _ actions: DocumentActions, _ words: DocumentWords) -> RecordHead {
        let document = shown.document
        let isIncoming = document.flow == .incoming
        return RecordHead(
            kindLabel: isIncoming
                ? Wording("Văn bản đến", en: "Incoming document") : Wording("Văn bản đi", en: "Outgoing document"),
            number: shown.incoming.map {
                Wording("Số đến \($0.arrivalNumber)", en: "Arrival no. \($0.arrivalNumber)")
            } ?? shown.imported?.entryNumber.map { Wording("Số đến \($0)", en: "Arrival no. \($0)") }
                ?? DocumentWords.symbol(document),
            title: .verbatim(document.subject),
            back: Link(
                isIncoming
                    ? Wording("Văn bản đến", en: "Incoming documents")
                    : Wording("Văn bản đi", en: "Outgoing documents"), path: DocumentsPaths.list(document.flow)),
            state: shown.incoming.map { DocumentWords.tag($0.state) }
                ?? shown.outgoing.map { DocumentWords.tag($0.state) }
                ?? shown.imported.map { _ in StateTag(.done, ImportedDocument.stateName) },
            due: words.due(shown.incoming?.dueAt, isDone: shown.incoming?.isOpen == false),
            holder: holder(shown, words.now), facts: [], actions: buttons(document.id, actions))
    }

    private static func holder(_ shown: ShownDocument, _ now: Instant) -> RecordHead.Holder? {
        func person(_ post: ID<Post>, since: Instant) -> RecordHead.Holder {
            let name = shown.names[post]
            return .init(name: name.person, note: "\(name.title), \(name.unit)", since: Age(of: since, at: now))
        }
        if let incoming = shown.incoming, incoming.awaitsDirection {
            guard let leader = incoming.presentedTo, let presentedAt = incoming.presentedAt else {
                return person(incoming.registeredBy, since: incoming.registeredAt)
            }
            return person(leader, since: presentedAt)
        }
        guard
            let direction = shown.directions.last(where: {
                $0.role == .lead && $0.state != .passedOn && $0.state != .closed
            })
        else { return nil }
        if let post = direction.post { return person(post, since: direction.directedAt) }
        return direction.unit.map {
            .init(name: shown.names[$0], note: nil, since: Age(of: direction.directedAt, at: now))
        }
    }

    private static func buttons(_ id: ID<Document>, _ actions: DocumentActions) -> [Action] {
        handling(id, actions) + making(id, actions)
    }

    private static func handling(_ id: ID<Document>, _ actions: DocumentActions) -> [Action] {
        var buttons: [Action] = []
        if actions.mayDirect {
            buttons.append(
                Action(
                    Wording("Chuyển xử lý", en: "Hand on"), path: DocumentsPaths.directions(of: id), icon: "forward",
                    isPrimary: true, key: "c"))
        }
        if actions.mayDraftReply {
            buttons.append(
                Action(
                    Wording("Soạn trả lời", en: "Draft a reply"), path: DocumentsPaths.reply(to: id), icon: "reply",
                    isPrimary: !actions.mayDirect, key: "t"))
        }
        return buttons
    }

    private static func making(_ id: ID<Document>, _ actions: DocumentActions) -> [Action] {
        var buttons: [Action] = []
        if actions.mayEdit {
            buttons.append(
                Action(Wording("Sửa dự thảo", en: "Change the draft"), path: DocumentsPaths.draft(id), icon: "pencil"))
        }
        if actions.maySubmit {
            buttons.append(
                Action(
                    Wording("Trình duyệt", en: "Submit"), posting: DocumentsPaths.submission(of: id), icon: "send",
                    isPrimary: true))
        }
        if actions.mayNumber {
            buttons.append(
                Action(
                    Wording("Cấp số", en: "Give its number"), posting: DocumentsPaths.number(of: id), icon: "stamp",
                    isPrimary: true))
        }
        if actions.mayIssue {
            buttons.append(
                Action(
                    Wording("Ban hành", en: "Issue"), path: DocumentsPaths.issue(of: id), icon: "send",
                    isPrimary: true, key: "b"))
        }
        return buttons
    }

    private static func facts(_ shown: ShownDocument, _ words: DocumentWords) -> [Fact] {
        let document = shown.document
        var facts = [
            Fact(Wording("Số, ký hiệu", en: "Number, symbol"), DocumentWords.symbol(document)),
            Fact(Wording("Loại văn bản", en: "Type"), words.type(document.typeKey)),
            Fact(Wording("Cơ quan ban hành", en: "Issued by"), document.issuerName),
            Fact(Wording("Ngày văn bản", en: "Date"), document.issuedOn),
            Fact(Wording("Mức độ khẩn", en: "Urgency"), document.urgency.name),
            Fact(
                Wording("Người ký", en: "Signer"),
                [document.signerPosition, document.signerName].compactMap { $0 }.joined(separator: " ").nilIfEmpty),
            Fact(Wording("Số trang", en: "Pages"), document.pageCount.map { String($0) }),
        ]
        facts += shown.incoming.map { Self.facts($0, shown) } ?? []
        facts += shown.outgoing.map { Self.facts($0, shown.names) } ?? []
        facts += shown.imported.map(Self.facts) ?? []
        if let note = document.note { facts.append(Fact(Wording("Ghi chú", en: "Note"), note)) }
        return facts
    }

    private static func facts(_ incoming: IncomingDocument, _ shown: ShownDocument) -> [Fact] {
        var facts: [Fact] = []
        if incoming.register != shown.document.agency {
            facts.append(Fact(Wording("Sổ văn bản đến của", en: "Register of"), shown.names[incoming.register]))
        }
        facts.append(Fact(Wording("Ngày đến", en: "Arrived on"), incoming.arrivedOn))
        if let result = incoming.result { facts.append(Fact(Wording("Kết quả", en: "Result"), result)) }
        return facts
    }

    private static func facts(_ outgoing: OutgoingDocument, _ names: Names) -> [Fact] {
        var facts = [Fact(Wording("Người soạn", en: "Drafted by"), names[outgoing.draftedBy].person)]
        if let approver = outgoing.approvedBy {
            facts.append(Fact(Wording("Người duyệt", en: "Approved by"), names[approver].person))
        }
        if let reason = outgoing.reason { facts.append(Fact(Wording("Lý do", en: "Reason"), reason)) }
        return facts
    }

    /// The columns of the old register (NĐ 30/2020 PL IV) that living documents do not have.
    private static func facts(_ imported: ImportedDocument) -> [Fact] {
        let texts: [(Wording, String?)] = [
            (Wording("Số đến (sổ cũ)", en: "Arrival number (old register)"), imported.entryNumber),
            (Wording("Ngày đến", en: "Arrived on"), imported.arrivedOn?.vietnamese),
            (Wording("Nơi nhận", en: "Recipients"), imported.recipient),
            (Wording("Nơi giữ bản lưu", en: "Original kept by"), imported.copyKeeper),
            (Wording("Số lượng bản", en: "Copies"), imported.copies.map { String($0) }),
            (Wording("Ngày chuyển", en: "Handed on"), imported.handedOn?.vietnamese),
            (Wording("Ký nhận", en: "Signed for by"), imported.receipt),
        ]
        return texts.compactMap { label, text in text.map { Fact(label, $0) } }
    }

    private static func line(_ direction: Direction, _ names: Names, _ words: DocumentWords) -> DirectionLine {
        let person = direction.post.map { names[$0] }
        return DirectionLine(
            who: person.map { "\($0.person) – \($0.title)" } ?? direction.unit.map { names[$0] } ?? "—",
            note: [direction.opinion, direction.report].compactMap { $0 }.joined(separator: " → ").nilIfEmpty,
            role: direction.role.name, due: words.due(direction.dueAt, isDone: direction.state == .closed),
            state: DocumentWords.tag(direction.state))
    }

    private static func recipients(_ shown: ShownDocument) -> [RecipientLine] {
        shown.recipients.map { unit in
            let heir = shown.heirs[unit]
            let delivery = shown.deliveries.first { $0.recipient == heir ?? unit }
            return RecipientLine(
                name: [unit, heir].compactMap { $0.map { shown.names[$0] } }.joined(separator: " → "),
                reason: delivery?.reason, state: delivery.map { DocumentWords.tag($0.state) },
                at: delivery.map { "\($0.changedAt.time.hourAndMinute) \($0.changedAt.date.vietnamese)" })
        }
    }

    private static func related(_ shown: ShownDocument) -> [RelatedLine] {
        let answered = shown.answered.map { ($0, Wording("Trả lời văn bản", en: "Answers")) }
        let replies = shown.replies.map { ($0, Wording("Văn bản trả lời", en: "Answered by")) }
        return ([answered].compactMap { $0 } + replies).map { document, relation in
            RelatedLine(
                relation: relation, path: DocumentsPaths.document(document.id),
                label: [document.symbol?.text, document.subject].compactMap { $0 }.joined(separator: " – "))
        }
    }

    private static func timeline(_ shown: ShownDocument, at now: Instant) throws -> Timeline {
        let newestFirst = shown.events.reversed()
        var days: [(CivilDate, [Timeline.Entry])] = []
        for event in newestFirst {
            let sentence = try TimelineSentence(event, names: shown.names)
            let name = event.actor.post.map { shown.names[ID<Post>(rawValue: $0)] }
            let entry = Timeline.Entry(
                icon: sentence.icon, who: name?.person ?? "Liên Thông", post: name.map { "\($0.title), \($0.unit)" },
                what: sentence.what, at: event.at, now: now, note: sentence.note)
            if days.last?.0 == event.at.date {
                days[days.count - 1].1.append(entry)
            } else {
                days.append((event.at.date, [entry]))
            }
        }
        return Timeline(
            Wording("Diễn biến của văn bản", en: "What happened to the document"),
            days: days.map { .init($0.0, $0.1) })
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
