public import Database
public import Directory
public import Essentials

/// A document received and entered in the register (văn bản đến, NĐ 30/2020 Đ. 20–24): its arrival and its handling.
public struct IncomingDocument: Sendable {
    public let id: ID<Document>
    /// In whose register it took its number, for ever; after a reorganisation another agency holds it.
    public let register: ID<Unit>
    /// Số đến: consecutive by time of receipt within the agency and the year.
    public let arrivalNumber: Int
    public let year: Int
    public let arrivedOn: CivilDate
    public let registeredAt: Instant
    public let registeredBy: ID<Post>
    public let state: State
    /// Before whom it was put last, and when; nil while nobody was named.
    public let presentedTo: ID<Post>?
    public let presentedAt: Instant?
    /// The deadline of the whole handling (thời hạn giải quyết).
    public let dueAt: Instant?
    public let completedAt: Instant?
    /// What settled it, in words.
    public let result: String?
    /// The outgoing document that answers it.
    public let reply: ID<Document>?
    /// The delivery it came by, when it came from a unit of this installation.
    public let delivery: ID<Delivery>?

    /// Where the handling stands; each state has its status on the exchange.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        /// Đã vào sổ: the clerk has it still, and is to put it before a leader.
        case registered
        /// Đã trình: waits for the leader's direction.
        case presented
        /// Đã phân phối: a lead was named.
        case directed
        /// Đang xử lý: somebody works on it.
        case handling
        /// Hoàn thành.
        case completed

        public var name: Wording {
            switch self {
            case .registered: Wording("Chờ trình", en: "To be presented")
            case .presented: Wording("Chờ chỉ đạo", en: "Awaiting direction")
            case .directed: Wording("Đã phân phối", en: "Directed")
            case .handling: Wording("Đang xử lý", en: "In handling")
            case .completed: Wording("Hoàn thành", en: "Completed")
            }
        }
    }

    public var isOpen: Bool { state != .completed }

    /// Whether nobody has directed it yet, so that it can be put before a leader, or before another.
    public var awaitsDirection: Bool { state == .registered || state == .presented }
}

extension IncomingDocument: RowDecodable {
    static let columns: SQL = """
        incoming_document.document_id, incoming_document.agency_id, incoming_document.arrival_number,
        incoming_document.year, incoming_document.arrived_on, incoming_document.registered_at,
        incoming_document.registered_by, incoming_document.state, incoming_document.presented_to,
        incoming_document.presented_at, incoming_document.due_at,
        incoming_document.completed_at, incoming_document.result, incoming_document.reply_id,
        incoming_document.delivery_id
        """

    public init(row: Row) throws {
        id = try row["document_id"]
        register = try row["agency_id"]
        arrivalNumber = try row["arrival_number"]
        year = try row["year"]
        arrivedOn = try row["arrived_on"]
        registeredAt = try row["registered_at"]
        registeredBy = try row["registered_by"]
        state = try row["state"]
        presentedTo = try row["presented_to"]
        presentedAt = try row["presented_at"]
        dueAt = try row["due_at"]
        completedAt = try row["completed_at"]
        result = try row["result"]
        reply = try row["reply_id"]
        delivery = try row["delivery_id"]
    }
}

extension Connection {
    /// The arrival of a document, held until the transaction ends.
    func incoming(_ id: ID<Document>, forUpdate: Bool = false) throws -> IncomingDocument? {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        return try first(
            "SELECT \(IncomingDocument.columns) FROM incoming_document WHERE document_id = \(id)\(hold)")
    }

    func insert(_ incoming: IncomingDocument) throws {
        try execute(
            """
            INSERT INTO incoming_document (
                document_id, agency_id, holder_id, arrival_number, year, arrived_on, registered_at, registered_by,
                state, due_at, delivery_id)
            VALUES (
                \(incoming.id), \(incoming.register), \(incoming.register), \(incoming.arrivalNumber), \(incoming.year), \(incoming.arrivedOn),
                \(incoming.registeredAt), \(incoming.registeredBy), \(incoming.state), \(incoming.dueAt),
                \(incoming.delivery))
            """)
    }

    /// Puts a document before a leader; nil takes it back to the clerk, who finds another.
    func present(_ id: ID<Document>, to leader: ID<Post>?, at now: Instant) throws {
        let state: IncomingDocument.State = leader == nil ? .registered : .presented
        try execute(
            """
            UPDATE incoming_document
            SET state = \(state), presented_to = \(leader), presented_at = \(leader == nil ? nil : now)
            WHERE document_id = \(id)
            """)
        if let leader { try share(id, post: leader) }
    }

    /// Moves the handling on, and with it what the sender sees.
    func move(_ incoming: IncomingDocument, to state: IncomingDocument.State, at now: Instant) throws {
        try execute("UPDATE incoming_document SET state = \(state) WHERE document_id = \(incoming.id)")
        if let delivery = incoming.delivery {
            try advance(delivery, to: Delivery.State(state), at: now)
        }
    }
}
