import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Journal
import Web

extension Documents {
    /// Each file is looked into while the page waits; more go by the command `documents attach-files`.
    private static let mostFilesAtOnce = 200

    /// `POST /documents/imports/{id}/files`: a zip of PDF files for the documents of an import.
    func attachRegisterFiles(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<RegisterImport> = try visit.id()
        let (caller, actor) = (visit.caller, visit.caller.actor)
        _ = try await database.read { db in try db.registerImport(id, for: caller) }
        do {
            guard let sent = visit.form.file("file") else {
                throw Problems("file", Wording("Chọn một tệp ZIP.", en: "Choose a ZIP file."))
            }
            let upload = try await files.inspect(sent.uploaded(), accepting: [.zip])
            let report: AttachRegisterFiles.Report
            do {
                report = try await attach(upload, to: id, by: actor)
            } catch {
                try await files.drop(upload)
                throw error
            }
            try await files.drop(upload)
            return .page(try await importPage(id, visit) { $0.report = report })
        } catch let problems as Problems {
            return .page(try await importPage(id, visit) { $0.problems = problems }, status: .unprocessableContent)
        } catch let refusal as FileRefusal {
            let problems = Problems("file", refusal.message)
            return .page(try await importPage(id, visit) { $0.problems = problems }, status: .unprocessableContent)
        } catch let refusal as RegisterImportRefusal {
            return .page(try await importPage(id, visit) { $0.refusal = refusal }, status: .conflict)
        }
    }

    private func attach(
        _ upload: InspectedFile, to id: ID<RegisterImport>, by actor: Journal.Actor
    ) async throws -> AttachRegisterFiles.Report {
        let source = ZippedFiles(archive: try await files.open(upload).archive())
        guard source.names.count <= Self.mostFilesAtOnce else {
            throw Problems(
                "file",
                Wording(
                    "Tệp ZIP có \(source.names.count) tệp, mỗi lần nhiều nhất \(Self.mostFilesAtOnce). Chia nhỏ.",
                    en: "The ZIP has \(source.names.count) files, at most \(Self.mostFilesAtOnce) at a time. Split it.")
            )
        }
        return try await AttachRegisterFiles(database: database, files: files)(source, to: id, by: actor)
    }
}

/// The files of a zip archive.
struct ZippedFiles: NamedFiles {
    let archive: ZipArchive

    var names: [String] { archive.names }

    func pieces(of name: String) throws -> ZipPieces? {
        try archive.pieces(of: name, atMost: FileStore.largestUpload)
    }
}
