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
    ///
    /// - Parameter flow: the register of the caller's agency that a list shows, if it is one. Whatever was registered as
    ///   incoming is known to whoever reads the agency's documents, so there nothing is looked up row by row.
    func condition(inRegister flow: Document.Flow? = nil) -> SQL {
        if isWide, flow == .incoming { return "1 = 1" }
        if isWide {
            let units: SQL = "(party.post_id = \(post) OR party.unit_id IN (\(list: units)))"
            return "EXISTS (SELECT 1 FROM document_party AS party WHERE party.document_id = document.id AND \(units))"
        }
        // The zeros are left out in the words of the indexes that leave them out; else SQLite does not use them.
        var parties: SQL = "SELECT document_id FROM document_party WHERE post_id = \(post) AND post_id <> 0"
        for unit in units {
            parties += " UNION ALL SELECT document_id FROM document_party WHERE unit_id = \(unit) AND unit_id <> 0"
        }
        return "document.id IN (\(parties))"
    }
}

extension Connection {
    /// Whether the caller may know of a document.
    func isVisible(_ id: ID<Document>, to caller: Caller) throws -> Bool {
        try row("SELECT 1 AS one FROM document WHERE document.id = \(id) AND \(Visibility(of: caller).condition())")
            != nil
    }

    /// The document, if the caller may know of it.
    /// - Throws: `NotFound` otherwise; whether it exists is not told.
    func visibleDocument(_ id: ID<Document>, to caller: Caller) throws -> Document {
        let document: Document? = try first(
            """
            SELECT \(Document.columns) FROM document
            WHERE document.id = \(id) AND \(Visibility(of: caller).condition())
            """)
        guard let document else { throw NotFound() }
        return document
    }
}
