public import Database
public import Directory
public import Essentials

/// What waits for somebody: each queue is one query, which gives the count and the list behind it.
public enum WorkQueue: String, CaseIterable, Sendable {
    /// Văn bản mới đến, chờ vào sổ.
    case arrivals
    /// Đã vào sổ, chờ trình.
    case toPresent = "to-present"
    /// Trình tôi, chờ chỉ đạo.
    case toDirect = "to-direct"
    /// Giao đơn vị, chờ giao người xử lý.
    case toAssign = "to-assign"
    /// Việc của tôi.
    case toHandle = "to-handle"
    /// Kết quả chờ tôi duyệt.
    case reports
    /// Dự thảo của tôi.
    case drafts
    /// Chờ duyệt, ký.
    case toApprove = "to-approve"
    /// Chờ cấp số.
    case toNumber = "to-number"
    /// Chờ ban hành.
    case toIssue = "to-issue"
    /// Bị trả lại.
    case returned
    /// Đã trình, lãnh đạo chưa chỉ đạo.
    case presented
    /// Việc tôi đã giao, chưa xong.
    case handedOut = "handed-out"

    public var name: Wording {
        switch self {
        case .arrivals: Wording("Văn bản mới đến chờ vào sổ", en: "Arrivals to register")
        case .toPresent: Wording("Văn bản chờ trình", en: "Documents to present")
        case .toDirect: Wording("Văn bản chờ tôi chỉ đạo", en: "Documents to direct")
        case .toAssign: Wording("Văn bản giao đơn vị, chờ giao người", en: "Handed to the unit, to assign")
        case .toHandle: Wording("Văn bản tôi xử lý", en: "Documents I handle")
        case .reports: Wording("Kết quả chờ tôi duyệt", en: "Results for my approval")
        case .drafts: Wording("Dự thảo của tôi", en: "My drafts")
        case .toApprove: Wording("Dự thảo chờ duyệt, ký", en: "Drafts to approve and sign")
        case .toNumber: Wording("Văn bản chờ cấp số", en: "Documents to number")
        case .toIssue: Wording("Văn bản chờ ban hành", en: "Documents to issue")
        case .returned: Wording("Văn bản đi bị trả lại", en: "Returned by recipients")
        case .presented: Wording("Văn bản đã trình, chờ chỉ đạo", en: "Presented, not directed yet")
        case .handedOut: Wording("Việc tôi đã giao, chưa xong", en: "Handed out by me, not done")
        }
    }

    /// Whether the caller has to act; what others have to do is only followed.
    public var isToDo: Bool { self != .handedOut && self != .presented }

    /// Whether the caller has such a queue at all.
    func concerns(_ caller: Caller) -> Bool {
        switch self {
        case .arrivals, .toPresent, .presented, .returned: caller.mayHere(.registerDocuments)
        case .toDirect: caller.mayHere(.directDocuments)
        case .toAssign: caller.may(.assignDocuments, in: caller.unitPath)
        case .toHandle, .drafts: caller.rights.has(.handleDocuments)
        case .reports, .handedOut:
            caller.mayHere(.directDocuments) || caller.may(.assignDocuments, in: caller.unitPath)
        case .toApprove: caller.mayHere(.approveDocuments)
        case .toNumber, .toIssue: caller.mayHere(.issueDocuments)
        }
    }

    /// The queues a caller has, in the order of the day's work.
    public static func all(for caller: Caller) -> [WorkQueue] {
        allCases.filter { $0.concerns(caller) }
    }

    /// What a queue is read from. Each table has an index that holds exactly the queue, in the order of identifiers, which
    /// were made as the work came: so counting and showing touch no more rows than are counted or shown.
    private struct Source {
        /// `delivery`, `direction`, `incoming_document`, `outgoing_document`.
        let table: SQL
        let condition: SQL
        /// Parts equals and orders.
        let id: SQL
        let document: SQL
        let since: SQL
        var dueAt: SQL = "CAST(NULL AS \(type: .integer))"
    }

