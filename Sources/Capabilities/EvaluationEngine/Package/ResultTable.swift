import Essentials

/// Results as tables: a row for each unit and board, `total` first, then the fields.
public struct ResultTable: Sendable {
    private let set: CriteriaSet
    private let results: [UnitResult]

    public init(_ scoring: Scoring) {
        set = scoring.set
        results = scoring.results()
    }

    /// `unit,name,group,field,score,printed,percent,rank,level,coverage,status`.
    public func csv() -> String {
        var text = DelimitedText.line([
            "unit", "name", "group", "field", "score", "printed", "percent", "rank", "level", "coverage", "status",
        ])
        for result in results {
            text += row(
                result, "total", result.score, result.standing, percent: result.percent,
                level: result.level?.name.vietnamese, isProvisional: result.isProvisional)
            for field in result.fields { text += row(result, field.field, field.score, field.standing) }
        }
        return text
    }

    private func row(
        _ result: UnitResult, _ board: String, _ score: Rational?, _ standing: Standing, percent: Rational? = nil,
        level: String? = nil, isProvisional: Bool = false
    ) -> String {
        DelimitedText.line([
            result.unit.code, result.unit.name, result.unit.group, board, score?.description ?? "",
            score.map { set.printed($0) } ?? "", percent?.description ?? "", standing.rank.map(String.init) ?? "",
            level ?? "", standing.coverage?.description ?? "",
            standing.unranked?.rawValue ?? (isProvisional ? "provisional" : "ranked"),
        ])
    }

    /// The same as JSON, with the set's version and hash.
    public func json(hash: String) -> JSONNode {
        .object([
            ("set", .text(set.code)), ("version", .text(set.version)), ("hash", .text(hash)),
            ("units", .list(results.map { $0.json(set) })),
        ])
    }
}

extension CriteriaSet {
    /// A score as the decision prints it; never so that it seems to reach a cut-off which it has not reached.
    public func printed(_ score: Rational) -> String {
        let factor: Rational = levels?.basis == .percent ? scale * Rational(1, over: 100).unwrapped : .one
        return rounding.text(score, besides: (levels?.cutOffs ?? []).map { $0 * factor })
    }
}

extension UnitResult {
    func json(_ set: CriteriaSet) -> JSONNode {
        .object([
            ("unit", .text(unit.code)), ("name", .text(unit.name)), ("group", .text(unit.group)),
            ("score", score.map { .text($0.description) }), ("printed", score.map { .text(set.printed($0)) }),
            ("percent", percent.map { .text($0.description) }),
            ("adjustment", adjustment.isZero ? nil : .text(adjustment.description)),
            ("rank", standing.rank.map(JSONNode.whole)), ("level", level.map { .text($0.code) }),
            ("levelName", level?.name.json), ("coverage", standing.coverage.map { .text($0.description) }),
            ("unranked", standing.unranked.map { .text($0.rawValue) }),
            ("provisional", isProvisional ? .flag(true) : nil),
            ("fields", .list(fields.map { $0.json(set) })),
        ])
    }
}

extension UnitResult.FieldResult {
    func json(_ set: CriteriaSet) -> JSONNode {
        .object([
            ("field", .text(field)), ("score", score.map { .text($0.description) }),
            ("printed", score.map { .text(set.printed($0)) }), ("rank", standing.rank.map(JSONNode.whole)),
            ("coverage", standing.coverage.map { .text($0.description) }),
            ("unranked", standing.unranked.map { .text($0.rawValue) }),
        ])
    }
}
