import Database
import Directory
import Essentials

/// Which documents a caller may know of. One definition for pages, lists, counts, search, files and the API.
///
/// A document is known to its parties: the post that drafted or handles it; the unit it was handed to, for whoever may
/// read the unit's; the agency in whose register it stands, for whoever may read the agency's.
struct Visibility {
    private let post: ID<Post>
    private let units: [ID<Unit>]
    /// Whoever reads a whole agency sees most of what is new; others see few documents, wherever they stand.
    private let isWide: Bool

    init(of caller: Caller) {
        post = caller.post
        isWide = caller.mayHere(.readDocuments)
        var units: Set<ID<Unit>> = []
        if isWide { units.insert(caller.agency) }
        if caller.may(.readUnitDocuments, in: caller.unitPath) || caller.may(.assignDocuments, in: caller.unitPath) {
            units.insert(caller.unit)
        }
        self.units = units.sorted()
    }

    /// A condition on `document.id`.
    var condition: SQL {
        let party: SQL =
            units.isEmpty ? "party.post_id = \(post)" : "(party.post_id = \(post) OR party.unit_id IN (\(list: units)))"
        return isWide
            ? "EXISTS (SELECT 1 FROM document_party AS party WHERE party.document_id = document.id AND \(party))"
            : "document.id IN (SELECT party.document_id FROM document_party AS party WHERE \(party))"
    }
}

extension Connection {
    /// Whether the caller may know of a document.
    func isVisible(_ id: ID<Document>, to caller: Caller) throws -> Bool {
        try row("SELECT 1 AS one FROM document WHERE document.id = \(id) AND \(Visibility(of: caller).condition)")
            != nil
    }

    /// The document, if the caller may know of it.
    /// - Throws: `NotFound` otherwise; whether it exists is not told.
    func visibleDocument(_ id: ID<Document>, to caller: Caller) throws -> Document {
        let document: Document? = try first(
            """
            SELECT \(Document.columns) FROM document
            WHERE document.id = \(id) AND \(Visibility(of: caller).condition)
            """)
        guard let document else { throw NotFound() }
        return document
    }
}
