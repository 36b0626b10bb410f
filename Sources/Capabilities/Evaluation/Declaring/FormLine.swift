import Database
import Directory
import Essentials
import EvaluationEngine

/// One criterion of a unit's form: what was declared, and what the verifier found. The one never overwrites the other.
struct FormLine: Sendable {
    let entrant: ID<Entrant>
    let criterion: String
    let isNotApplicable: Bool
    let declared: String
    let explanation: String
    let evidence: String
    /// Grows with every change of what was declared or found; who saves names the one seen.
    let revision: Int
    let declaredAt: Instant
    let declaredBy: ID<Post>
    let finding: Finding?
    let verified: String?
    let reason: String?
    let verifiedAt: Instant?

    func answer(for criterion: Criterion) -> TypedAnswer { answer(inputs: criterion.inputs.count) }

    func answer(inputs count: Int) -> TypedAnswer {
        TypedAnswer(
            isNotApplicable: isNotApplicable, values: ValueList.values(declared, count: count),
            explanation: explanation, evidence: evidence)
    }

    /// What counts after verification; a line that nobody judged counts as not declared.
    func settled(for criterion: Criterion) throws(InputProblem) -> Entry {
        switch finding {
        case nil: .missing
        case .accepted: try answer(for: criterion).entry(for: criterion)
        case .changed:
            .value(
                try TypedAnswer.numbers(
                    ValueList.values(verified ?? "", count: criterion.inputs.count), for: criterion))
        case .rejected: .rejected
        case .notApplicable: .notApplicable
        }
    }
}

/// What a verifier says about a line (kết quả thẩm định).
enum Finding: String, CaseIterable, Sendable, SQLConvertible {
    case accepted
    /// Other values are right.
    case changed
    /// The evidence is refused.
    case rejected
    case notApplicable = "not-applicable"

    var name: Wording {
        switch self {
        case .accepted: Wording("Đúng như tự khai", en: "As declared")
        case .changed: Wording("Số liệu khác", en: "Other values")
        case .rejected: Wording("Không công nhận minh chứng", en: "Evidence refused")
        case .notApplicable: Wording("Không áp dụng", en: "Not applicable")
        }
    }

    /// Whether it is not what the unit said, which needs a reason (giải thích cho đơn vị).
    func departs(from answer: TypedAnswer) -> Bool {
        switch self {
        case .accepted: false
        case .changed, .rejected: true
        case .notApplicable: !answer.isNotApplicable
        }
    }
}

extension FormLine: RowDecodable {
    static let columns: SQL = """
        evaluation_line.entrant_id, evaluation_line.criterion, evaluation_line.is_not_applicable,
        evaluation_line.declared, evaluation_line.explanation, evaluation_line.evidence, evaluation_line.revision,
        evaluation_line.declared_at, evaluation_line.declared_by, evaluation_line.finding, evaluation_line.verified,
        evaluation_line.reason, evaluation_line.verified_at
        """

    init(row: Row) throws {
        entrant = try row["entrant_id"]
        criterion = try row["criterion"]
        isNotApplicable = try row["is_not_applicable"]
        declared = try row["declared"]
        explanation = try row["explanation"]
        evidence = try row["evidence"]
        revision = try row["revision"]
        declaredAt = try row["declared_at"]
        declaredBy = try row["declared_by"]
        finding = try row["finding"]
        verified = try row["verified"]
        reason = try row["reason"]
        verifiedAt = try row["verified_at"]
    }
}

extension Connection {
    /// The lines of one form, by criterion.
    func lines(of entrant: ID<Entrant>) throws -> [String: FormLine] {
        let lines: [FormLine] = try all(
            "SELECT \(FormLine.columns) FROM evaluation_line WHERE evaluation_line.entrant_id = \(entrant)")
        return Dictionary(lines.map { ($0.criterion, $0) }) { first, _ in first }
    }

    /// The lines of all forms of a round.
    func lines(of round: ID<Round>) throws -> [FormLine] {
        try all(
            """
            SELECT \(FormLine.columns) FROM evaluation_line
            JOIN evaluation_entrant ON evaluation_entrant.id = evaluation_line.entrant_id
            WHERE evaluation_entrant.round_id = \(round)
            """)
    }
}
