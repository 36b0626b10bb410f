public import Database
public import Directory
public import Essentials

/// The documents a caller may know of: the register of a flow, or what a search finds. Count and list are one query.
public struct ListDocuments: Sendable {
    public var flow: Document.Flow?
    /// Words, or a number and symbol.
    public var search: String?
    public var typeKey: String?
    public var state: String?
    public var issuedFrom: CivilDate?
    public var issuedTo: CivilDate?
    public var isOverdueOnly: Bool

    public init(
        flow: Document.Flow? = nil, search: String? = nil, typeKey: String? = nil, state: String? = nil,
        issuedFrom: CivilDate? = nil, issuedTo: CivilDate? = nil, isOverdueOnly: Bool = false
    ) {
        self.flow = flow
        self.search = search
        self.typeKey = typeKey
        self.state = state
        self.issuedFrom = issuedFrom
        self.issuedTo = issuedTo
        self.isOverdueOnly = isOverdueOnly
    }

    /// Counting what is found costs a look at each match. Nobody who has found two hundred documents wants to know how
    /// many more there are: the next word tells them apart.
    private static let foundCap = 200

    /// How many documents the list has.
    public func count(for caller: Caller, at now: Instant, in db: Connection) throws -> CappedCount {
        let source = try source(for: caller, at: now, in: db)
        // SQLite reads its index in an order anyway. PostgreSQL would read every text from the newest on to keep to one.
        let order = db.engine == .sqlite ? source.newestFirst : ""
        return try db.count(
            of: "SELECT 1 AS one FROM \(source.tables) WHERE \(source.condition) \(order)",
            cap: search == nil ? CappedCount.cap : Self.foundCap)
    }

    /// One page of the list, newest first.
    public func page(
        for caller: Caller, at now: Instant, position: KeysetPosition, size: Int, in db: Connection
    ) throws -> KeysetPage<ListedDocument> {
        let source = try source(for: caller, at: now, in: db)
        return try db.page(
            "SELECT \(Self.columns) FROM \(source.tables)", where: source.condition,
            order: source.order, id: source.id, at: position, size: size, keyset: source.keyset)
    }

    /// One document, if the caller may know of it.
    static func one(_ id: ID<Document>, for caller: Caller, in db: Connection) throws -> ListedDocument? {
        try db.first(
            """
            SELECT \(columns) FROM \(tables)
            WHERE document.id = \(id) AND \(Visibility(of: caller).condition())
            """)
    }

    private static let columns: SQL = """
        \(Document.columns), incoming_document.arrival_number,
        coalesce(incoming_document.arrived_on, imported_document.arrived_on) AS arrived_on,
        \(state) AS state, incoming_document.due_at, incoming_document.completed_at, imported_document.entry_number
        """

    /// What is in neither of the living registers is history from a former system.
    private static let state: SQL = """
        coalesce(incoming_document.state, outgoing_document.state, \(ImportedDocument.state))
        """

    private static let tables: SQL = """
        document
        LEFT JOIN incoming_document ON incoming_document.document_id = document.id
        LEFT JOIN outgoing_document ON outgoing_document.document_id = document.id
        LEFT JOIN imported_document ON imported_document.document_id = document.id
        """

    /// What the list is read from, and in which order.
    private struct Source {
        var tables = ListDocuments.tables
        var condition: SQL = ""
        var order: SQL = "document.listed_at"
        var id: SQL? = "document.id"
        var newestFirst: SQL = ""
        var keyset: @Sendable (ListedDocument) -> Keyset = { $0.document.keyset }

        /// From the full-text index outwards. Its order is that of identifiers, which were made as documents came: so
        /// the newest matches are read first, and no more of them than a page shows.
        mutating func begin(at index: SQL) {
            tables = "\(index) CROSS JOIN \(tables)"
            (order, id) = ("\(index).rowid", nil)
            newestFirst = "ORDER BY \(order) DESC"
            keyset = { Keyset(order: $0.document.id.rawValue, id: $0.document.id.rawValue) }
        }
    }

    private func source(for caller: Caller, at now: Instant, in db: Connection) throws -> Source {
        var source = Source()
        var conditions: [SQL] = [Visibility(of: caller).condition(inRegister: flow)]
        if let flow { conditions.append("document.agency_id = \(caller.agency) AND document.flow = \(flow)") }
        if let typeKey { conditions.append("document.type_key = \(typeKey)") }
        if let state { conditions.append("\(Self.state) = \(state)") }
        if let issuedFrom { conditions.append("document.issued_on >= \(issuedFrom)") }
        if let issuedTo { conditions.append("document.issued_on <= \(issuedTo)") }
        if isOverdueOnly {
            conditions.append("incoming_document.due_at < \(now) AND incoming_document.state <> 'completed'")
        }
        if let search { conditions.append(try matching(search, &source, in: db)) }
        source.condition = SQL(conditions, joinedBy: " AND ")
        return source
    }

    /// A number with its symbol finds exactly that; anything else is words.
    private func matching(_ search: String, _ source: inout Source, in db: Connection) throws -> SQL {
        if let symbol = symbolKey(in: search) { return "document.symbol_key = \(symbol)" }
        guard let words = try DocumentsMigrations.text.matches(search, in: db) else { return "1 = 0" }
        source.begin(at: "document_text")
        return "document.id = document_text.rowid AND \(words)"
    }

    private func symbolKey(in search: String) -> String? {
        let parts = search.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = parts.first, !number.isEmpty, !parts[1].isEmpty,
            number.allSatisfy({ $0.isNumber || $0.isWhitespace })
        else { return nil }
        return DocumentSymbol(number: number.filter(\.isNumber), notation: String(parts[1])).comparisonKey
    }
}

/// One line of a register or of what was found.
public struct ListedDocument: Sendable, RowDecodable {
    public let document: Document
    public let arrivalNumber: Int?
    /// The arrival number that an imported document had in its old register.
    public let entryNumber: String?
    public let arrivedOn: CivilDate?
    public let state: String
    public let dueAt: Instant?
    public let completedAt: Instant?

    public init(row: Row) throws {
        document = try Document(row: row)
        arrivalNumber = try row["arrival_number"]
        entryNumber = try row["entry_number"]
        arrivedOn = try row["arrived_on"]
        state = try row["state"]
        dueAt = try row["due_at"]
        completedAt = try row["completed_at"]
    }

    /// The state in words.
    public var stateName: Wording {
        IncomingDocument.State(rawValue: state)?.name ?? OutgoingDocument.State(rawValue: state)?.name
            ?? (state == ImportedDocument.state ? ImportedDocument.stateName : Wording(state, en: state))
    }
}
