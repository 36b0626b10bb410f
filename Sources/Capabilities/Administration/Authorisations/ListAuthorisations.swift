import Database
import Directory
import Essentials

/// The authorisations to sign of an agency, the newest first. Count and list are one query.
struct ListAuthorisations: Sendable {
    let agency: ID<Unit>

    func count(in db: Connection) throws -> CappedCount {
        try db.count(of: "SELECT 1 AS one FROM written_authorisation WHERE \(condition)")
    }

    func page(_ position: KeysetPosition, size: Int, in db: Connection) throws -> KeysetPage<WrittenAuthorisation> {
        try db.page(
            "SELECT written_authorisation.* FROM written_authorisation", where: condition,
            order: "written_authorisation.valid_from", id: "written_authorisation.id", at: position, size: size
        ) { Keyset(order: Int64($0.validity.from.dayNumber), id: $0.id.rawValue) }
    }

    private var condition: SQL { "written_authorisation.agency_id = \(agency)" }
}
