public import Database
import Essentials
import Journal
import Logging
import SystemPackage

extension FileStore {
    /// Asks the scanner about an upload.
    ///
    /// - Returns: false when the scanner is down: the file then waits, and nobody can use it before it was scanned.
    /// - Throws: `FileRefusal.malware`.
    func passesScanner(_ id: ID<UploadedFile>) async throws -> Bool {
        guard let scanner else { return true }
        let verdict: VirusScanner.Verdict
        do {
            verdict = try await DiskQueue.run { [files, layout] in
                try scanner.scan(OpenFile(layout.spooled(id), files: files))
            }
        } catch let failure as VirusScanner.Unavailable {
            logger.error("the virus scanner is down, uploads wait", metadata: ["reason": "\(failure)"])
            return false
        }
        if case .infected(let name) = verdict { throw FileRefusal.malware(name) }
        return true
    }

    /// Scans the uploads that came while the scanner was down, the oldest first, until all are scanned or it is down
    /// again. Any number may run at once.
    ///
    /// - Returns: how many were scanned.
    @discardableResult
    public func scanWaiting() async throws -> Int {
        guard scanner != nil else { return 0 }
        let now = database.clock.now()
        let waiting = try await database.read { db in
            try db.all(
                """
                SELECT \(InspectedFile.columns) FROM spool_entry
                WHERE awaits_scan AND expires_at > \(now) ORDER BY id LIMIT 1000
                """,
                as: InspectedFile.self)
        }
        var scanned = 0
        for file in waiting {
            do {
                guard try await passesScanner(file.id) else { break }
                try await database.write { db in
                    _ = try db.execute("UPDATE spool_entry SET awaits_scan = \(false) WHERE id = \(file.id)")
                }
            } catch FileRefusal.malware(let name) {
                try await refuse(file, for: name)
            } catch Errno.noSuchFileOrDirectory {
                continue
            }
            scanned += 1
        }
        return scanned
    }

    /// Its sender is told when the form comes: the upload is gone. Of two servers that found it at once, one writes it down.
    func refuse(_ file: InspectedFile, for name: String) async throws {
        let event = MalwareRefused(upload: file.id, hash: file.hash, size: file.size, finding: String(name.prefix(200)))
        let now = database.clock.now()
        try await remove(file.id, hash: file.hash) { db in _ = try db.record(event, by: .platform, at: now) }
    }

    /// Writes down what was found, for whoever has to look where it came from.
    func recordMalware(
        _ id: ID<UploadedFile>, _ hash: FileHash, size: Int64, name: String, by actor: Journal.Actor
    ) async throws {
        let event = MalwareRefused(upload: id, hash: hash, size: size, finding: String(name.prefix(200)))
        let now = database.clock.now()
        try await database.write { db in _ = try db.record(event, by: actor, at: now) }
    }

    /// How many uploads wait for a scanner that is down.
    public func awaitingScan(in db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM spool_entry WHERE awaits_scan") ?? 0
    }
}
