import Essentials
import Files
import Synchronization
import TestSupport
import Testing

@testable import Database
@testable import Documents

/// A file's text is read in the background while documents with that file come and go. On SQLite one writes at a time,
/// so these are about PostgreSQL.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct DocumentTextTests {
    @Test func `a document registered while its file is being read is found by the file's text`() async throws {
        try await SmallProvince.with(.postgresql) { province in
            let file = try await province.unreadFile()
            try await province.crossing {
                try province.register(file, in: $0)
            } while: {
                try province.fileIsRead(file, in: $0)
            }
            #expect(try await DocumentText.indexed.disagreements(in: province.database) == [])
            #expect(try await province.found("bạch đàn") == 1)
        }
    }

    @Test func `a file that is read while a document with it is being registered makes the document found`()
        async throws
    {
        try await SmallProvince.with(.postgresql) { province in
            let file = try await province.unreadFile()
            try await province.crossing {
                try province.fileIsRead(file, in: $0)
            } while: {
                try province.register(file, in: $0)
            }
            #expect(try await DocumentText.indexed.disagreements(in: province.database) == [])
            #expect(try await province.found("bạch đàn") == 1)
        }
    }
}

extension SmallProvince {
    fileprivate func unreadFile() async throws -> StoredFile {
        let (file, moment) = (try await storedFile(), now)
        _ = try await database.write { db in
            try db.execute(
                """
                INSERT INTO file_text (hash, state, attempts, retry_at, is_truncated)
                VALUES (\(file.hash), \(FileText.State.waiting), 0, \(moment), \(false))
                """)
        }
        return file
    }

    /// What the reader of texts does when it has one.
    fileprivate func fileIsRead(_ file: StoredFile, in db: Connection) throws {
        try db.execute(
            """
            UPDATE file_text SET state = \(FileText.State.done), text = \("Trồng rừng bạch đàn") WHERE hash = \(file.hash)
            """)
        try DocumentText.fileWasRead(file.hash, in: db)
    }

    fileprivate func register(_ file: StoredFile, in db: Connection) throws {
        let form = try RegisterIncomingForm(types: types, today: now.date, Self.fields())
        _ = try RegisterIncoming(closing: Self.closing)(form, file: file, by: clerk, at: now, in: db)
    }

    /// Lets `second` begin when `first` has written and not committed, and `first` commit when `second` is through or
    /// waits for it.
    fileprivate func crossing(
        _ first: @escaping @Sendable (Connection) throws -> Void,
        while second: @escaping @Sendable (Connection) throws -> Void
    ) async throws {
        let other = Beside()
        try await database.write { db in
            try first(db)
            other.begin { [database] in try await database.write { try second($0) } }
            let waiters: SQL = "SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
            while !other.isThrough, try db.value(waiters, as: Int.self) == nil {}
        }
        try await other.end()
    }

    fileprivate func found(_ words: String) async throws -> Int64 {
        try await database.read { db in
            guard let matches = try DocumentsMigrations.text.matches(words, in: db) else { return 0 }
            return try db.value("SELECT count(*) FROM \(DocumentsMigrations.text.name) WHERE \(matches)") ?? 0
        }
    }
}

/// Work that goes on beside a transaction, and can be asked there whether it is through.
private final class Beside: Sendable {
    private let task = Mutex<Task<Void, any Error>?>(nil)
    private let through = Mutex(false)

    var isThrough: Bool { through.withLock { $0 } }

    func begin(_ work: @escaping @Sendable () async throws -> Void) {
        let begun = Task {
            defer { through.withLock { $0 = true } }
            try await work()
        }
        task.withLock { $0 = begun }
    }

    func end() async throws {
        try await task.withLock { $0 }?.value
    }
}
