import Essentials

extension StoryPlanner {
    /// A document of the centre that comes to the province by post or by the national axis.
    mutating func addFromOutside(
        to agency: String?, day: Int, topic: Int, keeping: Int? = nil, _ random: inout SeededRandom
    ) {
        let arrival = days.opening(day, minutes: random.below(WorkingDays.minutesOfDay - 100))
        let date = arrival.date
        let room = room(of: sources.topics[topic], on: date)
        guard let issuer = outsideIssuer(of: topic, on: date, &random),
            let recipient = agency ?? offices(on: date).tree.agency(of: room)?.key
        else { return }
        let type: SampleDocumentType =
            random.one(of: [.letter, .letter, .letter, .decision, .notice, .plan]) ?? .letter
        let issuedOn = days[max(0, day - random.number(in: 1...4))]
        let answerBy = type == .letter ? days.day(random.number(in: 8...15), after: date) : nil
        let text = matter(
            Occasion(
                type: type, topic: topic, date: issuedOn, issuer: issuer.name, issuerShort: issuer.name, orders: false,
                addressees: ["Ủy ban nhân dân các tỉnh, thành phố"], answerBy: answerBy, room: "đơn vị đầu mối",
                chair: "đồng chí lãnh đạo \(issuer.name)", place: "trụ sở \(issuer.name)",
                isFromOutside: true), &random)
        let notation =
            type.code.map { "\($0)-\(issuer.abbreviation)" }
            ?? "\(issuer.abbreviation)-\(random.one(of: issuer.units) ?? "")"
        let number = documents.count
        let document = SampleDocument(
            number: number, type: type,
            origin: .outside(name: issuer.name, signer: random.one(of: signersOutside) ?? ""), topic: topic,
            subject: text.subject, urgency: urgency(type, topic, &random), recipients: [recipient],
            symbol: symbolOutside(notation, on: issuedOn, &random), notation: notation, issuedOn: issuedOn,
            dueOn: answerBy, matter: text)
        add(document, [])
        addHandling(
            SampleReceipt(document: number, agency: recipient), arrivedAt: arrival, of: document, keeping: keeping,
            &random)
    }

    /// A number of chance that no other document of that day has.
    private mutating func symbolOutside(
        _ notation: String, on date: CivilDate, _ random: inout SeededRandom
    ) -> String {
        while true {
            let symbol = "\(random.number(in: 12...4800))/\(notation)"
            if symbolsOutside.insert("\(date) \(symbol)").inserted { return symbol }
        }
    }

    private func outsideIssuer(
        of topic: Int, on date: CivilDate, _ random: inout SeededRandom
    ) -> SampleSources.OutsideIssuer? {
        let senders = sources.topics[topic].senders
        return random.one(
            of: sources.agencies.outsideIssuers.filter {
                senders.contains($0.abbreviation) && ($0.validFrom ?? date) <= date && ($0.validTo ?? date) >= date
            })
    }

    /// A document of the province's own, from draft to the handling at its recipients.
    /// - Parameter keeping: how many of the first acts have happened; nil for all.
    mutating func addOwn(
        from agency: String, to recipients: [String], type: SampleDocumentType, day: Int, topic: Int,
        keeping: Int? = nil, _ random: inout SeededRandom
    ) {
        let start = days.opening(day, minutes: random.below(WorkingDays.minutesOfDay / 2))
        let plan = drafting(on: start.date)
        let room = agency == "ubnd" ? sources.topics[topic].office : room(of: sources.topics[topic], on: start.date)
        guard let makers = plan.makers(in: agency, room: room, isCurrent: isCurrent(day), &random) else { return }
        let number = documents.count
        let document = own(number, makers, to: recipients, type: type, topic: topic, on: start.date, &random)
        let planned = plan.acts(
            document: number, by: makers, from: start, isUrgent: document.urgency > 1, inReplyTo: nil, &random)
        let kept = keeping.map { Array(planned.prefix($0)) } ?? planned
        add(document, kept)
        guard kept.count == planned.count, let issued = acts.last?.at else { return }
        for recipient in recipients where keeping == nil {
            addHandling(
                SampleReceipt(document: number, agency: recipient), arrivedAt: issued, of: document, keeping: nil,
                &random)
        }
    }

    /// What the makers write.
    func own(
        _ number: Int, _ makers: DraftingPlan.Makers, to recipients: [String], type: SampleDocumentType, topic: Int,
        on date: CivilDate, _ random: inout SeededRandom
    ) -> SampleDocument {
        let tree = units.tree(on: date)
        let agency = tree[makers.agency]
        let answers: Set<SampleDocumentType> = [.letter, .invitation, .guidance, .directive]
        let answerBy = answers.contains(type) ? days.day(random.number(in: 6...12), after: date) : nil
        let committee = agency?.worksCollectively ?? false
        let signer = offices(on: date).post(of: makers.signer, in: makers.agency)
        let text = matter(
            Occasion(
                type: type, topic: topic, date: date, issuer: name(makers.agency, on: date),
                issuerShort: shortName(makers.agency, on: date), orders: committee,
                addressees: recipients.map { name($0, on: date) }, answerBy: answerBy,
                room: name(makers.unit, on: date), chair: "đồng chí \(signer?.title ?? "lãnh đạo")",
                place: "trụ sở \(shortName(makers.agency, on: date))"), &random)
        let unit = makers.unit == makers.agency ? nil : tree[makers.unit]?.symbol
        let symbol = agency?.symbol ?? ""
        let notation = type.code.map { "\($0)-\(symbol)" } ?? [symbol, unit].compactMap { $0 }.joined(separator: "-")
        return SampleDocument(
            number: number, type: type,
            origin: .agency(
                makers.agency, draftedIn: makers.unit, drafter: makers.drafter, signer: makers.signer),
            topic: topic, subject: text.subject, urgency: urgency(type, topic, &random), recipients: recipients,
            notation: notation, dueOn: answerBy, matter: text)
    }

    /// How a recipient deals with it; some answer by a document of their own.
    mutating func addHandling(
        _ receipt: SampleReceipt, arrivedAt: Instant, of document: SampleDocument, keeping: Int?,
        _ random: inout SeededRandom
    ) {
        let date = arrivedAt.date
        let plan = handling(on: date)
        let room = room(of: sources.topics[document.topic], on: date)
        let isCurrent = isCurrent(days.index(onOrAfter: date))
        let handed = plan.hand(
            receipt, arrivedAt: arrivedAt, room: room, isUrgent: document.urgency > 0, isCurrent: isCurrent, &random)
        guard let handed else { return }
        let isAnswered = keeping == nil && document.type == .letter && random.happens(inPercent: 18)
        if isAnswered, let reply = reply(to: receipt, document, handed, &random) {
            append(handed.acts, since: arrivedAt)
            addReply(reply, receipt, handed, topic: document.topic, &random)
            return
        }
        let result = plan.report(handed, receipt, random.one(of: Self.results) ?? "", &random)
        append(keeping.map { Array((handed.acts + result).prefix($0)) } ?? handed.acts + result, since: arrivedAt)
    }

    private static let results = [
        "Đã tham mưu văn bản triển khai và gửi các đơn vị liên quan.", "Đã tổng hợp, báo cáo theo yêu cầu.",
        "Đã phổ biến tới toàn thể công chức, viên chức.", "Đã rà soát; không có vướng mắc phát sinh.",
        "Đã đưa nội dung vào chương trình công tác tháng.", "Đã phối hợp thực hiện xong, lưu hồ sơ.",
    ]
}
