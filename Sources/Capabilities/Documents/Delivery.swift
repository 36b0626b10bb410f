public import Database
public import Directory
public import Essentials

/// An issued document on its way to one recipient, and what became of it there. The sender sees it
/// (NĐ 30/2020 PL VI III.1k, o).
public struct Delivery: Sendable {
    public let id: ID<Delivery>
    public let document: ID<Document>
    public let recipient: ID<Unit>
    public let state: State
    public let sentAt: Instant
    public let changedAt: Instant
    /// Why it was returned.
    public let reason: String?

    /// The states of QCVN 102:2016's exchange that a unit of this installation goes through.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        /// 01 đã đến.
        case arrived
        /// 02 từ chối.
        case returned
        /// 03 đã tiếp nhận.
        case registered
        /// 04 phân công.
        case directed
        /// 05 đang xử lý.
        case handling
        /// 06 hoàn thành.
        case completed

        init(_ state: IncomingDocument.State) {
            self =
                switch state {
                case .registered, .presented: .registered
                case .directed: .directed
                case .handling: .handling
                case .completed: .completed
                }
        }

        public var name: Wording {
            switch self {
            case .arrived: Wording("Đã đến", en: "Arrived")
            case .returned: Wording("Bị trả lại", en: "Returned")
            case .registered: Wording("Đã tiếp nhận", en: "Received")
            case .directed: Wording("Đã phân công", en: "Assigned")
            case .handling: Wording("Đang xử lý", en: "In handling")
            case .completed: Wording("Hoàn thành", en: "Completed")
            }
        }
    }
}

extension Delivery: RowDecodable {
    static let columns: SQL = """
        delivery.id, delivery.document_id, delivery.recipient_id, delivery.state, delivery.sent_at,
        delivery.changed_at, delivery.reason
        """

    public init(row: Row) throws {
        id = try row["id"]
        document = try row["document_id"]
        recipient = try row["recipient_id"]
        state = try row["state"]
        sentAt = try row["sent_at"]
        changedAt = try row["changed_at"]
        reason = try row["reason"]
    }
}

extension Delivery {
    /// How many have waited at their recipients since before a moment: somebody does not look into the register.
    public static func waiting(since moment: Instant, in db: Connection) throws -> Int {
        // The state is written out: an index of these rows alone is not found for a bound value.
        try db.value("SELECT count(*) FROM delivery WHERE state = 'arrived' AND sent_at < \(moment)") ?? 0
    }
}

extension Connection {
    func delivery(_ id: ID<Delivery>, forUpdate: Bool = false) throws -> Delivery? {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        return try first("SELECT \(Delivery.columns) FROM delivery WHERE id = \(id)\(hold)")
    }

    func insert(_ delivery: Delivery, from sender: ID<Unit>) throws {
        try execute(
            """
            INSERT INTO delivery (id, document_id, sender_id, recipient_id, state, sent_at, changed_at)
            VALUES (\(delivery.id), \(delivery.document), \(sender), \(delivery.recipient), \(delivery.state),
                \(delivery.sentAt), \(delivery.changedAt))
            """)
    }

    func advance(_ id: ID<Delivery>, to state: Delivery.State, reason: String? = nil, at now: Instant) throws {
        try execute(
            "UPDATE delivery SET state = \(state), reason = \(reason), changed_at = \(now) WHERE id = \(id)")
    }
}
