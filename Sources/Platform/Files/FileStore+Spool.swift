public import Database
public import Essentials
public import Journal
import Synchronization
import SystemPackage

extension FileStore {
    /// An upload that waits for its form; nil when it was used, is older than a day, or somebody else's. So a form that
    /// comes back with a mistake still has its file.
    ///
    /// - Parameters:
    ///   - id: what the form carries.
    ///   - actor: who sends the form, from the session.
    public func waiting(
        _ id: ID<UploadedFile>, for actor: Journal.Actor, at now: Instant, in db: Connection
    ) throws -> InspectedFile? {
        let file: InspectedFile? = try db.first(
            "SELECT \(InspectedFile.columns) FROM spool_entry WHERE id = \(id) AND expires_at > \(now)")
        guard let file, file.person == actor.person else { return nil }
        return file
    }

    /// Drops an upload that nobody has looked into.
    public func drop(_ file: UploadedFile) async throws {
        try await DiskQueue.run { [files, layout] in files.removeIfThere(layout.spooled(file.id)) }
    }

    /// Drops an upload that its sender took off the form.
    public func drop(_ file: InspectedFile) async throws {
        try await remove(file.id, hash: file.hash)
    }

    /// Moves a waiting file into the store ahead of its transaction. Nothing needs this, but a transaction that accepts
    /// the file waits three times for the disk without it, and SQLite's one writer with it.
    ///
    /// - Throws: `FileRefusal.awaitsScan`.
    public func settle(_ file: InspectedFile) async throws {
        if file.awaitsScan { throw FileRefusal.awaitsScan }
        try await DiskQueue.run { try self.moveIntoStore(file) }
        settled.withLock { _ = $0.insert(file.id) }
    }

    /// Makes a waiting file part of the store, in the transaction of the record it belongs to. Equal bytes are one file,
    /// so this is the same file when they were accepted before.
    ///
    /// The file is moved before the commit, so a committed record never lacks its file; if the transaction is rolled
    /// back, the upload waits on, and can be used again.
    ///
    /// - Throws: `FileRefusal.expired` when the upload is no longer there, `.awaitsScan` while the scanner is down.
    public func accept(_ file: InspectedFile, at now: Instant, in db: Connection) throws -> StoredFile {
        if file.awaitsScan { throw FileRefusal.awaitsScan }
        try db.lock("file:\(file.hash)")
        let present = try stored(file.hash, in: db)
        let entries = try db.execute("DELETE FROM spool_entry WHERE id = \(file.id) AND expires_at > \(now)")
        if entries == 0 {
            guard let present else { throw FileRefusal.expired }
            return present
        }
        if settled.withLock({ $0.remove(file.id) }) == nil { try moveIntoStore(file) }
        if let present { return present }
        let accepted = StoredFile(
            hash: file.hash, size: file.size, mediaType: file.mediaType, pageCount: file.pageCount, acceptedAt: now)
        try insert(accepted, in: db)
        return accepted
    }

    private func insert(_ file: StoredFile, in db: Connection) throws {
        try db.execute(
            """
            INSERT INTO file (hash, size, media_type, page_count, accepted_at)
            VALUES (\(file.hash), \(file.size), \(file.mediaType), \(file.pageCount), \(file.acceptedAt))
            """)
        guard FileText.isReadable(file.mediaType) else { return }
        try db.execute(
            """
            INSERT INTO file_text (hash, state, attempts, retry_at, is_truncated)
            VALUES (\(file.hash), \(FileText.State.waiting), 0, \(file.acceptedAt), \(false))
            """)
    }

    /// Renames, even over a file that is there: the spool's copy was just hashed and synced, and the other may be
    /// damaged. When the spool has none, an earlier try of this transaction has moved it; the names are synced again,
    /// for that try may have failed at just that.
    private func moveIntoStore(_ file: InspectedFile) throws {
        try DiskFailure.translating("accept") {
            let source = layout.spooled(file.id)
            let target = layout.stored(file.hash)
            try folders.prepare(for: file.hash)
            if try files.status(source) != nil {
                try files.rename(source, to: target)
            } else if try files.status(target)?.size != file.size {
                throw FileRefusal.expired
            }
            try files.syncDirectory(layout.directory(of: file.hash))
        }
    }

    /// Where a waiting file's bytes are: in the spool, or in the store when a transaction that was rolled back moved it.
    func path(of file: InspectedFile) throws -> FilePath {
        let spooled = layout.spooled(file.id)
        return try files.status(spooled) != nil ? spooled : layout.stored(file.hash)
    }

    /// Removes a waiting file, and what a transaction that was rolled back may have moved into the store.
    ///
    /// - Parameter record: what to do in the same transaction, if the file still waited.
    func remove(
        _ id: ID<UploadedFile>, hash: FileHash, _ record: @escaping @Sendable (Connection) throws -> Void = { _ in }
    ) async throws {
        try await database.write { [files, layout] db in
            try db.lock("file:\(hash)")
            guard try db.execute("DELETE FROM spool_entry WHERE id = \(id)") > 0 else { return }
            try record(db)
            let references: Int? = try db.value(
                """
                SELECT (SELECT count(*) FROM file WHERE hash = \(hash))
                    + (SELECT count(*) FROM spool_entry WHERE hash = \(hash))
                """)
            if references == 0 { files.removeIfThere(layout.stored(hash)) }
        }
        try await DiskQueue.run { [files, layout] in files.removeIfThere(layout.spooled(id)) }
    }
}
