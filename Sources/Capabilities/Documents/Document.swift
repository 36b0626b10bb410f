public import Database
public import Directory
public import Essentials
public import Files

/// What incoming and outgoing documents have in common: the fields of NĐ 30/2020 PL VI Phần II.
public struct Document: Sendable {
    public let id: ID<Document>
    public let flow: Flow
    /// Who holds it: the agency in whose register it was entered, or who carries on for that one.
    public let agency: ID<Unit>
    public let typeKey: String
    /// Nil for a draft, which has no number yet.
    public let symbol: DocumentSymbol?
    public let issuedOn: CivilDate?
    public let issuerName: String
    /// Trích yếu nội dung, at most 500 characters.
    public let subject: String
    public let urgency: Urgency
    public let signerName: String?
    public let signerPosition: String?
    public let note: String?
    public let pageCount: Int?
    /// Its file; a draft may have none.
    public let file: FileHash?
    /// When it took its place in the lists: registered, or drafted.
    public let listedAt: Instant

    /// Which way a document goes through the clerk's office.
    public enum Flow: String, Sendable, SQLConvertible {
        /// Văn bản đến.
        case incoming
        /// Văn bản đi.
        case outgoing
    }
}

extension Document: RowDecodable {
    static let columns: SQL = """
        document.id, document.flow, document.agency_id, document.type_key, document.code_number,
        document.code_notation, document.issued_on, document.issuer_name, document.subject, document.urgency,
        document.signer_name, document.signer_position, document.note, document.page_count, document.file_hash,
        document.listed_at
        """

    public init(row: Row) throws {
        id = try row["id"]
        flow = try row["flow"]
        agency = try row["agency_id"]
        typeKey = try row["type_key"]
        let number: String? = try row["code_number"]
        let notation: String = try row["code_notation"]
        symbol = number.map { DocumentSymbol(number: $0, notation: notation) }
        issuedOn = try row["issued_on"]
        issuerName = try row["issuer_name"]
        subject = try row["subject"]
        urgency = try row["urgency"]
        signerName = try row["signer_name"]
        signerPosition = try row["signer_position"]
        note = try row["note"]
        pageCount = try row["page_count"]
        file = try row["file_hash"]
        listedAt = try row["listed_at"]
    }

    var keyset: Keyset {
        Keyset(order: listedAt.microsecondsSince1970, id: id.rawValue)
    }
}

extension Connection {
    func document(_ id: ID<Document>) throws -> Document? {
        try first("SELECT \(Document.columns) FROM document WHERE document.id = \(id)")
    }

    func insert(_ document: Document) throws {
        try execute(
            """
            INSERT INTO document (
                id, flow, agency_id, type_key, code_number, code_notation, symbol_key, issued_on, issuer_name, subject,
                urgency, signer_name, signer_position, note, page_count, file_hash, listed_at)
            VALUES (
                \(document.id), \(document.flow), \(document.agency), \(document.typeKey), \(document.symbol?.number),
                \(document.symbol?.notation ?? ""), \(document.symbol?.comparisonKey), \(document.issuedOn),
                \(document.issuerName), \(document.subject), \(document.urgency), \(document.signerName),
                \(document.signerPosition), \(document.note), \(document.pageCount), \(document.file),
                \(document.listedAt))
            """)
    }

    /// Gives a document to the agency that carries on for the one that held it.
    func setHolder(_ agency: ID<Unit>, of document: Document) throws {
        try execute("UPDATE document SET agency_id = \(agency) WHERE id = \(document.id)")
        switch document.flow {
        case .incoming:
            try execute("UPDATE incoming_document SET holder_id = \(agency) WHERE document_id = \(document.id)")
        case .outgoing:
            try execute("UPDATE outgoing_document SET holder_id = \(agency) WHERE document_id = \(document.id)")
            try execute("UPDATE delivery SET sender_id = \(agency) WHERE document_id = \(document.id)")
        }
        try share(document.id, unit: agency)
    }

    /// Lets a unit or a post see a document; seeing it already changes nothing.
    func share(_ id: ID<Document>, unit: ID<Unit>? = nil, post: ID<Post>? = nil) throws {
        let none: Int64 = 0
        try execute(
            """
            INSERT INTO document_party (document_id, unit_id, post_id)
            VALUES (\(id), \(unit?.rawValue ?? none), \(post?.rawValue ?? none))
            ON CONFLICT (document_id, unit_id, post_id) DO NOTHING
            """)
    }
}
