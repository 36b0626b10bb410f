import Essentials

extension SuccessionPlan {
    /// Works out what goes where.
    ///
    /// - Throws: `SuccessionRefusal` when the decision does not fit the tree.
    init(_ decision: SuccessionDecision, _ facts: SuccessionFacts) throws(SuccessionRefusal) {
        try Self.refuse(decision, facts)
        guard let main = facts.successors.first else { throw .noSuccessor }
        let places = Dictionary(facts.successors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.decision = decision
        guard decision.kind.closesSources else {
            closings = facts.sources.map { Closing(unit: $0.unit, to: main, openWork: []) }
            posts = []
            children = []
            grants = []
            lapsing = []
            endingSubstitutions = []
            return
        }
        closings = facts.sources.map { Closing(unit: $0.unit, to: main, openWork: $0.openWork) }
        posts = Self.posts(decision, facts, main, places)
        children = Self.children(decision, facts, main, places.merging(facts.otherPlaces) { first, _ in first })
        let moving = Set(posts.map(\.holder.post.id))
        grants = facts.sources.flatMap(\.grants).filter { !moving.contains($0.post) }.map {
            GrantMove(grant: $0, to: main)
        }
        lapsing = facts.authorisations
        endingSubstitutions = facts.substitutions
    }

    /// The first reason, if any, why it may not be carried out as planned; the preview shows it beside the plan.
    public var obstacle: SuccessionRefusal? {
        children.first(where: \.nameIsTaken).map { .childNameIsTaken($0.unit.name) }
    }

    private static func refuse(_ decision: SuccessionDecision, _ facts: SuccessionFacts) throws(SuccessionRefusal) {
        if decision.sources.isEmpty { throw .noSource }
        if decision.successors.isEmpty { throw .noSuccessor }
        let sources = Set(decision.sources)
        let successors = Set(decision.successors)
        let fits =
            switch decision.kind {
            case .merge: successors.count == 1
            case .split: sources.count == 1 && successors.count > 1
            case .abolish, .transferDuty: true
            }
        if !fits { throw .wrongNumberOfSuccessors }
        if decision.kind == .transferDuty && (decision.duty?.trimmed.isEmpty ?? true) { throw .dutyIsMissing }
        if !Set(decision.postsTo.values).isSubset(of: successors)
            || !decision.childrenTo.values.allSatisfy({ successors.contains($0) || facts.otherPlaces[$0] != nil })
            || !sources.isDisjoint(with: decision.childrenTo.values)
        {
            throw .unknownDestination
        }
        for source in facts.sources { try refuse(source, decision, successors) }
        for id in decision.successors {
            guard let unit = facts.successors.first(where: { $0.id == id }) else { throw .successorIsNotThere("?") }
            if !unit.existence.contains(decision.effectiveOn) { throw .successorIsNotThere(unit.name) }
            if decision.kind.closesSources,
                facts.sources.contains(where: { $0.unit.id != id && unit.path.isWithin($0.unit.path) })
            {
                throw .successorIsBelowSource(unit.name)
            }
        }
    }

    private static func refuse(
        _ source: SuccessionFacts.Source, _ decision: SuccessionDecision, _ successors: Set<ID<Unit>>
    ) throws(SuccessionRefusal) {
        let unit = source.unit
        if successors.contains(unit.id) { throw .sourceIsSuccessor(unit.name) }
        guard decision.kind.closesSources else { return }
        if unit.parent == nil { throw .sourceIsTheTop }
        if let end = unit.existence.to, end < decision.effectiveOn { throw .sourceIsClosed(unit.name) }
        if unit.existence.from >= decision.effectiveOn { throw .sourceIsTooYoung(unit.name) }
    }

    private static func posts(
        _ decision: SuccessionDecision, _ facts: SuccessionFacts, _ main: Unit, _ places: [ID<Unit>: Unit]
    ) -> [PostMove] {
        let holders = facts.sources.flatMap(\.posts)
        func place(_ holder: PostHolder) -> Unit { decision.postsTo[holder.post.id].flatMap { places[$0] } ?? main }
        // A head stays one only where there is no other: not there already, and none coming along.
        var heads: [ID<Unit>: Int] = [:]
        for holder in holders where holder.post.isHead { heads[place(holder).id, default: 0] += 1 }
        return holders.map { holder in
            let to = place(holder)
            let isContested = facts.withHead.contains(to.id) || heads[to.id, default: 0] > 1
            return PostMove(
                holder: holder, to: to,
                standing: holder.post.isHead && isContested ? .member : holder.post.standing,
                grants: facts.grantsOfPosts[holder.post.id] ?? [])
        }
    }

    private static func children(
        _ decision: SuccessionDecision, _ facts: SuccessionFacts, _ main: Unit, _ places: [ID<Unit>: Unit]
    ) -> [ChildMove] {
        var taken = facts.namesBelow
        let ending = Set(decision.sources)
        // A child that is a source itself ends too and goes nowhere.
        return facts.sources.flatMap(\.children).filter { !ending.contains($0.id) }.map { child in
            let to = decision.childrenTo[child.id].flatMap { places[$0] } ?? main
            let isNew = taken[to.id, default: []].insert(child.name.lowercased()).inserted
            return ChildMove(unit: child, to: to, nameIsTaken: !isNew && child.parent != to.id)
        }
    }
}
