public import Database
import Essentials
public import Files

/// What search knows of a document: its fields, and the text of its file once that was read.
public enum DocumentText {
    /// The index and what it is made from.
    public static let indexed = IndexedRecords(DocumentsMigrations.text, of: "document") { id, db in
        try text(of: ID(rawValue: id), in: db)
    }

    /// Indexes the fields of a document and, if there is one, its file's text.
    ///
    /// The text's row is held first, in a statement of its own: a file being read at the same time either has its text
    /// seen here, or sees this document. Without it both could be committed with neither knowing of the other.
    static func index(_ id: ID<Document>, in db: Connection) throws {
        _ = try db.value(
            """
            SELECT 1 FROM file_text WHERE hash = (SELECT file_hash FROM document WHERE id = \(id))\(idiom: .forShare)
            """, as: Int.self)
        guard let text = try text(of: id, in: db) else { return }
        try DocumentsMigrations.text.put(id, text: text, in: db)
    }

    private static func text(of id: ID<Document>, in db: Connection) throws -> String? {
        let row = try db.row(
            """
            SELECT document.code_number, document.code_notation, document.issuer_name, document.subject,
                document.signer_name, document.note, file_text.text,
                coalesce(incoming_document.document_id, outgoing_document.document_id) AS registered
            FROM document LEFT JOIN file_text ON file_text.hash = document.file_hash
            LEFT JOIN incoming_document ON incoming_document.document_id = document.id
            LEFT JOIN outgoing_document ON outgoing_document.document_id = document.id
            WHERE document.id = \(id)
            """)
        guard let row else { return nil }
        let fields: [String?] = [
            try row["code_number"], try row["code_notation"], try row["issuer_name"], try row["subject"],
            try row["signer_name"], try row["note"], try row["text"],
            try (row["registered"] as Int64?) == nil ? recipient(of: id, in: db) : nil,
        ]
        return fields.compactMap { $0 }.joined(separator: "\n")
    }

    /// Asked for only where there is no row of a register: a backup from before there were imports is indexed, too.
    private static func recipient(of id: ID<Document>, in db: Connection) throws -> String? {
        try db.value("SELECT recipient FROM imported_document WHERE document_id = \(id)")
    }

    /// The text of a file was read: every document it belongs to is indexed again.
    public static func fileWasRead(_ hash: FileHash, in db: Connection) throws {
        for id: ID<Document> in try db.values("SELECT id FROM document WHERE file_hash = \(hash)") {
            try index(id, in: db)
        }
    }
}
