import Database
import Directory
import Essentials
import Files
import Foundation
import HTTPTypes
import Journal
import NIOCore
import Web

extension Documents {
    /// `GET /documents/{id}`.
    func showDocument(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let answer = try await documentPage(id, visit)
        await accessLog.note("view", .document(id), by: visit.caller.actor, at: visit.now)
        return answer
    }

    /// The document's page, also when a decision on it was wrong.
    func documentPage(
        _ id: ID<Document>, _ visit: StaffVisit, problems: Problems? = nil, typed: String? = nil
    ) async throws -> Answer {
        let caller = visit.caller
        let (shown, actions, leaders) = try await database.read { [today = visit.now.date] db in
            let shown = try db.shownDocument(id, to: caller)
            let actions = DocumentActions(shown, for: caller)
            return (shown, actions, actions.mayPresent ? try db.directors(of: caller.agency, on: today) : [])
        }
        let page = try DocumentPage(
            shown, actions: actions, leaders: leaders, words: words(at: visit.now), problems: problems, typed: typed)
        return .page(page, status: problems == nil ? .ok : .unprocessableContent)
    }

    /// `GET /documents/{id}/file`.
    func documentFile(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let caller = visit.caller
        let (document, file) = try await database.read { [files] db in
            let document = try db.visibleDocument(id, to: caller)
            guard let hash = document.file, let file = try files.stored(hash, in: db) else { throw NotFound() }
            return (document, file)
        }
        await accessLog.note("download", .document(id), by: caller.actor, at: visit.now)
        return .file(try await answer(file, name: Self.fileName(document), visit))
    }

    /// `GET /documents/{id}/file/pages/{page}`.
    func documentPicture(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let caller = visit.caller
        let file = try await database.read { [files] db in
            guard let hash = try db.visibleDocument(id, to: caller).file, let file = try files.stored(hash, in: db)
            else { throw NotFound() }
            return file
        }
        return try await picture(of: file, visit)
    }

    /// `GET /documents/arrivals/{id}/file`.
    func arrivalFile(_ visit: StaffVisit) async throws -> Answer {
        let (document, file) = try await arrivedFile(visit)
        return .file(try await answer(file, name: Self.fileName(document), visit))
    }

    /// `GET /documents/arrivals/{id}/file/pages/{page}`.
    func arrivalPicture(_ visit: StaffVisit) async throws -> Answer {
        try await picture(of: arrivedFile(visit).1, visit)
    }

    private func arrivedFile(_ visit: StaffVisit) async throws -> (Document, StoredFile) {
        let id: ID<Delivery> = try visit.id()
        let caller = visit.caller
        return try await database.read { [files] db in
            guard let document = try db.arrival(id, for: caller)?.document, let hash = document.file,
                let file = try files.stored(hash, in: db)
            else { throw NotFound() }
            return (document, file)
        }
    }

    /// `GET /documents/uploads/{id}/file`: a file of the caller's own that is not used yet.
    func uploadedFile(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<UploadedFile> = try visit.id()
        guard let file = try await Attachment(documents: self).kept(id, for: visit.caller, at: visit.now) else {
            throw NotFound()
        }
        let reader = try await files.open(file)
        return .file(
            FileAnswer(reader, name: file.name.text, type: file.mediaType.rawValue, isInline: true, etag: nil))
    }

    /// `GET /documents/uploads/{id}/file/pages/{page}`.
    func uploadedPicture(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<UploadedFile> = try visit.id()
        guard let file = try await Attachment(documents: self).kept(id, for: visit.caller, at: visit.now),
            let page = Int(try visit.parameter("page")), page > 0,
            let reader = try await files.picture(of: file, page: page, width: .page)
        else { throw NotFound() }
        return .file(FileAnswer(reader, page: page, of: file.hash))
    }

    private func answer(_ file: StoredFile, name: String, _ visit: StaffVisit) async throws -> FileAnswer {
        FileAnswer(
            try await files.open(file), name: name, type: file.mediaType.rawValue,
            isInline: !visit.query.flag("download"), etag: file.hash.description)
    }

    private func picture(of file: StoredFile, _ visit: StaffVisit) async throws -> Answer {
        guard let page = Int(try visit.parameter("page")), page > 0,
            let reader = try await files.picture(of: file, page: page, width: .page)
        else { throw NotFound() }
        return .file(FileAnswer(reader, page: page, of: file.hash))
    }

    /// `15-QĐ-UBND.pdf`.
    private static func fileName(_ document: Document) -> String {
        (document.symbol?.text ?? "du-thao").replacing("/", with: "-") + ".pdf"
    }

    /// `GET /documents/{id}/proof`: the proof of the document's last event, to be checked offline.
    func documentProof(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Document> = try visit.id()
        let (caller, key) = (visit.caller, journalKey)
        let proof = try await database.read { db in
            _ = try db.visibleDocument(id, to: caller)
            return try db.story(of: id, from: db.imported(id)).reversed().lazy
                .compactMap { try? db.inclusionProof(of: $0.id) }.first
        }
        guard let proof else { throw NotFound() }
        return .bytes([UInt8](try proof.file(for: key).written()), type: "application/json; charset=utf-8")
    }
}

extension FileAnswer {
    /// The picture of a page.
    fileprivate init(_ reader: FileReader, page: Int, of hash: FileHash) {
        self.init(reader, name: "trang-\(page).png", type: "image/png", isInline: true, etag: "\(hash)-\(page)")
    }

    /// A file of the store.
    init(_ reader: FileReader, name: String, type: String, isInline: Bool, etag: String?) {
        self.init(name: name, type: type, size: Int(reader.size), isInline: isInline, etag: etag) { range, write in
            for try await chunk in reader.chunks(Int64(range.lowerBound)..<Int64(range.upperBound)) {
                try await write(ByteBuffer(bytes: chunk))
            }
        }
    }
}
