public import Database
public import Directory
public import Essentials

/// Open documents follow a reorganisation: whoever carries on has the work, people keep what they had in hand, and each
/// document tells of it in its journal. What is finished stays with the unit that did it and can be read by its heir;
/// so can its registers, which take no number any more.
public struct DocumentsFollower: SuccessionFollower {
    public init() {}

    /// What the preview of a reorganisation counts, one line for each kind of open work.
    public func openWork(of unit: ID<Unit>, in db: Connection) throws -> [OpenWork] {
        try OpenDocuments.allCases.map { OpenWork(name: $0.name, count: try $0.count(of: unit, in: db)) }
    }

    /// Hands everything open over to those who carry on.
    public func move(_ move: SuccessionMove, in db: Connection) throws {
        let heirs = try DocumentHeirs(move, in: db)
        try heirs.keepReadable(in: db)
        try IncomingFollowing(heirs: heirs, db: db).run()
        try OutgoingFollowing(heirs: heirs, db: db).run()
        try DeliveriesFollowing(heirs: heirs, db: db).run()
    }
}

/// The kinds of open work a unit can have with documents.
enum OpenDocuments: CaseIterable {
    /// In the agency's register and not completed.
    case incoming
    /// Handed to the unit or to somebody of it, and not done.
    case directions
    /// Not issued yet.
    case drafts
    /// Waiting at the clerk's to be registered.
    case arrivals
    /// Sent back to the clerk by a recipient.
    case returned

    var name: Wording {
        switch self {
        case .incoming: Wording("Văn bản đến chưa giải quyết xong", en: "Incoming documents not completed")
        case .directions: Wording("Việc đã giao cho đơn vị, cán bộ, chưa xong", en: "Work handed out and not done")
        case .drafts: Wording("Dự thảo, văn bản đi chưa ban hành", en: "Drafts and documents not issued")
        case .arrivals: Wording("Văn bản mới đến chờ vào sổ", en: "Arrivals to register")
        case .returned: Wording("Văn bản đi bị trả lại", en: "Returned by recipients")
        }
    }

    private func posts(of unit: ID<Unit>) -> SQL {
        "SELECT post.id FROM post WHERE post.unit_id = \(unit)"
    }

    /// The identifiers of the documents, as a query.
    func documents(of unit: ID<Unit>) -> SQL {
        switch self {
        case .incoming:
            """
            SELECT incoming_document.document_id FROM incoming_document
            WHERE incoming_document.holder_id = \(unit) AND incoming_document.state <> 'completed'
            """
        case .directions:
            """
            SELECT direction.document_id FROM direction
            WHERE direction.state <> 'closed' AND (direction.unit_id = \(unit) OR direction.post_id IN (\(posts(of: unit))))
            """
        case .drafts:
            """
            SELECT outgoing_document.document_id FROM outgoing_document
            WHERE outgoing_document.state IN ('draft', 'submitted', 'approved', 'numbered')
              AND (outgoing_document.holder_id = \(unit) OR outgoing_document.drafting_unit_id = \(unit)
                OR outgoing_document.drafted_by IN (\(posts(of: unit))))
            """
        case .arrivals:
            """
            SELECT delivery.document_id FROM delivery
            WHERE delivery.recipient_id = \(unit) AND delivery.state = 'arrived'
            """
        case .returned:
            """
            SELECT outgoing_document.document_id FROM outgoing_document
            JOIN delivery ON delivery.document_id = outgoing_document.document_id
            WHERE outgoing_document.holder_id = \(unit) AND delivery.state = 'returned'
            """
        }
    }

    func count(of unit: ID<Unit>, in db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM (SELECT DISTINCT document_id FROM (\(documents(of: unit))) AS work) AS open")
            ?? 0
    }
}
