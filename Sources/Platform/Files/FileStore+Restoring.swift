import Crypto
public import Database
import Essentials
import SystemPackage

extension FileStore {
    /// Opens the bytes of a stored file by its hash, for a copy of the whole installation.
    ///
    /// - Throws: `FileFault.missing`.
    public func open(_ hash: FileHash) async throws -> FileReader {
        do {
            return FileReader(
                file: try await DiskQueue.run { [files, layout] in try OpenFile(layout.stored(hash), files: files) })
        } catch Errno.noSuchFileOrDirectory {
            throw FileFault.missing(hash)
        } catch {
            throw DiskFailure.translated(error, during: "open")
        }
    }

    /// Puts the bytes of a file in their place, from a backup or another installation: in place of what is there, and
    /// only if they are the bytes that were once accepted.
    ///
    /// - Parameter pieces: its bytes in order; memory holds one piece at a time.
    /// - Throws: `FileFault.damaged` when they are not; nothing is changed then.
    public func putBack(_ hash: FileHash, _ pieces: sending () async throws -> [UInt8]?) async throws {
        let path = layout.spooled(database.ids.next())
        do {
            let file = try await DiskQueue.run { [files] in try files.create(path) }
            var found = SHA256()
            do {
                while let piece = try await pieces() {
                    found.update(data: piece)
                    try await DiskQueue.run { [files] in
                        try piece.withUnsafeBytes { try files.writeAll($0, to: file) }
                    }
                }
                try await DiskQueue.run { [files] in try files.sync(file) }
            } catch {
                try? files.close(file)
                throw error
            }
            try await DiskQueue.run { [files] in try files.close(file) }
            guard Array(found.finalize()) == hash.bytes else { throw FileFault.damaged(hash) }
            try await DiskQueue.run { [files, folders, layout] in
                try folders.prepare(for: hash)
                try files.rename(path, to: layout.stored(hash))
                try files.syncDirectory(layout.directory(of: hash))
            }
        } catch {
            files.removeIfThere(path)
            throw DiskFailure.translated(error, during: "put back")
        }
    }

    /// Every file there should be, some at a time, in the order of their hashes.
    public func files(after last: FileHash?, in db: Connection) throws -> [(hash: FileHash, size: Int64)] {
        try db.rows("SELECT hash, size FROM file WHERE hash > \(last?.bytes ?? []) ORDER BY hash LIMIT 200")
            .map { (try $0["hash"], try $0["size"]) }
    }
}
