import Crypto
import Database
import Essentials
import SystemPackage

/// What a check of every stored file found.
public struct FilesReport: Hashable, Sendable {
    /// Files that were read from the first byte to the last.
    public var checked = 0
    /// Their bytes.
    public var bytes: Int64 = 0
    /// In the database, not on the disk.
    public var missing: [FileHash] = []
    /// On the disk, but not the bytes that were accepted.
    public var damaged: [FileHash] = []
    /// On the disk, and nobody's: names in the store's folder. They do no harm.
    public var orphans: [String] = []

    /// Nothing is missing or damaged.
    public var isSound: Bool { missing.isEmpty && damaged.isEmpty }
}

extension FileStore {
    /// Reads every stored file and compares it with its hash; names each one that is missing or damaged
    /// (QCVN 12:2026/BCA 2.2.5.4). Reads a few at a time, so it can run while people work.
    public func verify() async throws -> FilesReport {
        var report = FilesReport()
        var last: [UInt8] = []
        while true {
            let after = last
            let files = try await database.read { db in
                try db.all(
                    "SELECT \(StoredFile.columns) FROM file WHERE hash > \(after) ORDER BY hash LIMIT 200",
                    as: StoredFile.self)
            }
            guard let end = files.last else { break }
            last = end.hash.bytes
            for file in files { try await check(file, into: &report) }
        }
        report.orphans = try await orphans()
        return report
    }

    private func check(_ file: StoredFile, into report: inout FilesReport) async throws {
        report.checked += 1
        let path = layout.stored(file.hash)
        let state = try await DiskQueue.run { [files] () -> (isThere: Bool, hash: FileHash?) in
            guard try files.status(path) != nil else { return (false, nil) }
            var hash = SHA256()
            do {
                try OpenFile(path, files: files).forEachChunk { hash.update(data: $0) }
            } catch {
                // Bytes that the disk cannot read are damaged ones; the check goes on.
                return (true, nil)
            }
            return (true, FileHash(bytes: Array(hash.finalize())))
        }
        if !state.isThere {
            report.missing.append(file.hash)
        } else if state.hash != file.hash {
            report.damaged.append(file.hash)
        } else {
            report.bytes += file.size
        }
    }

    /// Names in the store's folders that neither a file nor a waiting upload accounts for.
    private func orphans() async throws -> [String] {
        var orphans: [String] = []
        for first in try await names(in: []) {
            for second in try await names(in: [first]) {
                let names = try await names(in: [first, second])
                let known = try await known(among: names.compactMap { FileHash($0) })
                orphans += names.filter { name in
                    guard let hash = FileHash(name) else { return true }
                    return !known.contains(hash)
                }
            }
        }
        return orphans
    }

    private func names(in folders: [String]) async throws -> [String] {
        try await DiskQueue.run { [files, layout] in
            try files.names(in: folders.reduce(layout.files) { $0.appending($1) })
        }
    }

    private func known(among hashes: [FileHash]) async throws -> Set<FileHash> {
        if hashes.isEmpty { return [] }
        return try await database.read { db in
            Set(
                try db.values(
                    """
                    SELECT hash FROM file WHERE hash IN (\(list: hashes))
                    UNION SELECT hash FROM spool_entry WHERE hash IN (\(list: hashes))
                    """, as: FileHash.self))
        }
    }
}
