public import Database
public import Essentials
import Foundation

/// What was read out of a stored file.
public enum FileText {
    /// How far the reading has come.
    public enum State: String, CaseIterable, Sendable, SQLConvertible {
        case waiting, done, failed
    }

    /// Characters that are kept of one file.
    static let longest = 1_000_000

    /// Whether text is read out of files of this kind.
    static func isReadable(_ type: MediaType) -> Bool {
        type == .pdf || type == .plainText
    }

    /// NFC, without characters that a database does not take or a page cannot show. Pages end with a form feed.
    static func cleaned(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { scalar in
            switch scalar {
            case "\n", "\t", "\u{C}": true
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFD}", "\u{AD}", "\u{FEFF}": false
            default: true
            }
        }
        return String(String.UnicodeScalarView(kept)).precomposedStringWithCanonicalMapping
    }
}

/// A file whose text could not be read, and why; shown to the administrator.
public struct FailedText: Sendable {
    public let hash: FileHash
    public let failure: String
    public let attempts: Int
}

extension FailedText: RowDecodable {
    /// Reads a row of `file_text`.
    public init(row: Row) throws {
        hash = try row["hash"]
        failure = try row["failure"] as String? ?? ""
        attempts = try row["attempts"]
    }
}

extension FileStore {
    /// The text of a stored file; nil until it was read. A record that refers to a file which has been here for long
    /// indexes it at once.
    public func text(of hash: FileHash, in db: Connection) throws -> String? {
        try db.value("SELECT text FROM file_text WHERE hash = \(hash) AND state = \(FileText.State.done)")
    }

    /// How many files wait for their text to be read.
    public func awaitingText(in db: Connection) throws -> Int {
        // The state is written out: an index of these rows alone is not found for a bound value.
        try db.value("SELECT count(*) FROM file_text WHERE state = 'waiting'") ?? 0
    }

    /// Files whose text could not be read in any try.
    public func failedTexts(in db: Connection) throws -> [FailedText] {
        try db.all(
            """
            SELECT hash, failure, attempts FROM file_text WHERE state = \(FileText.State.failed) ORDER BY hash LIMIT 1000
            """)
    }

    /// Lets a file's text be read again, from the first try on.
    public func retryText(of hash: FileHash, at now: Instant, in db: Connection) throws {
        try db.execute(
            """
            UPDATE file_text SET state = \(FileText.State.waiting), attempts = 0, retry_at = \(now)
            WHERE hash = \(hash) AND state = \(FileText.State.failed)
            """)
    }
}
