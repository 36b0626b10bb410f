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

    /// What is begun is handed on before the units are reorganised, and what is drafted is issued. What somebody then has
    /// in hand goes with them and is finished in the new unit, unless one of those who are to approve it left the line.
    /// - Parameter since: when it was planned who does it.
    func settled(_ planned: [SampleAct], since: Instant) -> [SampleAct] {
        let border = Instant(units.reorganisation.on)
        guard since < border else { return planned }
        let lastMoment = Instant(units.reorganisation.on.adding(days: -1), TimeOfDay(secondsSinceMidnight: 60_000))
        let isInHand = planned.compactMap(\.deed.lead).last.map(\.isPerson) ?? false
        let goesOn = isInHand && planned.filter(\.deed.isOfHandler).allSatisfy { carriesOn($0.by) }
        return planned.map { act in
            var act = act
            if !(goesOn && act.deed.isOfHandler) { act.at = min(act.at, lastMoment) }
            return act
        }
    }

    /// Whether somebody is with the successor of their unit afterwards.
    private func carriesOn(_ person: Int) -> Bool {
        guard let unit = before.unit(of: person), let place = after.unit(of: person),
            let heir = after.tree.agency(of: units.reorganisation.successor(of: unit))
        else { return false }
        return after.tree.agency(of: place)?.key == heir.key
    }
}

extension SampleAct.Deed {
    /// To whom it hands the lead.
    fileprivate var lead: SampleAct.Target? {
        if case .direct(_, let direction) = self { direction.lead } else { nil }
    }

    /// Whether it is about the result of what was handed on.
    fileprivate var isOfHandler: Bool {
        switch self {
        case .report, .close, .returnReport: true
        case .draft, .submit, .returnDraft, .approve, .takeNumber, .issue, .register, .present, .sendBack, .direct:
            false
        }
    }
}

extension SampleAct.Target {
    fileprivate var isPerson: Bool {
        if case .person = self { true } else { false }
    }
}
