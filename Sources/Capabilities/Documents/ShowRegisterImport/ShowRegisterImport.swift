import Database
import Directory
import Essentials
import HTTPTypes
import Web

extension Documents {
    /// `GET /documents/imports/{id}`.
    func showRegisterImport(_ visit: StaffVisit) async throws -> Answer {
        .page(try await importPage(try visit.id(), visit) { _ in })
    }

    /// `POST /documents/imports/{id}/undo`.
    func undoRegisterImport(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<RegisterImport> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        do {
            try await database.write { db in try UndoRegisterImport()(id, by: caller, at: now, in: db) }
            try await intake.work(on: id, rows: Self.rowsAtOnce)
            return .redirect(to: DocumentsPaths.registerImport(id))
        } catch let refusal as RegisterImportRefusal {
            return .page(try await importPage(id, visit) { $0.refusal = refusal }, status: .conflict)
        }
    }

    /// The page of an import as it is now, with what was just tried.
    func importPage(
        _ id: ID<RegisterImport>, _ visit: StaffVisit, _ fill: (inout RegisterImportPage.Tried) -> Void
    ) async throws -> RegisterImportPage {
        let caller = visit.caller
        let (job, names, waiting) = try await database.read { db in
            let job = try db.registerImport(id, for: caller)
            return (
                job, try db.names(posts: [job.orderedBy].compactMap { $0 }, units: [job.agency]),
                try db.countWithoutFile(of: id)
            )
        }
        var tried = RegisterImportPage.Tried()
        fill(&tried)
        return RegisterImportPage(job, names: names, withoutFile: waiting, tried)
    }
}
