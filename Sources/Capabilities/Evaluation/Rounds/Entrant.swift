import Database
import Directory
import Essentials

/// A unit that takes part in a round, with its form (phiếu tự đánh giá).
struct Entrant: Sendable {
    let id: ID<Entrant>
    let round: ID<Round>
    let unit: ID<Unit>
    /// The code of its group in the set.
    let group: String
    /// As it was called when the round was opened.
    let name: String
    let state: State
    let signedAt: Instant?
    /// The last day of an exception from the deadline (mở khóa trễ hạn), the document that allows it, and why.
    let lateUntil: CivilDate?
    let lateNumber: String?
    let lateReason: String?

    /// How far its form has come.
    enum State: String, CaseIterable, Sendable, SQLConvertible {
        case declaring
        case signed
        case verified
        /// Nothing was handed in before the declaration was closed.
        case absent

        var name: Wording {
            switch self {
            case .declaring: Wording("Đang khai", en: "Being filled in")
            case .signed: Wording("Đã ký gửi", en: "Signed")
            case .verified: Wording("Đã thẩm định", en: "Verified")
            case .absent: Wording("Không gửi phiếu", en: "Not handed in")
            }
        }
    }
}

extension Entrant: RowDecodable {
    static let columns: SQL = """
        evaluation_entrant.id, evaluation_entrant.round_id, evaluation_entrant.unit_id, evaluation_entrant.group_code,
        evaluation_entrant.name, evaluation_entrant.state, evaluation_entrant.signed_at,
        evaluation_entrant.late_until, evaluation_entrant.late_number, evaluation_entrant.late_reason
        """

    init(row: Row) throws {
        id = try row["id"]
        round = try row["round_id"]
        unit = try row["unit_id"]
        group = try row["group_code"]
        name = try row["name"]
        state = try row["state"]
        signedAt = try row["signed_at"]
        lateUntil = try row["late_until"]
        lateNumber = try row["late_number"]
        lateReason = try row["late_reason"]
    }
}

extension Connection {
    /// - Parameter forUpdate: others who write to the same form wait.
    func entrant(_ unit: ID<Unit>, in round: ID<Round>, forUpdate: Bool = false) throws -> Entrant {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        let found: Entrant? = try first(
            """
            SELECT \(Entrant.columns) FROM evaluation_entrant
            WHERE evaluation_entrant.round_id = \(round) AND evaluation_entrant.unit_id = \(unit)\(hold)
            """)
        guard let found else { throw NotFound() }
        return found
    }

    /// All units of a round, by group and in the order in which they were entered.
    func entrants(of round: ID<Round>) throws -> [Entrant] {
        try all(
            """
            SELECT \(Entrant.columns) FROM evaluation_entrant WHERE evaluation_entrant.round_id = \(round)
            ORDER BY evaluation_entrant.group_code, evaluation_entrant.id
            """)
    }

    func move(_ entrant: Entrant, to state: Entrant.State) throws {
        try execute("UPDATE evaluation_entrant SET state = \(state) WHERE id = \(entrant.id)")
    }
}
