import Essentials

extension StoryPlanner {
    /// Short documents from outside that fill the registers of a larger sample, spread over agencies and years: half wait
    /// to be directed, a third are handed on, the others are completed.
    mutating func fillRegisters(upTo count: Int) {
        let first = documents.count
        for place in first..<max(first, count) {
            var random = SeededRandom(seed: seed, stream: "filling \(place)")
            let day = 1 + random.below(lastDay - 60)
            let topic = topic(isCurrent: false, &random)
            let kept = random.one(of: [(1, 5), (2, 45), (3, 30), (10, 20)], weight: \.1)?.0
            addFromOutside(
                to: fillingRecipient(on: days[day], topic: topic, isWhole: kept == 10, &random), day: day, topic: topic,
                keeping: kept, &random)
        }
    }

    /// Whole handlings go to small agencies, where they are short.
    private func fillingRecipient(
        on date: CivilDate, topic: Int, isWhole: Bool, _ random: inout SeededRandom
    ) -> String? {
        let tree = offices(on: date).tree
        if isWhole { return random.one(of: tree.all(.publicServiceUnit))?.key }
        if random.happens(inPercent: 40) { return "ubnd" }
        let charge = tree.agency(of: room(of: sources.topics[topic], on: date))?.key
        return random.happens(inPercent: 50) ? charge : random.one(of: tree.all(.commune))?.key
    }
}
