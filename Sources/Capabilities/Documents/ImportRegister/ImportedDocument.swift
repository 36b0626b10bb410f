public import Database
public import Essentials

/// What a document keeps of the old register it was brought in from. It stands in the register of its agency as closed
/// history: no command changes it, and its number is of no living series.
public struct ImportedDocument: Sendable {
    public let id: ID<Document>
    public let from: ID<RegisterImport>
    /// The row of the register's file.
    public let row: Int
    /// Số đến, as the old register writes it.
    public let entryNumber: String?
    public let arrivedOn: CivilDate?
    /// Nơi nhận; đơn vị hoặc người nhận.
    public let recipient: String?
    public let copyKeeper: String?
    public let copies: Int?
    public let handedOn: CivilDate?
    public let receipt: String?

    /// The state that lists and the API give it.
    public static let state = "imported"
    /// The state in words.
    public static let stateName = Wording("Nhập từ hệ thống cũ", en: "From a former system")
}

extension ImportedDocument: RowDecodable {
    static let columns: SQL = """
        imported_document.document_id, imported_document.import_id, imported_document.row_number,
        imported_document.entry_number, imported_document.arrived_on, imported_document.recipient,
        imported_document.copy_keeper, imported_document.copies, imported_document.handed_on, imported_document.receipt
        """

    public init(row: Row) throws {
        id = try row["document_id"]
        from = try row["import_id"]
        self.row = try row["row_number"]
        entryNumber = try row["entry_number"]
        arrivedOn = try row["arrived_on"]
        recipient = try row["recipient"]
        copyKeeper = try row["copy_keeper"]
        copies = try row["copies"]
        handedOn = try row["handed_on"]
        receipt = try row["receipt"]
    }
}

/// Where the documents of an old register go; asked of the engine's catalogue once for many rows.
struct RegisterTables: Sendable {
    let documents: TableSchema
    let parties: TableSchema
    let history: TableSchema

    init(in db: Connection) throws {
        let tables = Dictionary(uniqueKeysWithValues: try db.tables().map { ($0.name, $0) })
        func table(_ name: String) throws -> TableSchema {
            guard let table = tables[name] else { throw DatabaseError.column(name, reason: "is not in the database") }
            return table
        }
        documents = try table("document")
        parties = try table("document_party")
        history = try table("imported_document")
    }
}

extension Connection {
    func imported(_ id: ID<Document>) throws -> ImportedDocument? {
        try first("SELECT \(ImportedDocument.columns) FROM imported_document WHERE document_id = \(id)")
    }

    /// Adds documents of an old register: many rows by a statement or a copy, with their words.
    func add(_ rows: [RegisterRow], of job: RegisterImport, to tables: RegisterTables) throws {
        let listed = rows.map { (id: ids.next(Document.self), row: $0) }
        try tables.documents.add(
            listed.map { Self.document($0.id, $0.row, of: job) }, Self.documentColumns, in: self)
        try tables.parties.add(
            listed.map { [$0.id.sqlValue, job.agency.sqlValue, .integer(0)] },
            ["document_id", "unit_id", "post_id"], in: self)
        try tables.history.add(
            listed.map { Self.history($0.id, $0.row, of: job) }, Self.historyColumns, in: self)
        try DocumentsMigrations.text.add(listed.map { ($0.id, $0.row.text) }, in: self)
    }

    private static let documentColumns = [
        "id", "flow", "agency_id", "type_key", "code_number", "code_notation", "symbol_key", "issued_on",
        "issuer_name", "subject", "urgency", "signer_name", "signer_position", "note", "page_count", "listed_at",
    ]

    private static func document(_ id: ID<Document>, _ row: RegisterRow, of job: RegisterImport) -> [SQLValue] {
        let symbol = row.symbol.text.isEmpty ? nil : row.symbol
        return [
            id.sqlValue, job.flow.sqlValue, job.agency.sqlValue, row.typeKey.sqlValue, symbol?.number.sqlValue ?? .null,
            row.symbol.notation.sqlValue, symbol?.comparisonKey.sqlValue ?? .null, row.issuedOn.sqlValue,
            row.issuer.sqlValue, row.subject.sqlValue, row.urgency.sqlValue, row.signerName.sqlValue,
            row.signerPosition.sqlValue, row.note.sqlValue, row.pages.sqlValue, row.listedAt.sqlValue,
        ]
    }

    private static let historyColumns = [
        "document_id", "import_id", "row_number", "entry_number", "arrived_on", "recipient", "copy_keeper", "copies",
        "handed_on", "receipt", "file_name",
    ]

    private static func history(_ id: ID<Document>, _ row: RegisterRow, of job: RegisterImport) -> [SQLValue] {
        [
            id.sqlValue, job.id.sqlValue, row.place.sqlValue, row.entryNumber.sqlValue, row.arrivedOn.sqlValue,
            row.recipient.sqlValue, row.copyKeeper.sqlValue, row.copies.sqlValue, row.handedOn.sqlValue,
            row.receipt.sqlValue, row.fileName.sqlValue,
        ]
    }

    /// What the register's rows come to as they stand in the tables now; compare it with what the journal tells.
    func storedHash(of job: ID<RegisterImport>) throws -> (rows: Int, hash: [UInt8]) {
        var hash = RegisterHash()
        var rows = 0
        try forEachRow(
            """
            SELECT imported_document.entry_number, imported_document.arrived_on, document.code_number,
                document.code_notation, document.issued_on, document.issuer_name, document.type_key, document.subject,
                document.signer_name, document.signer_position, document.urgency, imported_document.recipient,
                imported_document.copy_keeper, imported_document.copies, imported_document.handed_on,
                imported_document.receipt, document.page_count, document.note, imported_document.file_name
            FROM imported_document JOIN document ON document.id = imported_document.document_id
            WHERE imported_document.import_id = \(job) ORDER BY imported_document.row_number
            """
        ) { row in
            var values = row.values
            // A document without number and symbol has no number at all.
            if values[2] == .null { values[2] = .text("") }
            hash.add(values)
            rows += 1
            return true
        }
        return (rows, hash.bytes)
    }
}
