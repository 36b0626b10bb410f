public import Database
public import Directory
public import Essentials

/// The handing of an incoming document to a unit or a person, with what is asked of them and until when
/// (phân phối, chỉ đạo; NĐ 30/2020 Đ. 23).
public struct Direction: Hashable, Sendable {
    public let id: ID<Direction>
    public let document: ID<Document>
    /// The direction it carries on: a unit's head hands to a person what was handed to the unit.
    public let parent: ID<Direction>?
    /// A whole unit or one post; exactly one of the two.
    public internal(set) var unit: ID<Unit>?
    public internal(set) var post: ID<Post>?
    public let role: Role
    public let opinion: String?
    public let dueAt: Instant?
    public internal(set) var directedBy: ID<Post>
    public let directedAt: Instant
    public let state: State
    /// What the handler reports.
    public let report: String?

    /// What is asked of the one it is handed to (NĐ 30/2020 Đ. 23.2).
    public enum Role: String, CaseIterable, Sendable, SQLConvertible {
        /// Chủ trì: exactly one at each level; only its approved result closes the handling.
        case lead
        /// Phối hợp: contributes, cannot close.
        case coordinate
        /// Nhận để biết: no deadline, no act.
        case inform

        public var name: Wording {
            switch self {
            case .lead: Wording("Chủ trì", en: "Lead")
            case .coordinate: Wording("Phối hợp", en: "Coordinate")
            case .inform: Wording("Nhận để biết", en: "For information")
            }
        }
    }

    /// Where a hand-over stands.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        /// Waits for the one it was handed to.
        case open
        /// A unit's head handed it to somebody of the unit.
        case passedOn = "passed-on"
        /// The handler has reported; whoever directed has to approve.
        case reported
        case closed

        public var name: Wording {
            switch self {
            case .open: Wording("Chờ xử lý", en: "Open")
            case .passedOn: Wording("Đã giao người xử lý", en: "Assigned to a person")
            case .reported: Wording("Đã báo cáo, chờ duyệt", en: "Reported, awaiting approval")
            case .closed: Wording("Đã xong", en: "Done")
            }
        }
    }
}

extension Direction: RowDecodable {
    static let columns: SQL = """
        direction.id, direction.document_id, direction.parent_id, direction.unit_id, direction.post_id,
        direction.role, direction.opinion, direction.due_at, direction.directed_by, direction.directed_at,
        direction.state, direction.report
        """

    public init(row: Row) throws {
        id = try row["id"]
        document = try row["document_id"]
        parent = try row["parent_id"]
        unit = try row["unit_id"]
        post = try row["post_id"]
        role = try row["role"]
        opinion = try row["opinion"]
        dueAt = try row["due_at"]
        directedBy = try row["directed_by"]
        directedAt = try row["directed_at"]
        state = try row["state"]
        report = try row["report"]
    }
}

extension Connection {
    func directions(of document: ID<Document>, forUpdate: Bool = false) throws -> [Direction] {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        return try all(
            "SELECT \(Direction.columns) FROM direction WHERE document_id = \(document) ORDER BY id\(hold)")
    }

    func insert(_ direction: Direction) throws {
        try execute(
            """
            INSERT INTO direction (
                id, document_id, parent_id, unit_id, post_id, role, opinion, due_at, directed_by, directed_at, state)
            VALUES (
                \(direction.id), \(direction.document), \(direction.parent), \(direction.unit), \(direction.post),
                \(direction.role), \(direction.opinion), \(direction.dueAt), \(direction.directedBy),
                \(direction.directedAt), \(direction.state))
            """)
    }

    func move(_ direction: Direction, to state: Direction.State, report: String? = nil, at now: Instant) throws {
        let closedAt = state == .closed ? now : nil
        try execute(
            """
            UPDATE direction SET state = \(state), report = coalesce(\(report), report), closed_at = \(closedAt)
            WHERE id = \(direction.id)
            """)
    }
}
