extension Rule {
    func json(_ inputs: [Input]) -> JSONNode {
        .object([("kind", .text(kind))] + members(inputs))
    }

    /// The kind's spelling in the format.
    public var kind: String {
        switch self {
        case .ratio: "ratio"
        case .steps: "steps"
        case .bands: "bands"
        case .cases: "cases"
        case .conditions: "conditions"
        case .count: "count"
        case .bestUnit: "best-unit"
        case .bestOfCases: "best-of-cases"
        case .compound: "compound"
        case .yesNo: "yes-no"
        case .points: "points"
        case .mix: "mix"
        case .subordinates: "subordinates"
        case .notScored: "not-scored"
        }
    }

    private func members(_ inputs: [Input]) -> [(String, JSONNode?)] {
        func name(_ index: Int) -> JSONNode { .text(inputs[index].code) }
        func award(_ award: Award) -> JSONNode {
            .object([("input", name(award.input)), ("points", .exact(award.points))])
        }
        switch self {
        case .ratio(let quantity, let whole): return quantity.members(name) + [("of", whole == 1 ? nil : .exact(whole))]
        case .steps(let quantity, let table), .bands(let quantity, let table):
            return quantity.members(name) + [("table", .list(table.map(\.json)))]
        case .bestUnit(let quantity, let population):
            return quantity.members(name) + [("population", .text(population.rawValue))]
        case .cases(let input, let shares): return caseMembers(input, shares, inputs)
        case .conditions(let awards): return [("conditions", .list(awards.map(award)))]
        case .count(let input, let each, let cap):
            return [("input", name(input)), ("each", .exact(each)), ("cap", .exact(cap))]
        case .bestOfCases(let base, let awards): return [("base", award(base)), ("cases", .list(awards.map(award)))]
        case .compound(let parts):
            return [
                (
                    "parts",
                    .list(parts.map { .object([("maximum", .exact($0.maximum)), ("rule", $0.rule.json(inputs))]) })
                )
            ]
        case .yesNo(let input), .points(let input): return [("input", name(input))]
        case .mix(let sources): return [("sources", .list(sources.map { $0.json(name) }))]
        case .subordinates(let measure): return measure.members
        case .notScored: return []
        }
    }

    private func caseMembers(_ input: Int, _ shares: [Case], _ inputs: [Input]) -> [(String, JSONNode?)] {
        guard case .choice(let choices) = inputs[input].kind else { return [] }
        let table = shares.map { (choices[$0.choice].code, Optional(JSONNode.exact($0.share))) }
        return [("input", .text(inputs[input].code)), ("shares", .object(table))]
    }
}

extension Rule.Quantity {
    func members(_ name: (Int) -> JSONNode) -> [(String, JSONNode?)] {
        [
            ("input", name(input)), ("over", over.map(name)),
            ("whenZero", over == nil ? nil : .text(whenZero.rawValue)),
        ]
    }
}

extension Rule.Step {
    var json: JSONNode { .object([("from", .exact(from)), ("points", .exact(points))]) }
}

extension Rule.Source {
    func json(_ name: (Int) -> JSONNode) -> JSONNode {
        .object([("input", name(input)), ("maximum", .exact(maximum)), ("weight", .exact(weight))])
    }
}

extension Rule.Measure {
    var members: [(String, JSONNode?)] {
        switch self {
        case .mean: [("measure", .text("mean"))]
        case .weightedMean: [("measure", .text("weighted-mean"))]
        case .shareReaching(let share): [("measure", .text("share-reaching")), ("reaching", .exact(share))]
        }
    }
}
