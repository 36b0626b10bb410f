/// The frozen result of a round (gói kết quả): set, answers, results and hash in one file that anybody can recompute
/// without the platform.
public struct ResultPackage: Sendable {
    public static let format = "lienthong.evaluation-result/1"
    /// Changes whenever the same inputs could give other results.
    public static let engine = "1"

    /// What the round says of itself (code, decision number, date …), in order; part of what is hashed.
    public var context: [(String, String)]
    public let scoring: Scoring
    /// Proof that the hash is in the journal, if there is one; not part of what is hashed.
    public var proof: JSONNode?

    public init(_ scoring: Scoring, context: [(String, String)] = [], proof: JSONNode? = nil) {
        self.scoring = scoring
        self.context = context
        self.proof = proof
    }

    /// SHA-256 of everything but the proof.
    public var hash: String { ContentHash.hexadecimal(of: JSONNode.object(content).compact) }

    /// The file. The same round gives the same bytes anywhere.
    public var text: String {
        let content = content
        let hash = ContentHash.hexadecimal(of: JSONNode.object(content).compact)
        return JSONNode.object(content + [("hash", .text(hash)), ("proof", proof)]).pretty
    }

    private var content: [(String, JSONNode?)] {
        let sheet = scoring.sheet
        let sorted = sheet.leaves.indices.sorted { sheet.leaves[$0].code < sheet.leaves[$1].code }
        let results = scoring.results().map { result in
            result.sortedFields.json(scoring.set).without(["name", "group", "printed", "levelName"])
        }
        return [
            ("format", .text(Self.format)), ("engine", .text(Self.engine)),
            ("context", .object(context.map { ($0, .text($1)) })),
            ("setHash", .text(sheet.set.hash)), ("set", sheet.set.set.canonical),
            ("answers", .list(sheet.units.indices.map { sheet.record(of: $0, sorted) })),
            ("results", .list(results)),
        ]
    }
}

extension Sheet {
    /// A unit's answers with a hash of their own, so that a changed byte is found at the unit it belongs to.
    fileprivate func record(of unit: Int, _ sorted: [Int]) -> JSONNode {
        let one = units[unit]
        let answers = sorted.compactMap { leaf in
            entries[leaf][unit].json(leaves[leaf]).map { (leaves[leaf].code, Optional($0)) }
        }
        let members: [(String, JSONNode?)] = [
            ("unit", .text(one.code)), ("name", .text(one.name)), ("group", .text(one.group)),
            ("exclusion", one.exclusion.map(JSONNode.text)), ("answers", .object(answers)),
        ]
        return .object(members + [("hash", .text(ContentHash.hexadecimal(of: JSONNode.object(members).compact)))])
    }
}

extension Entry {
    func json(_ criterion: Criterion) -> JSONNode? {
        func table(_ values: [Rational]) -> JSONNode {
            .object(
                zip(criterion.inputs, values).sorted { $0.0.code < $1.0.code }
                    .map { ($0.code, .text($0.text($1))) })
        }
        switch self {
        case .missing: return nil
        case .notApplicable: return .text("not-applicable")
        case .rejected: return .text("rejected")
        case .value(let values): return table(values)
        case .unverified(let values): return .object([("unverified", table(values))])
        case .subordinates(let children):
            let list = children.map { child in
                JSONNode.object([
                    ("share", child.share.map { .text($0.description) }), ("weight", .text(child.weight.description)),
                ])
            }
            return .object([("subordinates", .list(list.sorted { $0.compact < $1.compact }))])
        }
    }
}

extension UnitResult {
    /// The order of fields in a file is presentation.
    fileprivate var sortedFields: UnitResult {
        UnitResult(
            unit: unit, score: score, percent: percent, adjustment: adjustment, standing: standing, level: level,
            fields: fields.sorted { $0.field < $1.field }, isProvisional: isProvisional)
    }
}

extension JSONNode {
    /// The object without one of its own members.
    func dropping(_ name: String) -> JSONNode {
        guard case .object(let members) = value else { return self }
        return .object(members.filter { $0.name != name }.map { ($0.name, $0.node) })
    }

    /// The object without some of its members, at every depth of lists and objects.
    func without(_ names: Set<String>) -> JSONNode {
        switch value {
        case .object(let members):
            .object(
                members.filter { !names.contains($0.name) }.map { ($0.name, $0.node.without(names)) })
        case .list(let items): .list(items.map { $0.without(names) })
        case .null, .flag, .number, .text: self
        }
    }
}
