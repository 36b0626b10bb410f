import Database
import Directory
import Essentials
import EvaluationEngine

/// A criteria set as the platform keeps it: a draft that may be replaced, or an issued version that never changes.
struct KeptSet: Sendable {
    let id: ID<KeptSet>
    let code: String
    let version: String
    let title: Wording
    /// The engine's JSON.
    let document: String
    /// Nil for a draft.
    let hash: String?
    let changedAt: Instant
    let issuedAt: Instant?

    var isIssued: Bool { hash != nil }
    /// `MAU-SO 2026`
    var name: String { "\(code) \(version)" }

    /// What the document says.
    ///
    /// - Throws: `InputProblem` when it cannot be read, which importing it would have refused.
    func set() throws -> CriteriaSet { try CriteriaSet(json: document) }

    /// The set a round can bind to.
    ///
    /// - Throws: `EvaluationRefusal.setIsDraft`.
    func issued() throws -> IssuedSet {
        guard isIssued else { throw EvaluationRefusal.setIsDraft }
        return try IssuedSet(set())
    }
}

extension KeptSet: RowDecodable {
    static let columns: SQL = """
        criteria_set.id, criteria_set.code, criteria_set.version, criteria_set.title_vietnamese,
        criteria_set.title_english, criteria_set.document, criteria_set.hash, criteria_set.changed_at,
        criteria_set.issued_at
        """

    init(row: Row) throws {
        id = try row["id"]
        code = try row["code"]
        version = try row["version"]
        title = Wording(try row["title_vietnamese"], en: try row["title_english"])
        document = try row["document"]
        hash = try row["hash"]
        changedAt = try row["changed_at"]
        issuedAt = try row["issued_at"]
    }
}

extension Connection {
    func criteriaSet(_ id: ID<KeptSet>, forUpdate: Bool = false) throws -> KeptSet {
        let hold: SQL = forUpdate ? "\(idiom: .forUpdate)" : ""
        let found: KeptSet? = try first("SELECT \(KeptSet.columns) FROM criteria_set WHERE id = \(id)\(hold)")
        guard let found else { throw NotFound() }
        return found
    }

    func criteriaSet(code: String, version: String) throws -> KeptSet? {
        try first(
            "SELECT \(KeptSet.columns) FROM criteria_set WHERE code = \(code) AND version = \(version)")
    }

    /// All sets, the newest first; there are a few in a year.
    func criteriaSets() throws -> [KeptSet] {
        try all("SELECT \(KeptSet.columns) FROM criteria_set ORDER BY id DESC LIMIT 200")
    }

    /// The version issued before this one, to be compared with.
    func issuedSet(before set: KeptSet) throws -> KeptSet? {
        try first(
            """
            SELECT \(KeptSet.columns) FROM criteria_set
            WHERE code = \(set.code) AND hash IS NOT NULL AND id < \(set.id) ORDER BY id DESC LIMIT 1
            """)
    }
}
