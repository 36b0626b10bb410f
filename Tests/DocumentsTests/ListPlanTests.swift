import Database
import Directory
import Essentials
import Notifications
import TestSupport
import Testing

@testable import Documents

/// Every list of documents, on a province with so many that reading or sorting a table would be felt.
struct ListPlanTests {
    private static let documents = 60_000

    /// On SQLite only: its planner goes by the indexes there are. PostgreSQL's goes by numbers, and reads a table from its
    /// beginning where it expects a page's worth of rows soon.
    @Test(arguments: [Engine.sqlite])
    func `no list or count reads a whole table or sorts one`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            try await Self.fill(province)
            for (name, caller) in [("clerk", province.clerk), ("leader", province.leader)] {
                let plans = try await province.database.plans { db in
                    try Self.askAll(caller, at: province.now, in: db)
                }
                #expect(plans.count > 15)
                for plan in plans {
                    let slow = plan.slowSteps(engine)
                    #expect(slow.isEmpty, "\(name): \(plan)")
                }
            }
        }
    }

    /// Whoever reads no register sees only what was given to them: that may be sorted, since it is little.
    @Test(arguments: [Engine.sqlite])
    func `no list of a specialist reads a whole table`(engine: Engine) async throws {
        try await SmallProvince.with(engine) { province in
            try await Self.fill(province)
            let plans = try await province.database.plans { db in
                try Self.askAll(province.specialist, at: province.now, in: db)
            }
            for plan in plans {
                let slow = plan.slowSteps(engine).filter { !$0.contains("ORDER BY") }
                #expect(slow.isEmpty, "\(plan)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a register costs two statements, a search by words two more, a document's page always the same`(
        engine: Engine
    ) async throws {
        try await SmallProvince.with(engine) { province in
            var costs: [[Int]] = []
            for number in 0..<3 {
                let id = try await province.register(["number": "\(100 + number)"])
                costs.append(try await Self.costs(of: id, province))
            }
            #expect(costs[0].prefix(2) == [2, 4])
            #expect(costs.allSatisfy { $0 == costs[0] })
            #expect(costs[0][2] <= 9)
        }
    }

    /// Statements of the register, of a search, and of a document's page.
    private static func costs(of id: ID<Document>, _ province: SmallProvince) async throws -> [Int] {
        let (caller, now) = (province.clerk, province.now)
        let asked: [@Sendable (Connection) throws -> Void] = [
            { db in try ask(ListDocuments(flow: .incoming), caller, now, db) },
            { db in try ask(ListDocuments(search: "chuyen doi"), caller, now, db) },
            { db in _ = try db.shownDocument(id, to: caller) },
        ]
        var costs: [Int] = []
        for body in asked { costs.append(try await province.database.plans(of: body).count) }
        return costs
    }

    private static func ask(_ list: ListDocuments, _ caller: Caller, _ now: Instant, _ db: Connection) throws {
        _ = try list.count(for: caller, at: now, in: db)
        _ = try list.page(for: caller, at: now, position: .newest, size: 50, in: db)
    }

    private static func askAll(_ caller: Caller, at now: Instant, in db: Connection) throws {
        let middle = Keyset(order: now.microsecondsSince1970, id: 1 << 50)
        // Where PostgreSQL expects a page's worth of matches soon, it reads a table from its beginning until it has them;
        // so it is asked for the registers only.
        let registers = [ListDocuments(flow: .incoming), ListDocuments(flow: .outgoing)]
        let narrowed = [
            ListDocuments(search: "ke hoach"),
            ListDocuments(flow: .incoming, search: "chuyen doi"),
            ListDocuments(flow: .incoming, typeKey: "quyet-dinh"), ListDocuments(flow: .incoming, state: "completed"),
            ListDocuments(flow: .incoming, isOverdueOnly: true),
        ]
        for list in registers + (db.engine == .sqlite ? narrowed : []) {
            _ = try list.count(for: caller, at: now, in: db)
            for position in [KeysetPosition.newest, .older(than: middle), .newer(than: middle)] {
                _ = try list.page(for: caller, at: now, position: position, size: 50, in: db)
            }
        }
        _ = try WorkQueue.counts(of: WorkQueue.all(for: caller), for: caller, in: db)
        for queue in WorkQueue.all(for: caller) {
            _ = try WorkQueue.counts(of: [queue], for: caller, in: db)
            _ = try queue.items(for: caller, at: .newest, size: 5, in: db)
            _ = try queue.items(for: caller, at: .older(than: middle), size: 25, in: db)
        }
        _ = try db.unreadNotifications(of: caller.post)
        _ = try db.notifications(of: caller.post, at: .older(than: middle), size: 25)
    }

    /// Copies one document, its directions and its notification so often, without the commands: plans depend on numbers
    /// alone. Each copy stands in the register of one of three agencies.
    private static func fill(_ province: SmallProvince) async throws {
        let id = try await province.register()
        let agencies = [province.clerk.agency, province.communeClerks[0].agency, province.communeClerks[1].agency]
        try await province.database.write { db in
            for (place, agency) in agencies.enumerated() {
                let count = documents / agencies.count
                let numbers: SQL = """
                    WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < \(count))
                    """
                let copy: SQL = "\(id.rawValue) + 3 * copies.n + \(place)"
                for statement in copying(copy, agency, province) {
                    try db.execute("\(statement.into) \(numbers) \(statement.select)")
                }
            }
            if db.engine == .postgresql { try db.execute("ANALYZE") }
        }
    }

    private static func copying(
        _ copy: SQL, _ agency: ID<Unit>, _ province: SmallProvince
    ) -> [(into: SQL, select: SQL)] {
        let (post, leader, at) = (province.specialist.post, province.leader.post, province.now)
        return [
            (
                """
                INSERT INTO document (id, flow, agency_id, type_key, code_number, code_notation, symbol_key, issuer_name,
                    subject, urgency, listed_at)
                """,
                """
                SELECT \(copy), CASE WHEN n % 2 = 0 THEN 'incoming' ELSE 'outgoing' END, CAST(\(agency) AS BIGINT),
                    'cong-van', CAST(n AS TEXT), 'UBND', CAST(n AS TEXT) || '/ubnd', 'Bộ Nội vụ', 'Kế hoạch', 0,
                    CAST(\(at) AS BIGINT) - n FROM copies
                """
            ),
            (
                "INSERT INTO document_party (document_id, unit_id, post_id)",
                "SELECT \(copy), CAST(\(agency) AS BIGINT), 0 FROM copies"
            ),
            (
                "INSERT INTO document_party (document_id, unit_id, post_id)",
                "SELECT \(copy), 0, CAST(\(post) AS BIGINT) FROM copies WHERE n % 300 = 0"
            ),
            (
                """
                INSERT INTO incoming_document (document_id, agency_id, arrival_number, year, arrived_on, registered_at,
                    registered_by, state, due_at)
                """,
                """
                SELECT \(copy), CAST(\(agency) AS BIGINT), 10 + n, 2026, 1, CAST(\(at) AS BIGINT) - n,
                    CAST(\(post) AS BIGINT), CASE WHEN n % 4 = 0 THEN 'registered' ELSE 'completed' END,
                    CAST(\(at) AS BIGINT) FROM copies WHERE n % 2 = 0
                """
            ),
            (
                """
                INSERT INTO outgoing_document (document_id, agency_id, state, drafted_by, drafting_unit_id)
                """,
                """
                SELECT \(copy), CAST(\(agency) AS BIGINT), CASE WHEN n % 100 = 1 THEN 'draft' ELSE 'issued' END,
                    CAST(\(post) AS BIGINT), CAST(\(agency) AS BIGINT) FROM copies WHERE n % 2 = 1
                """
            ),
            (
                "INSERT INTO delivery (id, document_id, sender_id, recipient_id, state, sent_at, changed_at)",
                """
                SELECT \(copy), \(copy), CAST(\(agency) AS BIGINT), CAST(\(agency) AS BIGINT),
                    CASE WHEN n % 100 = 1 THEN 'arrived' WHEN n % 100 = 3 THEN 'returned' ELSE 'registered' END, 1, 1
                FROM copies WHERE n % 2 = 1
                """
            ),
            (
                """
                INSERT INTO direction (id, document_id, unit_id, post_id, role, directed_by, directed_at, state)
                """,
                """
                SELECT \(copy), \(copy), CASE WHEN n % 4 = 0 THEN CAST(\(agency) AS BIGINT) END,
                    CASE WHEN n % 4 = 2 THEN CAST(\(post) AS BIGINT) END, 'lead', CAST(\(leader) AS BIGINT), 1,
                    CASE WHEN n % 100 = 0 THEN 'open' WHEN n % 100 = 2 THEN 'reported' ELSE 'closed' END
                FROM copies WHERE n % 2 = 0
                """
            ),
            (
                "INSERT INTO notification (id, post_id, at, icon, vietnamese, english, path, read_at)",
                """
                SELECT \(copy), CASE WHEN n % 50 = 0 THEN CAST(\(leader) AS BIGINT) ELSE CAST(\(post) AS BIGINT) END,
                    n, 'inbox', 'Mới', 'New', '/', CASE WHEN n % 100 = 0 THEN NULL ELSE 1 END FROM copies
                """
            ),
            copyingWords(copy, province.database.engine),
        ]
    }

    private static func copyingWords(_ copy: SQL, _ engine: Engine) -> (into: SQL, select: SQL) {
        switch engine {
        case .sqlite:
            ("INSERT INTO document_text (rowid, words)", "SELECT \(copy), 'ke hoach so ' || n FROM copies")
        case .postgresql:
            (
                "INSERT INTO document_text (rowid, words)",
                "SELECT \(copy), CAST('ke hoach so ' || n AS tsvector) FROM copies"
            )
        }
    }
}

extension StatementPlan {
    /// Steps that cost as much as a table is long. Tables that hold the province itself (units, posts) are small.
    func slowSteps(_ engine: Engine) -> [String] {
        let large = [
            "document", "document_party", "incoming_document", "outgoing_document", "delivery", "direction",
            "notification", "event", "document_text", "party",
        ]
        return steps.filter { step in
            switch engine {
            case .sqlite:
                // A virtual table and a small result within the statement are scanned by nature.
                let isTable = large.contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) USING") }
                return isTable || step.contains("TEMP B-TREE FOR ORDER BY")
            case .postgresql:
                // Its planner sorts what it knows to be little; what it reads is what counts.
                return large.contains { step.contains("Seq Scan on \($0)") && !step.contains("\($0)_") }
            }
        }
    }
}
