import Essentials

extension CriteriaSet {
    /// The name of the format, first in every file.
    public static let format = "lienthong.criteria-set/1"

    /// Reads the JSON of a set (docs/evaluation-formats.md). What it means is checked on issue, not here.
    public init(json text: String) throws(InputProblem) {
        try self.init(JSONNode(parsing: text))
    }

    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (set) throws(InputProblem) in
            let format = try set.need("format")
            guard try format.text() == Self.format else {
                throw format.problem("chỉ đọc được '\(Self.format)'", "only '\(Self.format)' can be read")
            }
            return CriteriaSet(
                code: try set.need("code").name(), version: try set.need("version").name(),
                title: try set.need("title").wording(),
                legalBasis: try LegalBasis(set.need("legalBasis")),
                effectiveFrom: try set.need("effectiveFrom").date(), effectiveTo: try set.take("effectiveTo")?.date(),
                amends: try set.take("amends")?.name(), replaces: try set.take("replaces")?.name(),
                scale: try set.need("scale").exact(),
                rebase: try set.need("rebase").choice(RebaseRule.self),
                missing: try set.need("missing").choice(MissingRule.self),
                rejected: try set.need("rejected").choice(RejectedRule.self),
                ties: try TieRule(set.need("ties")), rounding: try Rounding(set.need("rounding")),
                coverage: try CoverageRule(set.need("coverage")),
                eligibility: try set.take("eligibility").map { (node) throws(InputProblem) in try Condition(node) },
                levels: try set.take("levels").map { (node) throws(InputProblem) in try LevelTable(node) },
                groups: try set.need("groups").items { (node) throws(InputProblem) in try UnitGroup(node) },
                fields: try set.need("fields").items { (node) throws(InputProblem) in try Field(node) },
                adjustments: try set.take("adjustments").map { (node) throws(InputProblem) in try Adjustments(node) })
        }
    }
}

extension LegalBasis {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (basis) throws(InputProblem) in
            LegalBasis(
                number: try basis.need("number").name(), date: try basis.need("date").date(),
                issuer: try basis.need("issuer").name(), abstract: try basis.need("abstract").name(),
                link: try basis.take("link")?.name())
        }
    }
}

extension TieRule {
    init(_ node: JSONNode) throws(InputProblem) {
        if case .object = node.value {
            self = try node.object { (rule) throws(InputProblem) in
                .ordinal(by: try rule.need("ordinal").items { (key) throws(InputProblem) in try key.name() })
            }
            return
        }
        switch try node.text() {
        case "competition": self = .competition
        case "dense": self = .dense
        case let other:
            throw node.problem(
                "'\(other)' không thuộc: competition, dense, {\"ordinal\": […]}",
                "'\(other)' is none of: competition, dense, {\"ordinal\": […]}")
        }
    }
}

extension Rounding {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (rule) throws(InputProblem) in
            let places = try rule.need("places")
            guard try places.count() <= 20 else { throw places.problem("nhiều nhất 20 chữ số", "20 places at most") }
            return Rounding(places: try places.count(), mode: try rule.need("mode").choice(Mode.self))
        }
    }
}

extension CoverageRule {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (rule) throws(InputProblem) in
            CoverageRule(total: try rule.need("total").exact(), field: try rule.need("field").exact())
        }
    }
}

extension Condition {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (condition) throws(InputProblem) in try Condition(members: &condition) }
    }

    init(members: inout JSONMembers) throws(InputProblem) {
        self.init(
            criterion: try members.need("criterion").name(), input: try members.need("input").name(),
            equals: try members.need("equals").name())
    }
}

extension LevelTable {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (table) throws(InputProblem) in
            LevelTable(
                basis: try table.need("basis").choice(Basis.self),
                levels: try table.need("table").items { (node) throws(InputProblem) in try Level(node) })
        }
    }
}

extension LevelTable.Level {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (level) throws(InputProblem) in
            LevelTable.Level(
                code: try level.need("code").name(), name: try level.need("name").wording(),
                lower: try LevelTable.Cut(level.take("from")), upper: try LevelTable.Cut(level.take("to")),
                includesUpper: try level.take("closed")?.flag() ?? false,
                legalWording: try level.take("legalWording")?.name())
        }
    }
}

extension LevelTable.Cut {
    init(_ node: JSONNode?) throws(InputProblem) {
        guard let node else {
            self = .open
            return
        }
        self = node.value == .text("uncertain") ? .unknown : .at(try node.exact())
    }
}

extension UnitGroup {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (group) throws(InputProblem) in
            UnitGroup(code: try group.need("code").name(), name: try group.need("name").wording())
        }
    }
}

extension Field {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (field) throws(InputProblem) in
            Field(
                code: try field.need("code").name(), number: try field.need("number").name(),
                name: try field.need("name").wording(), maximum: try field.need("maximum").exact(),
                criteria: try field.need("criteria").items { (node) throws(InputProblem) in try Criterion(node) })
        }
    }
}

extension Adjustments {
    init(_ node: JSONNode) throws(InputProblem) {
        self = try node.object { (adjustments) throws(InputProblem) in
            Adjustments(
                cap: try adjustments.need("cap").exact(), floor: try adjustments.need("floor").exact(),
                criteria: try adjustments.need("criteria").items { (node) throws(InputProblem) in try Criterion(node) })
        }
    }
}
