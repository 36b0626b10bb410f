import Database
import Directory
import Essentials
import Files
import Web

/// The file of a form: uploaded with it, or kept from an earlier try, so that a mistake elsewhere loses nothing.
struct Attachment {
    let documents: Documents
    /// The field files are dropped on.
    static let field = "file"
    /// The hidden field that names a file kept from before.
    static let kept = FormFile.kept

    /// What was uploaded now, or what is kept; nil when there is neither.
    ///
    /// - Throws: `Problems` on the field when the file is refused or has expired.
    func file(of form: FormData, for caller: Caller, at now: Instant) async throws -> InspectedFile? {
        if let sent = form.file(Self.field) {
            do {
                return try await documents.files.inspect(sent.uploaded())
            } catch let refusal as FileRefusal {
                throw Self.problems(refusal)
            }
        }
        guard let text = form.text(Self.kept), let id = ID<UploadedFile>(text) else { return nil }
        let kept = try await kept(id, for: caller, at: now)
        guard let kept else { throw Self.problems(.expired) }
        return kept
    }

    /// A file of the caller's own that waits to be used.
    func kept(_ id: ID<UploadedFile>, for caller: Caller, at now: Instant) async throws -> InspectedFile? {
        try await documents.database.read { [files = documents.files] db in
            try files.waiting(id, for: caller.actor, at: now, in: db)
        }
    }

    /// Moves the form's file into the store, ahead of the transaction of its record.
    ///
    /// - Throws: `Problems` on the field while the file waits for the scanner; the form keeps it.
    func settle(_ file: InspectedFile?) async throws {
        guard let file else { return }
        do {
            try await documents.files.settle(file)
        } catch let refusal as FileRefusal {
            throw Self.problems(refusal)
        }
    }

    static func problems(_ refusal: FileRefusal) -> Problems {
        var problems = Problems()
        problems.add(field, refusal.message)
        return problems
    }

    /// The field, with what is kept already.
    static func drop(_ label: Wording, help: Wording?, kept: InspectedFile?, problems: Problems?) -> FileDrop {
        FileDrop(
            FieldWords(field, label, help: help, problems: problems), accept: ".pdf,application/pdf",
            limitText: Wording(
                "Tệp PDF, tối đa \(FileStore.largestUpload >> 20) MB.",
                en: "A PDF file of at most \(FileStore.largestUpload >> 20) MB."),
            maxBytes: Int(FileStore.largestUpload), files: kept.map { [line($0)] } ?? [])
    }

    private static func line(_ file: InspectedFile) -> FileDrop.KeptFile {
        .init(
            name: file.name.text, size: FileSize(bytes: Int(file.size)), path: DocumentsPaths.upload(file.id),
            hash: String(file.hash.description.prefix(16)))
    }

    /// The file beside the form; not before it was scanned.
    static func viewer(_ file: InspectedFile?) -> Viewer? {
        file.flatMap { $0.awaitsScan ? nil : $0 }.map {
            Viewer(name: $0.name.text, path: DocumentsPaths.upload($0.id), pageCount: $0.pageCount)
        }
    }
}