    private func source(for caller: Caller) -> Source {
        switch self {
        case .arrivals: deliveries("delivery.recipient_id = \(caller.agency) AND delivery.state = 'arrived'")
        case .returned: deliveries("delivery.sender_id = \(caller.agency) AND delivery.state = 'returned'")
        case .toPresent:
            incoming(of: caller.agency, "incoming_document.state = 'registered'", since: "registered_at")
        case .presented:
            incoming(of: caller.agency, "incoming_document.state = 'presented'", since: "presented_at")
        case .toDirect:
            // Not by the leader first: of one agency's documents few wait at a time, and the index keeps their order.
            incoming(
                of: caller.agency,
                """
                incoming_document.state = 'presented' AND incoming_document.presented_to IN (\(list: caller.actsFor))
                """, since: "presented_at")
        case .toAssign: directions("direction.unit_id = \(caller.unit) AND direction.state = 'open'")
        case .toHandle: directions("direction.post_id = \(caller.post) AND direction.state = 'open'")
        case .reports: directions("direction.directed_by = \(caller.post) AND direction.state = 'reported'")
        case .handedOut:
            directions(
                """
                direction.directed_by = \(caller.post) AND direction.state <> 'closed'
                AND direction.state <> 'reported' AND direction.role <> 'inform'
                """)
        case .drafts: outgoing("outgoing_document.drafted_by = \(caller.post) AND outgoing_document.state = 'draft'")
        case .toApprove: outgoing(of: caller.agency, state: .submitted)
        case .toNumber: outgoing(of: caller.agency, state: .approved)
        case .toIssue: outgoing(of: caller.agency, state: .numbered)
        }
    }

    /// - Parameter condition: with the state as a literal, so that the index of these alone is used.
    private func incoming(of agency: ID<Unit>, _ condition: SQL, since: SQL) -> Source {
        Source(
            table: "incoming_document",
            condition: "incoming_document.holder_id = \(agency) AND \(condition)",
            id: "incoming_document.document_id", document: "incoming_document.document_id",
            since: "incoming_document.\(since)", dueAt: "incoming_document.due_at")
    }

    private func deliveries(_ condition: SQL) -> Source {
        Source(
            table: "delivery", condition: condition, id: "delivery.id", document: "delivery.document_id",
            since: "delivery.sent_at")
    }

    private func directions(_ condition: SQL) -> Source {
        Source(
            table: "direction", condition: condition, id: "direction.id", document: "direction.document_id",
            since: "direction.directed_at", dueAt: "direction.due_at")
    }

    private func outgoing(of agency: ID<Unit>, state: OutgoingDocument.State) -> Source {
        outgoing("outgoing_document.holder_id = \(agency) AND outgoing_document.state = \(state)")
    }

    private func outgoing(_ condition: SQL) -> Source {
        Source(
            table: "outgoing_document", condition: condition, id: "outgoing_document.document_id",
            document: "outgoing_document.document_id", since: "document.listed_at")
    }

    /// The counts on the home page, each of the same rows as `items`, in one statement.
    public static func counts(
        of queues: [WorkQueue], for caller: Caller, in db: Connection
    ) throws -> [(queue: WorkQueue, count: CappedCount)] {
        let counts = try db.counts(
            of: queues.map { queue in
                let source = queue.source(for: caller)
                return "SELECT 1 AS one FROM \(source.table) WHERE \(source.condition)"
            })
        return Array(zip(queues, counts))
    }

    /// One page of the queue, newest first.
    public func items(
        for caller: Caller, at position: KeysetPosition, size: Int, in db: Connection
    ) throws -> KeysetPage<WorkItem> {
        let source = source(for: caller)
        return try db.page(
            """
            SELECT \(Document.columns), \(source.since) AS place, \(source.id) AS place_id,
                \(source.dueAt) AS work_due_at
            FROM \(source.table) JOIN document ON document.id = \(source.document)
            """, where: source.condition, order: source.id, at: position, size: size, keyset: \.keyset)
    }
}

extension Caller {
    /// One's own post, and those of absent colleagues.
    fileprivate var actsFor: [ID<Post>] {
        ([post] + rights.standsInFor).sorted()
    }
}

/// One line of a queue.
public struct WorkItem: Sendable, RowDecodable {
    public let document: Document
    public let since: Instant
    public let dueAt: Instant?
    /// The delivery or direction that waits, or the document itself.
    public let place: Int64

    public init(row: Row) throws {
        document = try Document(row: row)
        since = try row["place"]
        dueAt = try row["work_due_at"]
        place = try row["place_id"]
    }

    var keyset: Keyset {
        Keyset(order: place, id: place)
    }
}
