public import Database
import Essentials
public import Logging

/// Reads the text out of stored files in the background. Any number may work beside each other, on any node: each takes
/// a file that nobody else holds. A file that cannot be read is tried again ever later, and then shown as failed.
public struct TextExtractor: Sendable {
    /// Called with a file's text in the transaction that stores it: whoever indexes it does so there and then.
    public typealias Reader = @Sendable (_ hash: FileHash, _ text: String, _ db: Connection) throws -> Void

    private let store: FileStore
    private let logger: Logger
    private let onText: Reader

    /// Seconds until the next try after the first, second … one; after the last the file has failed.
    static let pauses: [Int64] = [60, 600, 3600, 6 * 3600]
    /// A worker that died with a file in its hands loses it after so long.
    static let holdSeconds: Int64 = 600

    public init(
        store: FileStore, logger: Logger = Logger(label: "text-extractor"),
        onText: @escaping Reader = { _, _, _ in }
    ) {
        self.store = store
        self.logger = logger
        self.onText = onText
    }

    /// Works until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                if try await runOnce() > 0 { continue }
            } catch {
                logger.error("texts cannot be read at the moment", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(2))
        }
    }

    /// Reads every file that is due now.
    /// - Returns: how many were tried.
    @discardableResult
    public func runOnce() async throws -> Int {
        var tried = 0
        while !Task.isCancelled, let job = try await take() {
            try await work(on: job)
            tried += 1
        }
        return tried
    }

    private struct Job: RowDecodable, Sendable {
        let file: StoredFile
        let attempts: Int

        init(row: Row) throws {
            file = try StoredFile(row: row)
            attempts = try row["attempts"]
        }
    }

    /// Takes the file that has waited longest, and holds it by putting its next try off.
    private func take() async throws -> Job? {
        let now = store.database.clock.now()
        return try await store.database.write { db in
            let hash: FileHash? = try db.value(
                """
                SELECT hash FROM file_text WHERE state = \(FileText.State.waiting) AND retry_at <= \(now)
                ORDER BY retry_at LIMIT 1\(idiom: .forUpdateSkipLocked)
                """)
            guard let hash else { return nil }
            try db.execute(
                """
                UPDATE file_text SET attempts = attempts + 1, retry_at = \(now.adding(seconds: Self.holdSeconds))
                WHERE hash = \(hash)
                """)
            return try db.first(
                """
                SELECT \(StoredFile.columns), file_text.attempts
                FROM file_text JOIN file ON file.hash = file_text.hash WHERE file_text.hash = \(hash)
                """)
        }
    }

    private func work(on job: Job) async throws {
        do {
            let (text, isTruncated) = try await read(job.file)
            try await keep(text, isTruncated: isTruncated, of: job.file.hash)
        } catch is CancellationError {
            // The process is going down; the file is taken again when nobody holds it any more.
            return
        } catch {
            try await putOff(job, because: error)
        }
    }

    private func read(_ file: StoredFile) async throws -> (text: String, isTruncated: Bool) {
        let (text, isTruncated): (String, Bool)
        if file.mediaType == .pdf {
            _ = try await store.open(file)
            (text, isTruncated) = try await store.tools.text(of: store.layout.stored(file.hash))
        } else {
            let limit = Int64(FileText.longest)
            text = String(decoding: try await store.open(file).bytes(0..<limit), as: UTF8.self)
            isTruncated = file.size > limit
        }
        try Task.checkCancellation()
        return (FileText.cleaned(text), isTruncated)
    }

    private func keep(_ text: String, isTruncated: Bool, of hash: FileHash) async throws {
        try await store.database.write { [onText] db in
            try db.execute(
                """
                UPDATE file_text
                SET state = \(FileText.State.done), failure = NULL, text = \(text), is_truncated = \(isTruncated)
                WHERE hash = \(hash)
                """)
            try onText(hash, text, db)
        }
    }

    private func putOff(_ job: Job, because error: any Error) async throws {
        let reason = String("\(error)".prefix(500))
        let (hash, now) = (job.file.hash, store.database.clock.now())
        logger.warning(
            "no text of a file", metadata: ["file": "\(hash)", "try": "\(job.attempts)", "error": "\(reason)"])
        let pause = job.attempts <= Self.pauses.count ? Self.pauses[job.attempts - 1] : nil
        _ = try await store.database.write { db in
            try db.execute(
                """
                UPDATE file_text
                SET state = \(pause == nil ? FileText.State.failed : .waiting), failure = \(reason),
                    retry_at = \(now.adding(seconds: pause ?? 0))
                WHERE hash = \(hash)
                """)
        }
    }
}
