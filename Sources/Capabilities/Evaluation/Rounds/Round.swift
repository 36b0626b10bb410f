import Database
import Directory
import Essentials

/// A round (đợt đánh giá): bound to one version of a criteria set, with a calendar and the units that take part.
struct Round: Sendable {
    let id: ID<Round>
    let set: ID<KeptSet>
    /// Whose leaders decide it: the units that take part stand below.
    let holder: ID<Unit>
    let name: String
    let year: Int
    let state: State
    /// The last day on which forms are filled in and signed.
    let declareUntil: CivilDate
    let verifyUntil: CivilDate
    let openedAt: Instant
    /// Whether people of a superior or subordinate agency may verify a unit; the own unit never (xung đột lợi ích).
    let allowsRelated: Bool
    let decisionNumber: String?
    let decidedOn: CivilDate?
    let publishedAt: Instant?
    /// Of the package as it was frozen.
    let packageHash: String?

    /// The steps of a round; it never goes back.
    enum State: String, CaseIterable, Sendable, SQLConvertible {
        case declaring
        case verifying
        case proposed
        case decided
        case published

        var name: Wording {
            switch self {
            case .declaring: Wording("Tự chấm", en: "Declaration")
            case .verifying: Wording("Thẩm định", en: "Verification")
            case .proposed: Wording("Hội đồng đề nghị", en: "Proposed by the council")
            case .decided: Wording("Đã quyết định", en: "Decided")
            case .published: Wording("Đã công bố", en: "Published")
            }
        }
    }

    /// Server time decides: the day itself still counts.
    func isDeclaring(on day: CivilDate) -> Bool { state == .declaring && day <= declareUntil }

    /// - Throws: `EvaluationRefusal.roundIs` at any other step.
    func needs(_ state: State) throws {
        guard self.state == state else { throw EvaluationRefusal.roundIs(self.state) }
    }
}

extension Round: RowDecodable {
    /// Without the frozen package, which is long.
    static let columns: SQL = """
        evaluation_round.id, evaluation_round.set_id, evaluation_round.holder_id, evaluation_round.name,
        evaluation_round.year, evaluation_round.state, evaluation_round.declare_until, evaluation_round.verify_until,
        evaluation_round.opened_at, evaluation_round.allows_related, evaluation_round.decision_number, evaluation_round.decided_on,
        evaluation_round.published_at, evaluation_round.package_hash
        """

    init(row: Row) throws {
        id = try row["id"]
        set = try row["set_id"]
        holder = try row["holder_id"]
        name = try row["name"]
        year = try row["year"]
        state = try row["state"]
        declareUntil = try row["declare_until"]
        verifyUntil = try row["verify_until"]
        openedAt = try row["opened_at"]
        allowsRelated = try row["allows_related"]
        decisionNumber = try row["decision_number"]
        decidedOn = try row["decided_on"]
        publishedAt = try row["published_at"]
        packageHash = try row["package_hash"]
    }
}

extension Connection {
    /// - Parameter forUpdate: keeps its step as it is until the transaction ends.
    func round(_ id: ID<Round>, forUpdate: Bool = false) throws -> Round {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        let found: Round? = try first(
            "SELECT \(Round.columns) FROM evaluation_round WHERE evaluation_round.id = \(id)\(hold)")
        guard let found else { throw NotFound() }
        return found
    }

    /// The round as it is, which may not go on to its next step before this transaction ends; forms of several units
    /// are saved side by side.
    func roundAsItStands(_ id: ID<Round>) throws -> Round {
        let found: Round? = try first(
            "SELECT \(Round.columns) FROM evaluation_round WHERE evaluation_round.id = \(id)\(idiom: .forShare)")
        guard let found else { throw NotFound() }
        return found
    }

    func rounds() throws -> [Round] {
        try all("SELECT \(Round.columns) FROM evaluation_round ORDER BY year DESC, evaluation_round.id DESC LIMIT 200")
    }

    func publishedRounds() throws -> [Round] {
        try all(
            """
            SELECT \(Round.columns) FROM evaluation_round WHERE evaluation_round.state = \(Round.State.published)
            ORDER BY year DESC, evaluation_round.id DESC LIMIT 200
            """)
    }

    func move(_ round: Round, to state: Round.State) throws {
        try execute("UPDATE evaluation_round SET state = \(state) WHERE id = \(round.id)")
    }
}
