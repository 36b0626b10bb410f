public import Database
import Directory
import Essentials
import Journal

/// What must hold of documents and that their tables cannot say.
public enum DocumentsRules {
    /// All of them.
    public static let all: [StoredRule] = [
        StoredRule(
            "numbers", "every register counts from 1 without a gap or a double, and goes on above its last number"
        ) { db in
            try violations(of: incoming, in: db) + violations(of: outgoing, in: db)
        },
        StoredRule("registers", "every document stands in its register, and nothing else does", violations: strays),
        StoredRule(
            "acts", "what was registered, presented, numbered, issued or completed, the journal tells",
            violations: untold),
        StoredRule(
            "imported registers", "what came from a former system is what the journal says it was",
            violations: rewritten),
        StoredRule("deliveries", "what was issued went out to its recipients", violations: undelivered),
    ]

    private static let incoming: SQL = """
        SELECT agency_id, 'incoming' AS series, year, arrival_number AS number FROM incoming_document
        """

    private static let outgoing: SQL = """
        SELECT agency_id, series, year, number FROM outgoing_document WHERE number IS NOT NULL
        """

    /// Numbers begin at 1 and none is left out or given twice (NĐ 30/2020 Đ. 15, Đ. 22.2); the next one is the last plus
    /// one.
    private static func violations(of numbers: SQL, in db: Connection) throws -> [String] {
        try db.rows(
            """
            SELECT given.agency_id, given.series, given.year, given.how_many, given.first, given.last,
                number_sequence.last AS taken
            FROM (
                SELECT agency_id, series, year, count(*) AS how_many, count(DISTINCT number) AS different,
                    min(number) AS first, max(number) AS last
                FROM (\(numbers)) AS register GROUP BY agency_id, series, year
            ) AS given
            LEFT JOIN number_sequence ON number_sequence.agency_id = given.agency_id
                AND number_sequence.series = given.series AND number_sequence.year = given.year
            WHERE given.first <> 1 OR given.how_many <> given.last OR given.different <> given.how_many
                OR number_sequence.last IS NULL OR number_sequence.last <> given.last
            ORDER BY given.agency_id, given.series, given.year LIMIT 100
            """
        ).map { row in
            let agency: ID<Unit> = try row["agency_id"]
            let (series, year): (String, Int) = (try row["series"], try row["year"])
            let (count, first, last): (Int, Int, Int) = (try row["how_many"], try row["first"], try row["last"])
            let taken: Int? = try row["taken"]
            return """
                agency \(agency), series \(series), year \(year): \(count) documents numbered from \(first) to \(last), \
                last number taken \(taken.map(String.init) ?? "none")
                """
        }
    }

    private static func strays(in db: Connection) throws -> [String] {
        try db.values(
            """
            SELECT document.id FROM document
            LEFT JOIN incoming_document ON incoming_document.document_id = document.id
            LEFT JOIN outgoing_document ON outgoing_document.document_id = document.id
            LEFT JOIN imported_document ON imported_document.document_id = document.id
            WHERE (flow = 'incoming' AND imported_document.document_id IS NULL)
                    <> (incoming_document.document_id IS NOT NULL)
                OR (flow = 'outgoing' AND imported_document.document_id IS NULL)
                    <> (outgoing_document.document_id IS NOT NULL)
            ORDER BY document.id LIMIT 100
            """, as: ID<Document>.self
        ).map { "document \($0) is not in the register of its kind, or in the other" }
    }

    /// The documents of an import give the hash that the journal was told, and one taken back has none.
    private static func rewritten(in db: Connection) throws -> [String] {
        let jobs: [RegisterImport] = try db.all(
            "SELECT \(RegisterImport.columns) FROM register_import WHERE state IN ('done', 'undone') ORDER BY id")
        return try jobs.compactMap { job -> String? in
            let stored = try db.storedHash(of: job.id)
            if job.state == .undone {
                return stored.rows == 0 ? nil : "import \(job.id) was undone and has \(stored.rows) documents"
            }
            let event = try db.events(about: .register(job.id)).first { $0.kind == RegisterImported.kind }
            guard let told = try event.map({ try $0.decoded() as RegisterImported }) else {
                return "import \(job.id): the journal has no event \(RegisterImported.kind)"
            }
            let isSame = stored.rows == told.documents && RegisterHash.text(stored.hash) == told.contentHash
            return isSame ? nil : "import \(job.id): its documents are not those that were brought in"
        }
    }

    private static func untold(in db: Connection) throws -> [String] {
        let acts: [(rows: SQL, kind: String)] = [
            ("SELECT document_id FROM incoming_document", IncomingRegistered.kind),
            ("SELECT document_id FROM incoming_document WHERE state = 'presented'", DocumentPresented.kind),
            ("SELECT document_id FROM incoming_document WHERE state = 'completed'", DocumentCompleted.kind),
            ("SELECT document_id FROM outgoing_document WHERE number IS NOT NULL", DocumentNumbered.kind),
            ("SELECT document_id FROM outgoing_document WHERE issued_at IS NOT NULL", DocumentIssued.kind),
        ]
        return try acts.flatMap { act in
            try db.values(
                """
                SELECT document_id FROM (\(act.rows)) AS done WHERE NOT EXISTS (
                    SELECT 1 FROM event
                    WHERE subject_kind = 'document' AND subject_id = document_id AND kind = \(act.kind))
                ORDER BY document_id LIMIT 100
                """, as: ID<Document>.self
            ).map { "document \($0): the journal has no event \(act.kind)" }
        }
    }

    /// Not to whom: for a recipient that has ended its successor gets it, and who is reached twice gets it once.
    private static func undelivered(in db: Connection) throws -> [String] {
        try db.values(
            """
            SELECT DISTINCT recipient.document_id FROM outgoing_recipient AS recipient
            JOIN outgoing_document ON outgoing_document.document_id = recipient.document_id
            WHERE issued_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.document_id = recipient.document_id)
            ORDER BY recipient.document_id LIMIT 100
            """, as: ID<Document>.self
        ).map { "document \($0) was issued and went to nobody" }
    }
}
