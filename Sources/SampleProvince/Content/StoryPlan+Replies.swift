import Essentials

extension StoryPlanner {
    /// Who answers, whom, and how.
    struct Reply {
        let makers: DraftingPlan.Makers
        let recipients: [String]
        let type: SampleDocumentType
        let start: Instant
    }

    /// The handler's agency answers the sender, or the People's Committee where the sender is outside.
    func reply(
        to receipt: SampleReceipt, _ document: SampleDocument, _ handed: HandlingPlan.Handed,
        _ random: inout SeededRandom
    ) -> Reply? {
        let offices = offices(on: handed.assignedAt.date)
        let start = handling(on: handed.assignedAt.date).reportMoment(handed, &random)
        let border = Instant(units.reorganisation.on)
        guard start < ending else { return nil }
        // An answer begun before the reorganisation and signed after it would have two makers.
        guard start < border.adding(seconds: -14 * 86_400) || handed.assignedAt >= border,
            let unit = offices.unit(of: handed.handler), let agency = offices.tree.agency(of: unit)?.key,
            let clerk = offices.clerk(of: agency), let signer = offices.leaders(of: agency).first
        else { return nil }
        let recipients = Set([document.issuer ?? "ubnd", receipt.agency]).subtracting([agency]).sorted()
        guard !recipients.isEmpty, recipients.allSatisfy({ offices.tree[$0]?.isAgency ?? false }) else { return nil }
        return Reply(
            makers: .init(agency: agency, unit: unit, drafter: handed.handler, signer: signer, clerk: clerk),
            recipients: recipients, type: random.happens(inPercent: 60) ? .report : .letter, start: start)
    }

    mutating func addReply(
        _ reply: Reply, _ receipt: SampleReceipt, _ handed: HandlingPlan.Handed, topic: Int,
        _ random: inout SeededRandom
    ) {
        let date = reply.start.date
        let number = documents.count
        let document = own(
            number, reply.makers, to: reply.recipients, type: reply.type, topic: topic, on: date, &random)
        let planned = drafting(on: date).acts(
            document: number, by: reply.makers, from: reply.start, isUrgent: document.urgency > 1, inReplyTo: receipt,
            &random)
        add(document, planned)
        guard let issued = planned.last?.at else { return }
        for recipient in reply.recipients {
            let plan = handling(on: issued.date)
            let answered = SampleReceipt(document: number, agency: recipient)
            let handed = plan.hand(
                answered, arrivedAt: issued, room: room(of: sources.topics[topic], on: issued.date), isUrgent: false,
                isCurrent: isCurrent(days.index(onOrAfter: issued.date)), &random)
            guard let handed else { continue }
            append(
                handed.acts + plan.report(handed, answered, "Đã tiếp nhận, lưu hồ sơ theo dõi.", &random), since: issued
            )
        }
    }

    /// Acts of a document that is there already; the border of the reorganisation holds for them too.
    mutating func append(_ planned: [SampleAct], since: Instant) {
        acts += settled(planned, since: since)
    }
}
