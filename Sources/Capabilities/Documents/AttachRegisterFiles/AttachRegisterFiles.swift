public import Database
import Directory
public import Essentials
public import Files
public import Journal

/// Files with their names: a folder, or an archive.
public protocol NamedFiles: Sendable {
    associatedtype Pieces: AsyncSequence where Pieces.Element == [UInt8]

    /// Their names, as paths.
    var names: [String] { get }
    /// The bytes of one.
    func pieces(of name: String) throws -> Pieces?
}

/// Gives the documents of an old register their files, by the names that a column of the register has. It may be done any
/// number of times: a document that has its file keeps it.
public struct AttachRegisterFiles: Sendable {
    let database: Database
    let files: FileStore

    /// Files of a transaction.
    private static let batch = 50

    public init(database: Database, files: FileStore) {
        self.database = database
        self.files = files
    }

    /// What came of it.
    public struct Report: Sendable {
        /// Documents that have their file now.
        public fileprivate(set) var attached = 0
        /// Files that were not taken, the first of them, each with why.
        public fileprivate(set) var left: [(name: String, reason: Wording)] = []
        public fileprivate(set) var leftCount = 0

        private static let mostNamed = 500

        fileprivate mutating func leave(_ name: String, _ reason: Wording) {
            leftCount += 1
            if left.count < Self.mostNamed { left.append((name, reason)) }
        }
    }

    /// A file that is fit, and whose it is.
    private struct Match: Sendable {
        let file: InspectedFile
        let documents: [ID<Document>]
    }

    /// - Throws: `RegisterImportRefusal.wrongState` when the import is being taken back.
    public func callAsFunction(
        _ source: some NamedFiles, to register: ID<RegisterImport>, by actor: Journal.Actor
    ) async throws -> Report {
        var waiting = try await database.read { db in try db.documentsWithoutFile(of: register) }
        var report = Report()
        var matches: [Match] = []
        for name in source.names {
            guard let documents = waiting[Self.key(name)] else {
                report.leave(name, Wording("Không dòng nào còn chờ tệp này.", en: "No row waits for this file."))
                continue
            }
            do {
                guard let file = try await received(name, source, by: actor) else { continue }
                matches.append(Match(file: file, documents: documents))
                waiting[Self.key(name)] = nil
            } catch let refusal as FileRefusal {
                report.leave(name, refusal.message)
            }
            if matches.count == Self.batch {
                report.attached += try await attach(matches, to: register, by: actor)
                matches = []
            }
        }
        if !matches.isEmpty { report.attached += try await attach(matches, to: register, by: actor) }
        return report
    }

    /// By what a row and a file are known to be meant for each other: the name without its folders, in small letters.
    static func key(_ name: String) -> String {
        let text = FileName(untrusted: name).text.lowercased()
        return text.hasSuffix(".pdf") ? text : text + ".pdf"
    }

    private func received(
        _ name: String, _ source: some NamedFiles, by actor: Journal.Actor
    ) async throws -> InspectedFile? {
        guard let pieces = try source.pieces(of: name) else { return nil }
        let file = try await files.inspect(files.receive(pieces, name: name, by: actor))
        guard file.awaitsScan else { return file }
        try await files.drop(file)
        throw FileRefusal.awaitsScan
    }

    /// - Returns: how many documents have their file by it.
    private func attach(
        _ matches: [Match], to register: ID<RegisterImport>, by actor: Journal.Actor
    ) async throws -> Int {
        for match in matches { try await files.settle(match.file) }
        let now = database.clock.now()
        return try await database.write { [files] db in
            guard let job = try db.registerImport(register, forUpdate: true) else { throw NotFound() }
            guard job.state == .done else { throw RegisterImportRefusal.wrongState(job.state.name) }
            var attached = 0
            for match in matches {
                let stored = try files.accept(match.file, at: now, in: db)
                attached += try db.execute(
                    """
                    UPDATE document SET file_hash = \(stored.hash)
                    WHERE id IN (\(list: match.documents)) AND file_hash IS NULL
                    """)
                for id in match.documents { try DocumentText.index(id, in: db) }
            }
            try db.record(
                RegisterFilesAttached(register: register, documents: attached, files: matches.map(\.file.hash)),
                by: actor, at: now)
            return attached
        }
    }
}

extension Connection {
    /// The documents of an import that name a file and have none yet, by what the file is known by.
    func documentsWithoutFile(of register: ID<RegisterImport>) throws -> [String: [ID<Document>]] {
        var waiting: [String: [ID<Document>]] = [:]
        try forEachRow(
            """
            SELECT imported_document.document_id, imported_document.file_name FROM imported_document
            JOIN document ON document.id = imported_document.document_id
            WHERE imported_document.import_id = \(register) AND imported_document.file_name IS NOT NULL
                AND document.file_hash IS NULL
            ORDER BY imported_document.row_number
            """
        ) { row in
            let name: String = try row["file_name"]
            waiting[AttachRegisterFiles.key(name), default: []].append(try row["document_id"])
            return true
        }
        return waiting
    }

    /// How many of them there are.
    func countWithoutFile(of register: ID<RegisterImport>) throws -> Int {
        try value(
            """
            SELECT count(*) FROM imported_document JOIN document ON document.id = imported_document.document_id
            WHERE imported_document.import_id = \(register) AND imported_document.file_name IS NOT NULL
                AND document.file_hash IS NULL
            """) ?? 0
    }
}
