import Database
import Essentials

/// What a sweep removed.
public struct SweepReport: Hashable, Sendable {
    /// Uploads whose form was never sent.
    public var expired = 0
    /// Bytes in the spool that belong to no upload: a process died while they came.
    public var stray = 0
    /// Pictures of pages that nobody looked at for longest.
    public var pictures = 0
}

extension FileStore {
    /// Clears what nobody will come for: uploads older than a day, leftovers of a crash, pictures beyond the cache's
    /// size. Run every hour; any number may run at once.
    @discardableResult
    public func sweep() async throws -> SweepReport {
        let now = database.clock.now()
        var report = SweepReport()
        let expired = try await database.read { db in
            try db.all(
                "SELECT \(InspectedFile.columns) FROM spool_entry WHERE expires_at <= \(now) ORDER BY id LIMIT 10000",
                as: InspectedFile.self)
        }
        for file in expired {
            try await remove(file.id, hash: file.hash)
            report.expired += 1
        }
        report.stray = try await removeStrays(at: now)
        report.pictures = try await pictureMaker.prune()
        return report
    }

    /// An upload's number tells when it began; younger ones may still be coming.
    private func removeStrays(at now: Instant) async throws -> Int {
        let yesterday = now.adding(seconds: -Self.spoolSeconds)
        let cutoff = IDGenerator(node: 0, clock: .fixed(yesterday)).next(UploadedFile.self)
        let old = try await DiskQueue.run { [files, layout] in
            try files.names(in: layout.spool).compactMap { ID<UploadedFile>($0) }.filter { $0 < cutoff }
        }
        var removed = 0
        for id in old {
            let entry: Int? = try await database.read { try $0.value("SELECT 1 FROM spool_entry WHERE id = \(id)") }
            if entry != nil { continue }
            try await DiskQueue.run { [files, layout] in files.removeIfThere(layout.spooled(id)) }
            removed += 1
        }
        return removed
    }
}
