import Essentials

/// Everything that happened to the documents of the province, from 2023 to the day before the as-of date.
struct SampleStory: Sendable {
    private(set) var documents: [SampleDocument]
    /// In the order in which they happened.
    private(set) var acts: [SampleAct]

    init(_ planner: StoryPlanner) {
        documents = planner.documents
        acts = planner.acts.filter { $0.at < planner.ending }
        // Equal moments keep the order in which they were planned.
        acts = acts.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        takeNumbers(planner)
    }

    /// Gives numbers as the platform will: consecutive in each agency and year, in the order of the acts.
    private mutating func takeNumbers(_ planner: StoryPlanner) {
        var last: [String: Int] = [:]
        for act in acts {
            guard case .takeNumber = act.deed, let issuer = documents[act.document].issuer else { continue }
            let number = (last["\(issuer) \(act.at.date.year)"] ?? 0) + 1
            last["\(issuer) \(act.at.date.year)"] = number
            let printed = number < 10 ? "0\(number)" : "\(number)"
            documents[act.document].symbol = "\(printed)/\(documents[act.document].notation)"
            documents[act.document].issuedOn = act.at.date
        }
    }
}

/// Collects documents and acts; each kind of document has its own way of coming about, in extensions.
struct StoryPlanner {
    let units: SampleUnits
    let sources: SampleSources
    let before: SampleOffices
    let after: SampleOffices
    let days: WorkingDays
    let seed: UInt64
    /// Midnight at the beginning of the as-of date: nothing of the story happens later.
    let ending: Instant
    let signersOutside: [String]

    var documents: [SampleDocument] = []
    var acts: [SampleAct] = []
    var symbolsOutside: Set<String> = []

    /// Work that began in so many last working days is still in people's hands.
    static let currentDays = 12

    var lastDay: Int { days.index(onOrAfter: ending.date) - 1 }

    func isCurrent(_ day: Int) -> Bool {
        day > lastDay - Self.currentDays
    }

    func offices(on date: CivilDate) -> SampleOffices {
        date < units.reorganisation.on ? before : after
    }

    func handling(on date: CivilDate) -> HandlingPlan {
        HandlingPlan(offices: offices(on: date), days: days)
    }

    func drafting(on date: CivilDate) -> DraftingPlan {
        DraftingPlan(offices: offices(on: date), days: days)
    }

    func room(of topic: SampleSources.Topic, on date: CivilDate) -> String {
        date < units.reorganisation.on ? topic.before : topic.after
    }

    mutating func add(_ document: SampleDocument, _ planned: [SampleAct]) {
        documents.append(document)
        acts += settled(planned, since: planned.first?.at ?? ending)
    }

    /// Nobody leaves work over to the reorganised units: what would be open then is finished on the last day before.
    /// - Parameter since: when it was planned who does it.
    func settled(_ planned: [SampleAct], since: Instant) -> [SampleAct] {
        let border = Instant(units.reorganisation.on)
        guard since < border else { return planned }
        let lastMoment = Instant(units.reorganisation.on.adding(days: -1), TimeOfDay(secondsSinceMidnight: 60_000))
        return planned.map { act in
            var act = act
            act.at = min(act.at, lastMoment)
            return act
        }
    }
}
