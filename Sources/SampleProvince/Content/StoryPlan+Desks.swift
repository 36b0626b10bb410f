import Essentials

extension StoryPlanner {
    /// Work that certainly lies on the desks of the printed accounts on the as-of date, at each step of the way.
    mutating func layOnDesks() {
        let topic = sources.topics.firstIndex { $0.before == "stttt.cntt" } ?? 0
        var random = SeededRandom(seed: seed, stream: "desks")
        layIncoming(topic, &random)
        layOutgoing(topic, &random)
        layOverdue(topic, &random)
    }

    /// Documents from outside in the register of the People's Committee. The acts of such a handling: registered; presented;
    /// directed to the department, to the room, to the person; reported; approved three times.
    private mutating func layIncoming(_ topic: Int, _ random: inout SeededRandom) {
        let steps: [(kept: Int, count: Int)] = [(1, 3), (2, 6), (3, 4), (4, 3), (5, 4), (6, 2), (7, 2), (8, 2)]
        for step in steps {
            for place in 0..<step.count {
                let any = step.kept <= 2 ? self.topic(isCurrent: false, &random) : topic
                addFromOutside(
                    to: "ubnd", day: lastDay - 3 - place % 3, topic: any, keeping: step.kept, &random)
            }
        }
    }

    /// Documents of the province's own. The acts: drafted, submitted, approved, numbered, issued.
    private mutating func layOutgoing(_ topic: Int, _ random: inout SeededRandom) {
        let ward = Self.wardOfAccount
        let plans: [(from: String, to: [String], type: SampleDocumentType, kept: [Int])] = [
            ("skhcn", ["ubnd"], .report, [1, 1, 2, 2, 3]),
            ("skhcn", ["ubnd", "stc"], .letter, [2, 3, 4]),
            ("skhcn", ["ubnd", ward], .plan, [5, 5]),
            ("ubnd", ["skhcn", ward], .letter, [2, 3, 4, 5, 5]),
            ("ubnd", ["skhcn", "snv", ward], .decision, [2, 2, 3, 4, 5]),
            ("sgddt", ["ubnd", "skhcn"], .submission, [5, 5]),
            (ward, ["ubnd", "skhcn"], .report, [1, 2, 3, 4, 5]),
        ]
        for plan in plans {
            for (place, kept) in plan.kept.enumerated() {
                addOwn(
                    from: plan.from, to: plan.to, type: plan.type, day: lastDay - 1 - place % 2 - (kept > 2 ? 3 : 0),
                    topic: topic, keeping: kept, &random)
            }
        }
        sendBack(topic, &random)
    }

    /// A document that its recipient returned, because it was not meant for it.
    private mutating func sendBack(_ topic: Int, _ random: inout SeededRandom) {
        let number = documents.count
        addOwn(
            from: "skhcn", to: ["snv", Self.wardOfAccount], type: .letter, day: lastDay - 6, topic: topic, keeping: 5,
            &random)
        guard let issued = acts.last, issued.document == number, let clerk = after.clerk(of: "snv") else { return }
        let reason = "Văn bản gửi nhầm đơn vị; nội dung thuộc phạm vi của Sở Tài chính."
        acts.append(
            SampleAct(
                at: days.moment(120, after: issued.at), document: number, by: clerk,
                deed: .sendBack(agency: "snv", reason: reason)))
    }

    /// Work whose deadline has passed or passes today, with the person who has it.
    private mutating func layOverdue(_ topic: Int, _ random: inout SeededRandom) {
        for back in [19, 17, 16] {
            addFromOutside(to: "ubnd", day: lastDay - back, topic: topic, keeping: 5, &random)
        }
    }
}
