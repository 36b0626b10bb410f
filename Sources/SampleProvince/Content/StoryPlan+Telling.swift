import Essentials

extension StoryPlanner {
    /// Plans the whole story: first what is on people's desks on the as-of date, then the years before it.
    mutating func tell(of count: Int) {
        layOnDesks()
        sendToAll()
        leaveInHand()
        var attempt = 0
        while documents.count < count {
            var random = SeededRandom(seed: seed, stream: "document \(attempt)")
            attempt += 1
            addOne(on: day(&random), &random)
        }
    }

    /// Three of ten documents are of the last two months; before that, a little more each year.
    private func day(_ random: inout SeededRandom) -> Int {
        if random.happens(inPercent: 30) { return lastDay - random.below(42) }
        let span = lastDay - 42
        return span - min(random.below(span), random.below(span + span / 3))
    }

    private mutating func addOne(on day: Int, _ random: inout SeededRandom) {
        let topic = topic(isCurrent: isCurrent(day), &random)
        let date = days[day]
        let offices = offices(on: date)
        let charge = offices.tree.agency(of: room(of: sources.topics[topic], on: date))?.key ?? "ubnd"
        switch random.below(100) {
        case ..<30:
            addFromOutside(to: "ubnd", day: day, topic: topic, &random)
        case ..<37 where charge != "ubnd":
            addFromOutside(to: charge, day: day, topic: topic, &random)
        case ..<60:
            let type = random.one(of: Self.typesOfCommittee) ?? .letter
            let recipients = recipients(of: "ubnd", charge: charge, on: date, day: day, &random)
            addOwn(from: "ubnd", to: recipients, type: type, day: day, topic: topic, &random)
        case ..<68 where charge != "ubnd":
            let type = random.one(of: [SampleDocumentType.report, .report, .submission]) ?? .report
            addOwn(from: charge, to: ["ubnd"], type: type, day: day, topic: topic, &random)
        case ..<84 where charge != "ubnd":
            let type = random.one(of: Self.typesOfDepartments) ?? .letter
            let recipients = recipients(of: charge, charge: charge, on: date, day: day, &random)
            addOwn(from: charge, to: recipients, type: type, day: day, topic: topic, &random)
        default:
            let local = random.one(of: locals(on: date, day: day, &random)) ?? "ubnd"
            let to = charge == local ? "ubnd" : charge
            let type = random.one(of: [SampleDocumentType.report, .report, .letter, .submission]) ?? .report
            addOwn(from: local, to: [to], type: type, day: day, topic: topic, &random)
        }
    }

    private static let typesOfCommittee: [SampleDocumentType] = [
        .letter, .letter, .letter, .letter, .decision, .decision, .plan, .notice, .notice, .invitation, .directive,
        .telegram,
    ]

    private static let typesOfDepartments: [SampleDocumentType] = [
        .letter, .letter, .letter, .guidance, .plan, .notice, .invitation,
    ]

    /// Those in charge, and a few others whom it concerns.
    private func recipients(
        of issuer: String, charge: String, on date: CivilDate, day: Int, _ random: inout SeededRandom
    ) -> [String] {
        let tree = offices(on: date).tree
        let departments = tree.all(.department).filter { $0.isAgency && $0.key != issuer && $0.key != charge }
        let others = random.some(random.below(3), of: departments).map(\.key)
        let local = locals(on: date, day: day, &random)
        let places = random.some(random.number(in: 1...2), of: local)
        let first = charge == issuer || charge == "ubnd" ? [] : [charge]
        return first + others + places
    }

    /// Districts before the reorganisation, communes since; the ward whose clerk can be signed in to more often.
    private func locals(on date: CivilDate, day: Int, _ random: inout SeededRandom) -> [String] {
        let tree = offices(on: date).tree
        guard date >= units.reorganisation.on else {
            return random.happens(inPercent: 70) ? tree.all(.district).map(\.key) : tree.all(.commune).map(\.key)
        }
        return isCurrent(day) && random.happens(inPercent: 40) ? [Self.wardOfAccount] : tree.all(.commune).map(\.key)
    }

    static let wardOfAccount = "x2.phuong-an-hoa"

    /// On the eve of the reorganisation departments that end have work in hand, which goes with whoever has it.
    private mutating func leaveInHand() {
        let ending = units.reorganisation.closures.flatMap(\.from)
        let topics = sources.topics.indices.filter { topic in
            before.tree.agency(of: sources.topics[topic].before).map { ending.contains($0.key) } ?? false
        }
        let border = days.index(onOrAfter: units.reorganisation.on)
        for (place, topic) in topics.prefix(8).enumerated() {
            var random = SeededRandom(seed: seed, stream: "in hand \(place)")
            addFromOutside(to: nil, day: border - 3, topic: topic, &random)
        }
    }

    /// A few documents go to every department and, since the reorganisation, to every commune.
    private mutating func sendToAll() {
        for (place, share) in [5, 22, 40, 61, 78, 93].enumerated() {
            var random = SeededRandom(seed: seed, stream: "to all \(place)")
            let day = lastDay * share / 100
            let tree = offices(on: days[day]).tree
            let locals = tree.all(.district).isEmpty ? tree.all(.commune) : tree.all(.district)
            let all = tree.all(.department).filter(\.isAgency) + locals
            let type = random.one(of: [SampleDocumentType.directive, .letter, .plan]) ?? .letter
            let topic = topic(isCurrent: true, &random)
            addOwn(from: "ubnd", to: all.map(\.key), type: type, day: day, topic: topic, &random)
        }
    }
}
