import Database
import Directory
import Essentials
import Web

/// The old registers of an agency that were brought in, newest first.
struct ListRegisterImports: Sendable {
    let agency: ID<Unit>

    private var condition: SQL { "register_import.agency_id = \(agency)" }

    func count(in db: Connection) throws -> CappedCount {
        try db.count(of: "SELECT 1 AS one FROM register_import WHERE \(condition)")
    }

    func page(at position: KeysetPosition, size: Int, in db: Connection) throws -> KeysetPage<RegisterImport> {
        try db.page(
            "SELECT \(RegisterImport.columns) FROM register_import", where: condition, order: "register_import.id",
            at: position, size: size
        ) { Keyset(order: $0.id.rawValue, id: $0.id.rawValue) }
    }
}

extension Documents {
    private static let importsOnPage = 25

    /// `GET /documents/imports`.
    func listRegisterImports(_ visit: StaffVisit) async throws -> Answer {
        guard visit.caller.mayHere(.importRegisters) else { throw NotFound() }
        let (list, position) = (ListRegisterImports(agency: visit.caller.agency), visit.query.position)
        let (count, found) = try await database.read { db in
            (try list.count(in: db), try list.page(at: position, size: Self.importsOnPage, in: db))
        }
        return .page(
            ListRegisterImportsPage(
                found.items, count: count,
                pagination: found.pagination(
                    path: visit.path, query: visit.query, count: count, text: ListRegisterImportsPage.count(count))))
    }
}
