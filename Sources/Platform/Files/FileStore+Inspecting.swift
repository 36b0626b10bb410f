import Database
import Essentials
public import Journal
import Logging

extension FileStore {
    /// Looks into a file that came in: whether it is safe, what it is, whether it is whole, whether the law lets it be
    /// here. Then it waits in the spool for its form; when the scanner is down, for the scanner too.
    ///
    /// - Parameters:
    ///   - file: the upload.
    ///   - accepted: the kinds that are wanted.
    /// - Throws: `FileRefusal`; the bytes are gone then.
    public func inspect(
        _ file: UploadedFile, accepting accepted: Set<MediaType> = MediaType.documents
    ) async throws -> InspectedFile {
        do {
            let isScanned = try await passesScanner(file.id)
            let inspection = Inspection(
                path: layout.spooled(file.id), name: file.name, accepted: accepted, files: files, tools: tools)
            let findings = try await inspection()
            return try await enter(file, findings, awaitsScan: !isScanned)
        } catch FileRefusal.secrecyMark(let mark) {
            let wiping = await wipe(file.id)
            try await recordSecret(file)
            if case .failure(let failure) = wiping { throw DiskFailure.translated(failure, during: "wipe") }
            throw FileRefusal.secrecyMark(mark)
        } catch FileRefusal.malware(let name) {
            files.removeIfThere(layout.spooled(file.id))
            try await recordMalware(file.id, file.hash, size: file.size, name: name, by: file.uploader)
            throw FileRefusal.malware(name)
        } catch {
            files.removeIfThere(layout.spooled(file.id))
            throw DiskFailure.translated(error, during: "inspect")
        }
    }

    /// Lets go of a waiting file that turned out to hold state secrets where no mark stands on a page: as `inspect` does,
    /// the bytes are wiped, and the journal tells that there was one.
    public func refuseSecret(_ file: InspectedFile, by uploader: Journal.Actor) async throws {
        let event = FileRefused(upload: file.id, reason: "secrecy-mark", size: file.size)
        let now = database.clock.now()
        let wiping = await wipe(file.id)
        try await remove(file.id, hash: file.hash) { db in _ = try db.record(event, by: uploader, at: now) }
        if case .failure(let failure) = wiping { throw DiskFailure.translated(failure, during: "wipe") }
    }

    /// A state secret must be gone; if the disk will not let it go, that is no silent matter.
    private func wipe(_ id: ID<UploadedFile>) async -> Result<Void, any Error> {
        do {
            try await DiskQueue.run { [files, layout] in
                try files.remove(layout.spooled(id))
                try files.syncDirectory(layout.spool)
            }
            return .success(())
        } catch {
            logger.critical("a refused file could not be removed from the spool", metadata: ["upload": "\(id)"])
            return .failure(error)
        }
    }

    private func recordSecret(_ file: UploadedFile) async throws {
        let event = FileRefused(upload: file.id, reason: "secrecy-mark", size: file.size)
        let now = database.clock.now()
        try await database.write { db in _ = try db.record(event, by: file.uploader, at: now) }
    }

    private func enter(
        _ file: UploadedFile, _ findings: Findings, awaitsScan: Bool
    ) async throws -> InspectedFile {
        let inspected = InspectedFile(
            id: file.id, name: findings.name, size: file.size, hash: file.hash, mediaType: findings.mediaType,
            pageCount: findings.pageCount, awaitsScan: awaitsScan, person: file.uploader.person)
        let now = database.clock.now()
        try await database.write { db in
            guard try Self.mayWait(inspected, at: now, in: db) else { throw FileRefusal.tooManyWaiting }
            try db.execute(
                """
                INSERT INTO spool_entry
                    (id, hash, name, size, media_type, page_count, awaits_scan, person, expires_at)
                VALUES (
                    \(inspected.id), \(inspected.hash), \(inspected.name.text), \(inspected.size),
                    \(inspected.mediaType), \(inspected.pageCount), \(awaitsScan), \(inspected.person),
                    \(now.adding(seconds: Self.spoolSeconds)))
                """)
        }
        return inspected
    }

    /// The platform itself (a package from outside, the sample province) has no quota.
    private static func mayWait(_ file: InspectedFile, at now: Instant, in db: Connection) throws -> Bool {
        guard let person = file.person else { return true }
        let row = try db.row(
            """
            SELECT count(*) AS files, CAST(coalesce(sum(size), 0) AS BIGINT) AS bytes
            FROM spool_entry WHERE person = \(person) AND expires_at > \(now)
            """)
        guard let row else { return true }
        let files: Int = try row["files"]
        let bytes: Int64 = try row["bytes"]
        return files < waitingFiles && bytes + file.size <= waitingBytes
    }
}
