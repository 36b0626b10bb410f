import Essentials

extension Criterion {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (one) throws(InputProblem) in
            let inputs = try one.take("inputs")?.items { (node) throws(InputProblem) in try Input(node) } ?? []
            return Criterion(
                code: try one.need("code").name(), number: try one.need("number").name(),
                name: try one.need("name").wording(), maximum: try one.need("maximum").exact(),
                role: try one.take("role")?.choice(Role.self) ?? .scored,
                rule: try one.take("rule").map { (node) throws(InputProblem) in try Rule(node, inputs: inputs) },
                inputs: inputs, evidence: try Evidence(one.take("evidence")),
                dataSource: try one.take("dataSource")?.wording(), verifiedBy: try one.take("verifiedBy")?.wording(),
                visibility: try one.take("visibility")?.choice(Visibility.self) ?? .public,
                groups: try one.take("groups")?.items { (node) throws(InputProblem) in try node.name() },
                gate: try one.take("gate").map { (node) throws(InputProblem) in try Gate(node) },
                link: try one.take("link").map { (node) throws(InputProblem) in try YearLink(node) },
                rounding: try one.take("rounding").map { (node) throws(InputProblem) in try Rounding(node) },
                origin: try Origin(one.need("origin")),
                parts: try one.take("parts")?.items { (node) throws(InputProblem) in try Criterion(node) } ?? [])
        }
    }
}

extension Criterion.Evidence {
    init(_ node: JSONNode?) throws(InputProblem) {
        guard let node else {
            self = .undeclared
            return
        }
        self = node.value == .text("none") ? .none : .demanded(try node.wording())
    }
}

extension Criterion.Origin {
    init(_ node: JSONNode) throws(InputProblem) {
        if node.value == .text("sample") {
            self = .sample
            return
        }
        self = try node.object { (origin) throws(InputProblem) in .cited(try origin.need("cited").name()) }
    }
}

extension Criterion.Gate {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (gate) throws(InputProblem) in
            Criterion.Gate(
                condition: try Condition(members: &gate), otherwise: try gate.need("otherwise").exact())
        }
    }
}

extension Criterion.YearLink {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (link) throws(InputProblem) in
            Criterion.YearLink(
                kind: try link.need("kind").choice(Kind.self),
                from: try link.take("from")?.items { (node) throws(InputProblem) in try node.name() } ?? [])
        }
    }
}

extension Input {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (input) throws(InputProblem) in
            Input(
                code: try input.need("code").name(), name: try input.need("name").wording(),
                kind: try Kind(members: &input), unit: try input.take("unit")?.name(),
                period: try input.take("period")?.name(), indicator: try input.take("indicator")?.name())
        }
    }
}

extension Input.Kind {
    init(members: inout JSONMembers) throws(InputProblem) {
        let type = try members.need("type")
        switch try type.text() {
        case "number":
            self = .number(
                minimum: try members.take("minimum")?.exact(), maximum: try members.take("maximum")?.exact(),
                decimals: try members.take("decimals")?.count() ?? 0)
        case "yes-no": self = .yesNo
        case "choice":
            self = .choice(
                try members.need("choices").items { (node) throws(InputProblem) in
                    try node.object { (choice) throws(InputProblem) in
                        Input.Choice(code: try choice.need("code").name(), name: try choice.need("name").wording())
                    }
                })
        case let other:
            throw type.problem(
                "'\(other)' không thuộc: number, yes-no, choice", "'\(other)' is none of: number, yes-no, choice")
        }
    }
}
