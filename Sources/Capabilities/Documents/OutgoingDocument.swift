public import Database
public import Directory
public import Essentials

/// A document the agency makes (văn bản đi, NĐ 30/2020 Đ. 10–19), from draft to delivery.
public struct OutgoingDocument: Sendable {
    public let id: ID<Document>
    public let state: State
    public let draftedBy: ID<Post>
    public let draftingUnit: ID<Unit>
    /// The incoming document it answers.
    public let inReplyTo: ID<Document>?
    public let approvedBy: ID<Post>?
    public let approvedAt: Instant?
    /// The number within `series` and `year`; taken once, never given back.
    public let number: Int?
    public let series: String?
    public let year: Int?
    public let numberedAt: Instant?
    public let issuedAt: Instant?
    /// Why it was returned to its drafter, or cancelled.
    public let reason: String?

    /// Where the document stands between draft and issue.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        /// Dự thảo.
        case draft
        /// Đã trình: waits for the person who will sign.
        case submitted
        /// Đã duyệt: waits for its number.
        case approved
        /// Đã cấp số: waits for the scan of the signed paper.
        case numbered
        /// Đã ban hành.
        case issued
        /// Hủy: it keeps its number.
        case cancelled

        public var name: Wording {
            switch self {
            case .draft: Wording("Dự thảo", en: "Draft")
            case .submitted: Wording("Chờ duyệt", en: "Awaiting approval")
            case .approved: Wording("Chờ cấp số", en: "Awaiting its number")
            case .numbered: Wording("Chờ ban hành", en: "Awaiting issue")
            case .issued: Wording("Đã ban hành", en: "Issued")
            case .cancelled: Wording("Đã hủy", en: "Cancelled")
            }
        }
    }
}

extension OutgoingDocument: RowDecodable {
    static let columns: SQL = """
        outgoing_document.document_id, outgoing_document.state, outgoing_document.drafted_by,
        outgoing_document.drafting_unit_id, outgoing_document.in_reply_to, outgoing_document.approved_by,
        outgoing_document.approved_at, outgoing_document.number, outgoing_document.series, outgoing_document.year,
        outgoing_document.numbered_at, outgoing_document.issued_at, outgoing_document.reason
        """

    public init(row: Row) throws {
        id = try row["document_id"]
        state = try row["state"]
        draftedBy = try row["drafted_by"]
        draftingUnit = try row["drafting_unit_id"]
        inReplyTo = try row["in_reply_to"]
        approvedBy = try row["approved_by"]
        approvedAt = try row["approved_at"]
        number = try row["number"]
        series = try row["series"]
        year = try row["year"]
        numberedAt = try row["numbered_at"]
        issuedAt = try row["issued_at"]
        reason = try row["reason"]
    }
}

extension Connection {
    func outgoing(_ id: ID<Document>, forUpdate: Bool = false) throws -> OutgoingDocument? {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        return try first(
            "SELECT \(OutgoingDocument.columns) FROM outgoing_document WHERE document_id = \(id)\(hold)")
    }

    /// The units an outgoing document is for (nơi nhận), in the order given.
    func recipients(of id: ID<Document>) throws -> [ID<Unit>] {
        try values("SELECT unit_id FROM outgoing_recipient WHERE document_id = \(id) ORDER BY place")
    }

    func setRecipients(_ units: [ID<Unit>], of id: ID<Document>) throws {
        try execute("DELETE FROM outgoing_recipient WHERE document_id = \(id)")
        for (place, unit) in units.enumerated() {
            try execute(
                "INSERT INTO outgoing_recipient (document_id, unit_id, place) VALUES (\(id), \(unit), \(place))")
        }
    }
}
