import Database
import Directory
import Essentials
public import Files
import HTTPTypes
public import Web

extension Administration {
    /// The import of units and people, which needs a place for the file between its check and its import.
    public func importRoutes(files: FileStore) -> Routes {
        var routes = Routes()
        for kind in ImportKind.allCases {
            routes.route(.get, kind.path, .needs(kind.permission)) { _ in .page(ImportPage(kind)) }
            routes.route(.post, kind.path, .needs(kind.permission), .uploads(maxBytes: 6 << 20)) { visit in
                try await importing(kind, files, visit)
            }
        }
        return routes
    }

    /// `POST /units/import`, `POST /people/import`: a new file is checked; one that was checked is imported.
    private func importing(_ kind: ImportKind, _ files: FileStore, _ visit: StaffVisit) async throws -> Answer {
        do {
            let file = try await Self.file(of: visit, files, in: database)
            let bytes = try await files.open(file).bytes()
            let isCheck = visit.form.file("file") != nil
            let report = try await run(kind, bytes, dryRun: isCheck, visit)
            if report.isDone {
                try await files.drop(file)
                return .redirect(
                    to: kind.back.path,
                    notice: Flash(
                        .good, Wording("Đã nhập \(report.rows) dòng.", en: "\(report.rows) rows were imported.")))
            }
            return .page(
                ImportPage(kind, report: .init(report, upload: file.id)),
                status: report.problems.isEmpty ? .ok : .unprocessableContent)
        } catch let refusal as FileRefusal {
            return .page(ImportPage(kind, problems: Problems("file", refusal.message)), status: .unprocessableContent)
        }
    }

    private func run(
        _ kind: ImportKind, _ bytes: [UInt8], dryRun: Bool, _ visit: StaffVisit
    ) async throws -> ImportReport {
        switch kind {
        case .units:
            try await ImportUnits(database: database)(bytes, dryRun: dryRun, by: visit.caller, at: visit.now)
        case .people:
            try await ImportPeople(database: database)(bytes, dryRun: dryRun, by: visit.caller, at: visit.now)
        }
    }

    /// What was uploaded now, or what was checked before.
    private static func file(
        of visit: StaffVisit, _ files: FileStore, in database: Database
    ) async throws -> InspectedFile {
        if let sent = visit.form.file("file") {
            return try await files.inspect(sent.uploaded(), accepting: [.plainText])
        }
        guard let id = visit.form.text("upload").flatMap(ID<UploadedFile>.init) else { throw FileRefusal.empty }
        let (caller, now) = (visit.caller, visit.now)
        let kept = try await database.read { db in try files.waiting(id, for: caller.actor, at: now, in: db) }
        guard let kept else { throw FileRefusal.expired }
        return kept
    }
}
