import Essentials

extension CriteriaSet {
    /// The file of the set, in printed order.
    public var json: JSONNode { json(sorted: false) }

    /// The order of criteria, inputs and groups is presentation: what is hashed has them by code, so that two files that
    /// say the same have the same hash. The order of levels, steps and keys means something and stays.
    var canonical: JSONNode { json(sorted: true) }

    private func json(sorted: Bool) -> JSONNode {
        .object([
            ("format", .text(Self.format)), ("code", .text(code)), ("version", .text(version)), ("title", title.json),
            ("legalBasis", legalBasis.json), ("effectiveFrom", .text(effectiveFrom.description)),
            ("effectiveTo", effectiveTo.map { .text($0.description) }), ("amends", amends.map(JSONNode.text)),
            ("replaces", replaces.map(JSONNode.text)), ("scale", .exact(scale)), ("rebase", .text(rebase.rawValue)),
            ("missing", .text(missing.rawValue)), ("rejected", .text(rejected.rawValue)), ("ties", ties.json),
            ("rounding", rounding.json),
            ("coverage", .object([("total", .exact(coverage.total)), ("field", .exact(coverage.field))])),
            ("eligibility", eligibility.map { .object($0.members) }), ("levels", levels?.json),
            (
                "groups",
                groups.ordered(sorted, by: \.code) { .object([("code", .text($0.code)), ("name", $0.name.json)]) }
            ),
            ("fields", fields.ordered(sorted, by: \.code) { $0.json(sorted: sorted) }),
            ("adjustments", adjustments?.json(sorted: sorted)),
        ])
    }
}

extension Array {
    fileprivate func ordered(
        _ sorted: Bool, by code: (Element) -> String, _ json: (Element) -> JSONNode
    ) -> JSONNode {
        .list((sorted ? self.sorted { code($0) < code($1) } : self).map(json))
    }
}

extension LegalBasis {
    var json: JSONNode {
        .object([
            ("number", .text(number)), ("date", .text(date.description)), ("issuer", .text(issuer)),
            ("abstract", .text(abstract)), ("link", link.map(JSONNode.text)),
        ])
    }
}

extension TieRule {
    var json: JSONNode {
        switch self {
        case .competition: .text("competition")
        case .dense: .text("dense")
        case .ordinal(let keys): .object([("ordinal", .list(keys.map(JSONNode.text)))])
        }
    }
}

extension Rounding {
    var json: JSONNode { .object([("places", .whole(places)), ("mode", .text(mode.rawValue))]) }
}

extension Condition {
    var members: [(String, JSONNode?)] {
        [("criterion", .text(criterion)), ("input", .text(input)), ("equals", .text(equals))]
    }
}

extension LevelTable {
    var json: JSONNode {
        .object([("basis", .text(basis.rawValue)), ("table", .list(levels.map(\.json)))])
    }
}

extension LevelTable.Level {
    var json: JSONNode {
        .object([
            ("code", .text(code)), ("name", name.json), ("from", lower.json), ("to", upper.json),
            ("closed", includesUpper ? .flag(true) : nil), ("legalWording", legalWording.map(JSONNode.text)),
        ])
    }
}

extension LevelTable.Cut {
    var json: JSONNode? {
        switch self {
        case .open: nil
        case .at(let cut): .exact(cut)
        case .unknown: .text("uncertain")
        }
    }
}

extension Field {
    func json(sorted: Bool) -> JSONNode {
        .object([
            ("code", .text(code)), ("number", .text(number)), ("name", name.json), ("maximum", .exact(maximum)),
            ("criteria", criteria.ordered(sorted, by: \.code) { $0.json(sorted: sorted) }),
        ])
    }
}

extension Adjustments {
    func json(sorted: Bool) -> JSONNode {
        .object([
            ("cap", .exact(cap)), ("floor", .exact(floor)),
            ("criteria", criteria.ordered(sorted, by: \.code) { $0.json(sorted: sorted) }),
        ])
    }
}

extension Criterion {
    func json(sorted: Bool) -> JSONNode {
        .object([
            ("code", .text(code)), ("number", .text(number)), ("name", name.json), ("maximum", .exact(maximum)),
            ("role", role == .scored ? nil : .text(role.rawValue)),
            ("inputs", inputs.isEmpty ? nil : inputs.ordered(sorted, by: \.code, \.json)),
            ("rule", rule?.json(inputs)), ("evidence", evidence.json), ("dataSource", dataSource?.json),
            ("verifiedBy", verifiedBy?.json), ("visibility", visibility == .public ? nil : .text(visibility.rawValue)),
            ("groups", groups.map { $0.ordered(sorted, by: \.self, JSONNode.text) }),
            ("gate", gate.map { .object($0.condition.members + [("otherwise", .exact($0.otherwise))]) }),
            ("link", link?.json), ("rounding", rounding?.json), ("origin", origin.json),
            ("parts", parts.isEmpty ? nil : parts.ordered(sorted, by: \.code) { $0.json(sorted: sorted) }),
        ])
    }
}

extension Criterion.Evidence {
    var json: JSONNode? {
        switch self {
        case .demanded(let wording): wording.json
        case .none: .text("none")
        case .undeclared: nil
        }
    }
}

extension Criterion.Origin {
    var json: JSONNode {
        switch self {
        case .cited(let source): .object([("cited", .text(source))])
        case .sample: .text("sample")
        }
    }
}

extension Criterion.YearLink {
    var json: JSONNode {
        .object([("kind", .text(kind.rawValue)), ("from", from.isEmpty ? nil : .list(from.map(JSONNode.text)))])
    }
}

extension Input {
    var json: JSONNode {
        .object(
            [("code", .text(code)), ("name", name.json)] + kind.members + [
                ("unit", unit.map(JSONNode.text)), ("period", period.map(JSONNode.text)),
                ("indicator", indicator.map(JSONNode.text)),
            ])
    }
}

extension Input.Kind {
    var members: [(String, JSONNode?)] {
        switch self {
        case .number(let minimum, let maximum, let decimals):
            [
                ("type", .text("number")), ("minimum", minimum.map(JSONNode.exact)),
                ("maximum", maximum.map(JSONNode.exact)), ("decimals", decimals == 0 ? nil : .whole(decimals)),
            ]
        case .yesNo: [("type", .text("yes-no"))]
        case .choice(let choices):
            [
                ("type", .text("choice")),
                ("choices", .list(choices.map { .object([("code", .text($0.code)), ("name", $0.name.json)]) })),
            ]
        }
    }
}
