import Essentials

extension Rule {
    init(_ node: JSONNode, inputs: [Input]) throws(InputProblem) {
        self = try node.object { (members) throws(InputProblem) in
            var reader = RuleReader(members: members, inputs: inputs)
            let rule = try reader.rule()
            members = reader.members
            return rule
        }
    }
}

/// Reads the parameters of one rule.
private struct RuleReader {
    var members: JSONMembers
    let inputs: [Input]

    mutating func rule() throws(InputProblem) -> Rule {
        let kind = try members.need("kind")
        switch try kind.text() {
        case "ratio": return .ratio(try quantity(), of: try members.take("of")?.exact() ?? 1)
        case "steps": return .steps(try quantity(), try steps())
        case "bands": return .bands(try quantity(), try steps())
        case "best-unit": return .bestUnit(try quantity(), try members.need("population").choice(Rule.Population.self))
        case "cases": return try cases()
        case "conditions": return .conditions(try awards("conditions"))
        case "count":
            return .count(
                input: try input("input"), each: try members.need("each").exact(), cap: try members.need("cap").exact())
        case "best-of-cases": return .bestOfCases(base: try award(members.need("base")), try awards("cases"))
        case "compound": return .compound(try parts())
        case "yes-no": return .yesNo(input: try input("input"))
        case "points": return .points(input: try input("input"))
        case "mix": return .mix(try sources())
        case "subordinates": return .subordinates(try measure())
        case "not-scored": return .notScored
        case let other: throw kind.problem("không có loại quy tắc '\(other)'", "there is no kind of rule '\(other)'")
        }
    }

    private mutating func input(_ name: String) throws(InputProblem) -> Int {
        try index(of: members.need(name))
    }

    private func index(of node: JSONNode) throws(InputProblem) -> Int {
        let code = try node.text()
        guard let index = inputs.firstIndex(where: { $0.code == code }) else {
            throw node.problem("tiêu chí không có số liệu '\(code)'", "the criterion has no input '\(code)'")
        }
        return index
    }

    private mutating func quantity() throws(InputProblem) -> Rule.Quantity {
        let over = try members.take("over").map { (node) throws(InputProblem) in try index(of: node) }
        return Rule.Quantity(
            input: try input("input"), over: over,
            whenZero: over == nil ? .zero : try members.need("whenZero").choice(Rule.ZeroRule.self))
    }

    private mutating func steps() throws(InputProblem) -> [Rule.Step] {
        try members.need("table").items { (node) throws(InputProblem) in
            try node.object { (step) throws(InputProblem) in
                Rule.Step(from: try step.need("from").exact(), points: try step.need("points").exact())
            }
        }
    }

    private mutating func cases() throws(InputProblem) -> Rule {
        let asked = try members.need("input")
        let position = try index(of: asked)
        guard case .choice(let choices) = inputs[position].kind else {
            throw asked.problem("phải là số liệu chọn từ danh sách", "must be an input of type choice")
        }
        let table = try members.need("shares").object { (table) throws(InputProblem) in
            var shares: [Rule.Case] = []
            for (code, node) in table.rest() {
                guard let choice = choices.firstIndex(where: { $0.code == code }) else {
                    throw node.problem("danh sách không có '\(code)'", "the list has no '\(code)'")
                }
                shares.append(Rule.Case(choice: choice, share: try node.exact()))
            }
            return shares
        }
        return .cases(input: position, shares: table)
    }

    private func award(_ node: JSONNode) throws(InputProblem) -> Rule.Award {
        try node.object { (award) throws(InputProblem) in
            Rule.Award(input: try index(of: award.need("input")), points: try award.need("points").exact())
        }
    }

    private mutating func awards(_ name: String) throws(InputProblem) -> [Rule.Award] {
        try members.need(name).items { (node) throws(InputProblem) in try award(node) }
    }

    private mutating func parts() throws(InputProblem) -> [Rule.Part] {
        try members.need("parts").items { (node) throws(InputProblem) in
            try node.object { (part) throws(InputProblem) in
                Rule.Part(
                    maximum: try part.need("maximum").exact(), rule: try Rule(part.need("rule"), inputs: inputs))
            }
        }
    }

    private mutating func sources() throws(InputProblem) -> [Rule.Source] {
        try members.need("sources").items { (node) throws(InputProblem) in
            try node.object { (source) throws(InputProblem) in
                Rule.Source(
                    input: try index(of: source.need("input")), maximum: try source.need("maximum").exact(),
                    weight: try source.need("weight").exact())
            }
        }
    }

    private mutating func measure() throws(InputProblem) -> Rule.Measure {
        let node = try members.need("measure")
        switch try node.text() {
        case "mean": return .mean
        case "weighted-mean": return .weightedMean
        case "share-reaching": return .shareReaching(try members.need("reaching").exact())
        case let other:
            throw node.problem(
                "'\(other)' không thuộc: mean, weighted-mean, share-reaching",
                "'\(other)' is none of: mean, weighted-mean, share-reaching")
        }
    }
}
